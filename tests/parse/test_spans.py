"""The bytes at a span are the token, in every way in which a notebook can be written."""

from __future__ import annotations

import codecs
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from quantum_lint.model.file import File
from quantum_lint.model.fragment import Fragment
from quantum_lint.model.span import TextMap
from quantum_lint.parse import fragments
from quantum_lint.parse.decode import decode

TOKEN = 'tok"en\té\U0001d4b3\\'
FILLERS = st.text(alphabet=st.sampled_from("ab \t'\"\\é€\U0001d4b3日#"), max_size=8)
LINE_ENDS = st.sampled_from(["\n", "\r\n"])
INDENTS = st.sampled_from([None, 1, 2, 4, "\t"])
CODECS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])


@st.composite
def sources(draw: st.DrawFn) -> str | list[str]:
    """Lines of which one holds the token, as Jupyter writes them or as one string."""
    end = draw(LINE_ENDS)
    lines = draw(st.lists(FILLERS, min_size=1, max_size=4))
    place = draw(st.integers(0, len(lines) - 1))
    lines[place] = f"# {lines[place]}{TOKEN}"
    text = end.join(lines)
    return text if draw(st.booleans()) else text.splitlines(keepends=True)


def cell(source: Any, kind: str = "code") -> dict[str, Any]:
    shown = {"output_type": "stream", "name": "stdout", "text": source}
    error = {"output_type": "error", "ename": "E", "evalue": "", "traceback": ["\x1b[0;31mfirst\x1b[0m", f"x{TOKEN}"]}
    picture = {"output_type": "display_data", "data": {"image/png": "aaaa", "text/html": source}, "metadata": {}}
    made: dict[str, Any] = {"cell_type": kind, "metadata": {"note": TOKEN}, "source": source}
    return made if kind != "code" else made | {"outputs": [shown, error, picture], "execution_count": None}


def old(made: dict[str, Any]) -> dict[str, Any]:
    """A cell of format 4 as format 3 wrote it."""
    outputs = [
        {"output_type": "stream", "stream": "stdout", "text": made["outputs"][0]["text"]},
        {"output_type": "pyerr", "ename": "E", "evalue": "", "traceback": made["outputs"][1]["traceback"]},
        {"output_type": "display_data", "png": "aaaa", "html": made["outputs"][2]["data"]["text/html"]},
    ]
    return {"cell_type": "code", "language": "python", "input": made["source"], "outputs": outputs}


def written(notebook: dict[str, Any], indent: int | str | None, ascii_only: bool, codec: str) -> bytes:
    separators = (",", ":") if indent is None else None
    return json.dumps(notebook, indent=indent, ensure_ascii=ascii_only, separators=separators).encode(codec)


def bytes_of(fragment: Fragment, data: bytes, codec: str) -> list[str]:
    """What stands in the file behind each token of the fragment, decoded as JSON."""
    plain = "utf-16-le" if codec == "utf-16" else "utf-8"
    found = []
    at = fragment.text.find(TOKEN)
    while at != -1:
        span = fragment.span(at, at + len(TOKEN))
        found.append(json.loads(f'"{data[span.start : span.end].decode(plain)}"'))
        at = fragment.text.find(TOKEN, at + 1)
    return found


@given(st.lists(sources(), min_size=1, max_size=3), sources(), INDENTS, st.booleans(), CODECS)
def test_format_4(code: list[Any], prose: Any, indent: int | str | None, ascii_only: bool, codec: str) -> None:
    cells = [*(cell(source) for source in code), cell(prose, "markdown"), cell(prose, "raw")]
    data = written({"cells": cells, "metadata": {"note": "x"}, "nbformat": 4}, indent, ascii_only, codec)
    pieces = list(fragments(File("a.ipynb", "notebook", data)))
    tokens = {each.language: 0 for each in pieces}
    for piece in pieces:
        found = bytes_of(piece, data, codec)
        assert found == [TOKEN] * len(found)
        tokens[piece.language] += len(found)
    assert tokens["python"] == len(code)
    assert tokens["output"] == 3 * len(code)
    assert (tokens["markdown"], tokens["text"]) == (1, 1)


@given(st.lists(sources(), min_size=1, max_size=3), INDENTS, st.booleans(), CODECS)
def test_format_3(code: list[Any], indent: int | str | None, ascii_only: bool, codec: str) -> None:
    sheet = {"cells": [old(cell(source)) for source in code]}
    data = written({"worksheets": [sheet], "metadata": {}, "nbformat": 3}, indent, ascii_only, codec)
    pieces = list(fragments(File("a.ipynb", "notebook", data)))
    for language, expected in (("python", len(code)), ("output", 3 * len(code))):
        found = [token for piece in pieces if piece.language == language for token in bytes_of(piece, data, codec)]
        assert found == [TOKEN] * expected


@given(sources(), st.binary(min_size=1, max_size=4).filter(lambda each: not each.isascii()), st.booleans())
def test_invalid_utf_8_shifts_nothing(source: Any, noise: bytes, ascii_only: bool) -> None:
    noise = bytes(byte for byte in noise if byte >= 0x80)
    text = json.dumps(
        {"cells": [cell(["# NOISE\n", *([source] if isinstance(source, str) else source)])]}, ensure_ascii=ascii_only
    )
    data = text.encode().replace(b"NOISE", noise)
    python = next(each for each in fragments(File("a.ipynb", "notebook", data)) if each.language == "python")
    assert bytes_of(python, data, "utf-8") == [TOKEN]


@given(
    st.sampled_from(["!pip install {}", "%pip install {}", "x = !ls {}", "%env NAME={}", "%set_env NAME {}"]), INDENTS
)
def test_shell_pieces_lead_back_to_the_cell(line: str, indent: int | str | None) -> None:
    lines = ["import a\n", '"\\u00e9"\n', line.format("to\u00e9ken"), "\n", "b = 1"]
    data = written({"cells": [cell("x = 1"), cell(lines)]}, indent, ascii_only=True, codec="utf-8")
    shell = next(each for each in fragments(File("a.ipynb", "notebook", data)) if each.language == "shell")
    at = shell.text.index("to\u00e9ken")
    span = shell.span(at, at + 6)
    assert data[span.start : span.end] == b"to\\u00e9ken"
    assert shell.parts[0].cell is not None
    assert shell.parts[0].cell.index == 1


@given(st.lists(sources(), min_size=1, max_size=3), INDENTS, st.booleans(), CODECS)
def test_cells_are_asked_one_by_one_as_all_of_them_would_be(
    code: list[Any], indent: int | str | None, ascii_only: bool, codec: str
) -> None:
    cells = [cell(source) for source in code]
    data = written({"cells": cells, "metadata": {}, "nbformat": 4}, indent, ascii_only, codec)
    python = next(each for each in fragments(File("a.ipynb", "notebook", data)) if each.language == "python")
    agree(python.map, len(python.text), len(data))


@given(st.binary(max_size=40), st.text(max_size=600), st.booleans())
def test_utf_8_is_counted_from_marks_as_from_the_start(noise: bytes, text: str, marked: bool) -> None:
    data = (codecs.BOM_UTF8 if marked else b"") + noise.replace(b"\xef", b"") + text.encode("utf-8", "replace")
    decoded, mapped = decode(data)
    agree(mapped, len(decoded), len(data))


def agree(mapped: TextMap, length: int, size: int) -> None:
    """The map says the same as one that knows where every character stands."""
    full = TextMap(*mapped.breakpoints())
    for offset in range(length + 3):
        assert (mapped.start(offset), mapped.end(offset)) == (full.start(offset), full.end(offset))
    for byte in range(size + 3):
        assert mapped.offset(byte) == full.offset(byte)
