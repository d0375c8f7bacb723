"""Programs that are no OpenQASM, in files and in the strings of Python."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from quantum_lint.circuits.openqasm import files
from quantum_lint.circuits.openqasm.errors import OpenQasmError
from quantum_lint.circuits.openqasm.files import stated_version
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.evaluate.values import Known
from quantum_lint.model.circuit import Malformed
from quantum_lint.model.span import Span

if TYPE_CHECKING:
    from quantum_lint.model.fragment import Fragment
    from quantum_lint.parse.python import PythonDocument


#: Stands for a whole file.
_FILE = Span(0, 0)


class ReaderRow(NamedTuple):
    """Calls that read circuits in a `format` from their first argument, called `argument`."""

    provider: str
    calls: tuple[str, ...]
    format: str
    argument: str
    binary: bool = False


def in_file(data: bytes, error: OpenQasmError | None) -> Iterator[Malformed]:
    """What is wrong with the bytes of a file that could not be read."""
    text = data.decode("utf-8", "replace")
    for found in _of_text(text, error):
        start, stop = _place(text, found)
        before = len(text[:start].encode())
        yield found._replace(span=Span(before, before + len(text[start:stop].encode())))


def in_strings(document: PythonDocument, knowledge: Any) -> Iterator[Malformed]:
    """The literals that are handed to a reader of OpenQASM and that it cannot read."""
    rows = tables_of(knowledge).rows("reader", ReaderRow)
    callees = [callee for callee, row in rows.items() if row.format.startswith("OpenQASM")]
    # To evaluate a program takes half as long as to build its circuits, and one in thirty has such a call.
    if not any(_is_named(callee, document.fragment.text) for callee in callees):
        return
    for call in document.evaluation(knowledge).calls_to(*callees):
        given = call.argument(rows[call.callee].argument, 0)
        if given is not None and isinstance(given.value, Known) and isinstance(given.value.value, str):
            error = files.read(given.value.value.encode(), "", _without).error
            for found in _of_text(given.value.value, error):
                yield found._replace(span=_origin(given.value, found, document.fragment) or call.span, source=call.span)


def _is_named(callee: str, text: str) -> bool:
    """Whether a text names the function, with its owner where many have one of that name (`loads`)."""
    *_, owner, name = callee.split(".")
    return name in text and ("_" in name or owner in text)


def _without(name: str) -> None:
    """A string stands in no folder, so that there is nothing for it to include."""


def _of_text(text: str, error: OpenQasmError | None) -> Iterator[Malformed]:
    """What is wrong, without its place. A program that states no version may be in any."""
    version = stated_version(text)
    if error is not None and error.malformed and version is not None:
        yield Malformed(f"OpenQASM {version}", _FILE, _FILE, error.line, error.column, error.reason)


def _place(text: str, found: Malformed) -> tuple[int, int]:
    """The characters from what is wrong to the end of its line."""
    lines = text.split("\n")
    number = min(found.line, len(lines)) - 1
    start = sum(len(line) + 1 for line in lines[:number])
    stop = start + len(lines[number].rstrip("\r"))
    return min(start + found.column - 1, max(stop - 1, start)), stop


def _origin(known: Known, found: Malformed, fragment: Fragment) -> Span | None:
    """Where in a literal the program is wrong: all of it where it is written otherwise than it reads."""
    if len(known.origins) != 1:
        return None
    first = fragment.map.offset(known.origins[0].start)
    if fragment.text[first : first + len(known.value)] != known.value:
        return known.origins[0]
    start, stop = _place(known.value, found)
    return fragment.span(first + start, first + stop)
