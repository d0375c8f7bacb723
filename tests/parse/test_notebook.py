"""Notebooks: which piece becomes which fragment, and any bytes at all without an exception."""

from __future__ import annotations

import ast
import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quantum_lint.model.file import File
from quantum_lint.model.fragment import Fragment
from quantum_lint.parse import document, fragments
from quantum_lint.parse.magics import split
from quantum_lint.parse.output import OutputDocument


def code(source: Any, *outputs: Any, **more: Any) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": list(outputs), **more}


def pieces(*cells: Any, **more: Any) -> list[Fragment]:
    notebook = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | more
    return list(fragments(File("a.ipynb", "notebook", json.dumps(notebook).encode())))


def shown(found: list[Fragment], *languages: str) -> list[tuple[str, str]]:
    return [(each.language, each.text) for each in found if each.language in languages]


def test_code_cells_are_one_text_with_a_part_for_each() -> None:
    found = pieces(code(["a = 1\n", "b = 2"], id="one"), {"cell_type": "markdown", "source": "# T"}, code("c = 3"))
    python = next(each for each in found if each.language == "python")
    assert python.text == "a = 1\nb = 2\nc = 3"
    assert [(python.text[part.start : part.end], part.cell and part.cell.index) for part in python.parts] == [
        ("a = 1\nb = 2", 0),
        ("c = 3", 2),
    ]
    assert python.parts[0].cell is not None
    assert python.parts[0].cell.id == "one"


MAGICS = [
    ("!pip install x", "pass          ", [("shell", "pip install x")]),
    ("pip install x", "pass         ", [("shell", "pip install x")]),
    ("%pip install a \\\n  b\nc = 1", "pass            \n   \nc = 1", [("shell", "pip install a \\\n  b")]),
    ("x = !ls", "x = _  ", [("shell", "ls")]),
    ("a, b['c'] = !!ls", "a, b['c'] = _   ", [("shell", "ls")]),
    ("y = %who x", "y = _     ", []),
    ("if x:\n    !ls", "if x:\n    0  ", [("shell", "ls")]),
    ("%time f(1)", "0;    f(1)", []),
    ("%timeit -n 10 f(1)", "0;            f(1)", []),
    ("%%time\nf(1)\n!ls", "      \nf(1)\n0  ", [("shell", "ls")]),
    ("qc.draw?", "pass    ", []),
    ("?qc", "0  ", []),
    ("%env A=b", "pass    ", [("shell", "export A=b")]),
    ("%set_env A b", "pass        ", [("shell", "export A=b")]),
    ("%env", "pass", [("shell", "env")]),
    ("%env A", "pass  ", [("shell", "printenv A")]),
    ("%sx ls", "pass  ", [("shell", " ls")]),
    ("print('%d' % 3)\nprint(\"a = %s\" % b)", "print('%d' % 3)\nprint(\"a = %s\" % b)", []),
    ("s = '''\n!no\n%no\n'''", "s = '''\n!no\n%no\n'''", []),
    ("a = (b\n  % c)\nx = a \\\n% b", "a = (b\n  % c)\nx = a \\\n% b", []),
    ("!echo \"it's\"\nx = 'a'", "pass        \nx = 'a'", [("shell", 'echo "it\'s"')]),
    ("x = a if b else c  # why?", "x = a if b else c  # why?", []),
]


@pytest.mark.parametrize(("source", "python", "others"), MAGICS)
def test_what_is_no_python_is_blanked_and_cut_out(source: str, python: str, others: list[tuple[str, str]]) -> None:
    found = pieces(code(source))
    assert shown(found, "python") == [("python", python)]
    assert shown(found, "shell") == others
    ast.parse(python)


@pytest.mark.parametrize(
    ("source", "language", "text"),
    [
        ("%%bash\nls", "shell", "ls"),
        ("%%script bash -e\nls", "shell", "ls"),
        ("%%writefile app/run.sh\nls", "shell", "ls"),
        ("%%writefile requirements.txt\nqiskit", "requirements", "qiskit"),
        ("%%qsharp\noperation A() : Unit {}", "text", "operation A() : Unit {}"),
        ("%%javascript\nalert(1)", "text", "alert(1)"),
        ("%%markdown\n# A", "markdown", "# A"),
    ],
)
def test_cell_magics_name_the_language_of_the_body(source: str, language: str, text: str) -> None:
    found = pieces(code(source))
    assert shown(found, language) == [(language, text)]
    assert [each.strip() for _, each in shown(found, "python")] == [""]


def test_a_written_module_is_python_that_shares_no_names() -> None:
    assert shown(pieces(code("a = 1"), code("%%writefile m.py\nb = 2")), "python") == [
        ("python", "a = 1\n" + " " * 16 + "\n     "),
        ("python", "b = 2"),
    ]


@pytest.mark.parametrize(
    "metadata",
    [
        {"kernelspec": {"name": "iqsharp", "language": "qsharp"}},
        {"language_info": {"name": "R"}},
        {"kernelspec": {"name": "julia-1.9"}},
    ],
)
def test_other_kernels_are_no_python(metadata: Any) -> None:
    found = pieces(code("x <- 1"), metadata=metadata)
    assert shown(found, "python", "text") == [("text", "x <- 1")]


def test_outputs_come_by_mime_type_without_pictures_and_colours() -> None:
    stream = {"output_type": "stream", "name": "stderr", "text": ["one\n", "two"]}
    error = {"output_type": "error", "ename": "E", "evalue": "gone", "traceback": ["\x1b[1;31mE\x1b[0m: go", "ne"]}
    data = {"image/png": "iVBORw0KGgo=", "text/plain": "x", "application/json": {"a": [1]}, "image/svg+xml": "<svg/>"}
    found = pieces(code("1", stream, error, {"output_type": "display_data", "data": data, "metadata": {}}))
    outputs = [(each.parts[0].cell, each.text) for each in found if each.language == "output"]
    assert [(cell and cell.output, cell and cell.mime, text) for cell, text in outputs] == [
        (0, "application/vnd.jupyter.stderr", "one\ntwo"),
        (1, "application/vnd.jupyter.error", "E: go\nne"),
        (1, "application/vnd.jupyter.error", "gone"),
        (2, "text/plain", "x"),
        (2, "application/json", '{"a": [1]}'),
        (2, "image/svg+xml", "<svg/>"),
    ]


def test_metadata_that_says_something_is_json_of_its_own() -> None:
    cell = code("1", metadata={"collapsed": True}) | {"metadata": {"IBM Job id": "5d6e"}}
    found = pieces(cell, code("2", metadata={"scrolled": False}), metadata={"papermill": {"parameters": {"a": "b"}}})
    assert shown(found, "notebook-metadata") == [
        ("notebook-metadata", '{"IBM Job id": "5d6e"}'),
        ("notebook-metadata", '{"papermill": {"parameters": {"a": "b"}}}'),
    ]


def test_text_attachments_are_read_and_pictures_are_not() -> None:
    attachments = {"a.png": {"image/png": "iVBO"}, "b.txt": {"text/plain": "hello"}}
    found = pieces({"cell_type": "markdown", "source": "x", "attachments": attachments})
    assert shown(found, "attachment") == [("attachment", "hello")]


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[1]", b'{"cells": 3}', b"<<<<<<< HEAD\n{}", b"\xff\xfe{\x00", b"\x00" * 9]
)
def test_what_is_no_notebook_is_one_text_and_a_problem(data: bytes) -> None:
    found = list(fragments(File("a.ipynb", "notebook", data)))
    assert [each.language for each in found] == ["notebook", "text"]
    assert len(document(found[0]).problems) == 1


def test_a_broken_notebook_gives_what_could_be_read() -> None:
    whole = json.dumps({"cells": [code("a = 1"), code("b = 2")]}).encode()
    found = list(fragments(File("a.ipynb", "notebook", whole[: whole.index(b"b = 2")])))
    assert shown(found, "python") == [("python", "a = 1")]
    assert len(document(found[0]).problems) == 1


def test_deep_nesting_costs_only_itself() -> None:
    deep = "[" * 20_000 + "]" * 20_000
    data = '{"cells": [{"cell_type": "code", "source": "a = 1", "metadata": ' + deep + ', "outputs": []}]}'
    found = list(fragments(File("a.ipynb", "notebook", data.encode())))
    assert shown(found, "python") == [("python", "a = 1")]


KEYS = (
    *("cells", "worksheets", "metadata", "cell_type", "source", "input", "outputs"),
    *("output_type", "data", "text", "traceback", "attachments", "tags"),
)
JSON_LIKE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(0, 9)
    | st.sampled_from(["x\x1b[0m", "code", "stream", "\ud800", "%%bash\nls"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=6,
        )
    ),
    max_leaves=30,
)


@given(
    st.binary(max_size=200)
    | JSON_LIKE.map(lambda value: json.dumps({"cells": value}).encode())
    | JSON_LIKE.map(lambda value: json.dumps({"cells": [value], "metadata": value}).encode())
)
def test_any_bytes_give_fragments_whose_spans_can_be_asked_for(data: bytes) -> None:
    for fragment in fragments(File("a.ipynb", "notebook", data)):
        parsed = document(fragment)
        assert 0 <= fragment.whole().start <= fragment.whole().end <= len(data)
        if isinstance(parsed, OutputDocument):
            assert parsed.clearing() is not None


@given(st.text(alphabet=st.sampled_from("ab!%?= \t\n\"'\\()[]#,.\u00e9"), max_size=40))
def test_blanking_keeps_every_character_in_its_place(source: str) -> None:
    taken = split(source)
    if taken.python is not None:
        assert len(taken.python) == len(source)
        assert [i for i, each in enumerate(taken.python) if each == "\n"] == [
            i for i, each in enumerate(source) if each == "\n"
        ]
    for piece in taken.pieces:
        assert 0 <= piece.start <= piece.end <= len(source)


@pytest.mark.parametrize("unit", [" ", "a=", "a,", '"', "'''", "(", "!", "%", "a[", "\\", "?"])
def test_splitting_is_linear(unit: str) -> None:
    start = time.process_time()
    split("!x\n" + unit * 100_000)
    split("!x\n" + (unit + "\n") * 20_000)
    assert time.process_time() - start < 5  # takes 0.2 s; a quadratic search would take a quarter of an hour


def test_a_cell_that_was_cut_off_before_its_source_costs_nothing_else() -> None:
    whole = b'{"cells": [{"cell_type": "code", "source": "import qiskit"}, {"cell_type": "code", "outputs": ['
    file = File("a.ipynb", "notebook", whole)
    code = next(fragment for fragment in fragments(file) if fragment.language == "python")
    span = code.span(0, len(code.text))
    assert whole[span.start : span.end] == b"import qiskit"
