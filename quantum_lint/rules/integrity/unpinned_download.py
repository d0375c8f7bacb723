"""Circuits, data and code that come from the network without a hash."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.tables import tables_of
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.addresses import Pin, address_of, pin_of
from quantum_lint.match.command_lines import command_lines
from quantum_lint.match.downloads import CHECKING, downloads
from quantum_lint.match.shell_downloads import Fetched, fetched, got
from quantum_lint.match.testing import uses_mocks
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.model.span import Span
from quantum_lint.parse.python import PythonDocument
from quantum_lint.parse.shell import ShellDocument


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every download of a file, unless its address holds a hash or the text compares one."""
    if "documentation" in document.fragment.traits or CHECKING.search(document.fragment.text):
        return
    if isinstance(document, ShellDocument):
        for command in document.commands():
            if found := fetched(command):
                yield from _of_command(found, document.span(command.start, command.end))
    elif isinstance(document, PythonDocument):
        yield from _of_python(document, knowledge)


def _of_python(document: PythonDocument, knowledge: Knowledge) -> Iterator[Hit]:
    evaluation = document.evaluation(knowledge)
    if "test" in document.fragment.traits and uses_mocks(evaluation):
        return
    for download in downloads(evaluation, tables_of(knowledge), knowledge.endpoints):
        name = download.call.callee.rpartition(".")[2]
        yield from _hit(download.call.span, name, download.name, download.source, download.pin)
    for line in command_lines(document, knowledge):
        found = got(line.program, [piece.text for piece in line.words[1:]]) if line.started else None
        if found is not None:
            piece = next(piece for piece in line.words if address_of(piece.text) == found.address)
            yield from _of_command(found, piece.place(0, len(piece.text)))


def _of_command(found: Fetched, span: Span) -> Iterator[Hit]:
    yield from _hit(span, found.program, found.address.name or "a file", found.address.host, pin_of(found.address))


def _hit(span: Span, program: str, name: str, source: str, pin: Pin) -> Iterator[Hit]:
    """The hit; an address that names a version can be replaced too, but hardly is."""
    if pin == "content":
        return
    advice = "Compare its SHA-256 with one that is written here, or keep a copy with the code"
    if pin == "version":
        yield Hit(
            span=span,
            note=f"`{program}` gets {name} from {source} and compares it with no hash: its owner can replace what is"
            f" behind a version. {advice}.",
            severity="low",
            persona="pedantic",
        )
        return
    yield Hit(
        span=span,
        note=f"`{program}` gets {name} from {source} as it is at that moment: it may be something else tomorrow, and"
        f" whoever holds that address decides what is run or computed here. {advice}; on a hub name the commit.",
    )
