"""A literal becomes the provider's environment read, byte for byte as somebody careful would have written it."""

from __future__ import annotations

import json
from textwrap import dedent
from typing import Any

import pytest

from quantum_lint import fix
from quantum_lint.match.environment_read import environment_read, required_read, setting_removed
from quantum_lint.model.file import File
from quantum_lint.model.fragment import Fragment
from quantum_lint.model.hit import Fix
from quantum_lint.parse import document, fragments
from quantum_lint.parse.python import PythonDocument

#: Stands in the code for what is to be taken out; several of them are one text in pieces.
MARK = "S3CRET"


def offered(piece: Fragment, make: Any = environment_read) -> Fix | None:
    parsed = document(piece)
    assert isinstance(parsed, PythonDocument)
    starts = [at for at in range(len(piece.text)) if piece.text.startswith(MARK, at)]
    spans = [piece.span(at, at + len(MARK)) for at in starts]
    found: Fix | None = make(parsed, spans) if make is not environment_read else make(parsed, spans, "X_TOKEN", MARK)
    return found


def mended(data: bytes, language: str = "python", make: Any = environment_read) -> bytes:
    """The file after the fix; that it was offered and taken is checked."""
    change = next(
        found
        for piece in fragments(File("", language, data))
        if piece.language == "python" and MARK in piece.text and (found := offered(piece, make))
    )
    assert change.safety == "unsafe"
    assert "must still be revoked" in change.title
    result = fix.apply(data, [change], language)
    assert (result.applied, result.refused) == ((change,), ())
    return result.data


def in_script(code: str, make: Any = environment_read) -> str:
    return mended(dedent(code).encode(), make=make).decode()


def refused(code: str, make: Any = environment_read) -> bool:
    piece = next(iter(fragments(File("", "python", dedent(code).encode()))))
    return offered(piece, make) is None


PLACES = {
    "keyword": ('f(token="S3CRET")', 'f(token=os.environ["X_TOKEN"])'),
    "single quotes": ("f('S3CRET', 1)", 'f(os.environ["X_TOKEN"], 1)'),
    "raw": ("f(r'S3CRET')", 'f(os.environ["X_TOKEN"])'),
    "triple": ('f("""S3CRET""")', 'f(os.environ["X_TOKEN"])'),
    "formatted without fields": ('f(f"S3CRET")', 'f(os.environ["X_TOKEN"])'),
    "sum": ('f("S3CRET" + "S3CRET")', 'f(os.environ["X_TOKEN"])'),
    "implicitly joined": ("f(\n    'S3CRET'\n    'S3CRET',\n)", 'f(\n    os.environ["X_TOKEN"],\n)'),
    "parentheses": ("t = (\n    'S3CRET'\n)", 't = (\n    os.environ["X_TOKEN"]\n)'),
    "dictionary": ('d = {"token": "S3CRET", "a": 1}', 'd = {"token": os.environ["X_TOKEN"], "a": 1}'),
    "class attribute": ('class C:\n    token = "S3CRET"', 'class C:\n    token = os.environ["X_TOKEN"]'),
    "return without a space": ('def f():\n    return"S3CRET"', 'def f():\n    return os.environ["X_TOKEN"]'),
    "decorator": ('@d(token="S3CRET")\ndef f(): ...', '@d(token=os.environ["X_TOKEN"])\ndef f(): ...'),
    "after wide characters": ('é = "ü"; f("S3CRET")  # ß', 'é = "ü"; f(os.environ["X_TOKEN"])  # ß'),
    "nested call": ('f(g(lambda: h("S3CRET")))', 'f(g(lambda: h(os.environ["X_TOKEN"])))'),
    "tabs": ('if a:\n\tf("S3CRET")', 'if a:\n\tf(os.environ["X_TOKEN"])'),
}


@pytest.mark.parametrize(("before", "after"), PLACES.values(), ids=PLACES)
def test_the_literal_alone_becomes_the_read(before: str, after: str) -> None:
    assert in_script(f"import os\n{before}\n") == f"import os\n{after}\n"


NOWHERE = {
    "part of a text": 'import os\nf(f"{prefix}S3CRET")',
    "a part comes from elsewhere": 'import os\nA = "S3CRET"\nf(A + "S3CRET")',
    "inside a field of a text": "import os\nprint(f'{g(\"S3CRET\")}')",
    "default of a parameter": 'import os\ndef f(token="S3CRET"): ...',
    "default of a keyword": 'import os\ndef f(*, token="S3CRET"): ...',
    "default of a lambda": 'import os\nf = lambda token="S3CRET": g(token)',
    "field of a dataclass": 'import os\nclass C:\n    token: str = "S3CRET"',
    "prose around it": 'import os\nf("token S3CRET and more")',
    "docstring": 'import os\ndef f():\n    """The token is S3CRET."""',
    "bytes": 'import os\nf(b"S3CRET")',
    "a comment would be lost": "import os\nf('S3CRET'  # first\n  'S3CRET')",
    "os is something else": 'os = "linux"\nf("S3CRET")',
    "os is a parameter": 'import os\ndef g(os):\n    f("S3CRET")',
    "prose in a comment": "# the token is S3CRET",
}


@pytest.mark.parametrize("code", NOWHERE.values(), ids=NOWHERE)
def test_nothing_is_offered_where_it_would_not_be_right(code: str) -> None:
    assert refused(code)


IMPORTS = {
    "above others": ('import numpy\n\nf("S3CRET")\n', 'import os\n\nimport numpy\n\nf(os.environ["X_TOKEN"])\n'),
    "sorted": (
        'import json\nimport sys\nf("S3CRET")\n',
        'import json\nimport os\nimport sys\nf(os.environ["X_TOKEN"])\n',
    ),
    "last of its group": (
        'import json\n\nimport numpy\nf("S3CRET")\n',
        'import json\nimport os\n\nimport numpy\nf(os.environ["X_TOKEN"])\n',
    ),
    "before from": (
        'import json\nfrom pathlib import Path\nf("S3CRET")\n',
        'import json\nimport os\nfrom pathlib import Path\nf(os.environ["X_TOKEN"])\n',
    ),
    "docstring and future": (
        '"""Text."""\n\nfrom __future__ import annotations\n\nimport numpy\n\nf("S3CRET")\n',
        '"""Text."""\n\nfrom __future__ import annotations\n\nimport os\n\nimport numpy\n\nf(os.environ["X_TOKEN"])\n',
    ),
    "docstring alone": ('"""Text."""\nf("S3CRET")\n', '"""Text."""\n\nimport os\n\nf(os.environ["X_TOKEN"])\n'),
    "after the head": (
        '#!/usr/bin/env python\n# licence\n\nf("S3CRET")\n',
        '#!/usr/bin/env python\n# licence\n\nimport os\n\nf(os.environ["X_TOKEN"])\n',
    ),
    "above a heading": (
        'x = 1\n\n# vendor\nfrom dwave.system import D\n\nf("S3CRET")\n',
        'x = 1\n\nimport os\n\n# vendor\nfrom dwave.system import D\n\nf(os.environ["X_TOKEN"])\n',
    ),
    "before a function": (
        '"""Text."""\n\n\n@cached\ndef f():\n    return "S3CRET"\n',
        '"""Text."""\n\n\nimport os\n\n\n@cached\ndef f():\n    return os.environ["X_TOKEN"]\n',
    ),
    "imported later only": (
        'f("S3CRET")\nimport os\n',
        'import os\n\nf(os.environ["X_TOKEN"])\nimport os\n',
    ),
    "imported for types only": (
        'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import os\nf("S3CRET")\n',
        'import os\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import os\nf(os.environ["X_TOKEN"])\n',
    ),
    "present": ('import json, os\nf("S3CRET")\n', 'import json, os\nf(os.environ["X_TOKEN"])\n'),
    "present as a path": ('import os.path\nf("S3CRET")\n', 'import os.path\nf(os.environ["X_TOKEN"])\n'),
    "another name": ('import os as system\nf("S3CRET")\n', 'import os as system\nf(system.environ["X_TOKEN"])\n'),
    "the mapping": ('from os import environ\nf("S3CRET")\n', 'from os import environ\nf(environ["X_TOKEN"])\n'),
    "the mapping, renamed": (
        'from os import environ as e\nf("S3CRET")\n',
        'from os import environ as e\nf(e["X_TOKEN"])\n',
    ),
}


@pytest.mark.parametrize(("before", "after"), IMPORTS.values(), ids=IMPORTS)
def test_the_import_stands_where_a_sorter_puts_it(before: str, after: str) -> None:
    assert in_script(before) == after


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "latin-1"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_encodings_and_line_ends_stay(codec: str, line_end: str) -> None:
    cookie = "# -*- coding: latin-1 -*-\n" if codec == "latin-1" else ""
    before = f'{cookie}import numpy\n\nname = "é"\nf("S3CRET")  # ü'
    after = f'{cookie}import os\n\nimport numpy\n\nname = "é"\nf(os.environ["X_TOKEN"])  # ü'
    assert mended(before.replace("\n", line_end).encode(codec)) == after.replace("\n", line_end).encode(codec)


SETTINGS = {
    "the statement goes": (
        'import os\n\nos.environ["X_TOKEN"] = "S3CRET"\nrun()\n',
        "import os\n\nrun()\n",
    ),
    "with its comment and one blank line": (
        'import os\n\nos.environ["X_TOKEN"] = "S3CRET"  # mine\n\nrun()\n',
        "import os\n\nrun()\n",
    ),
    "the last line": ('import os\nos.environ["X_TOKEN"] = "S3CRET"', "import os"),
    "the only statement of a block": (
        'import os\nif a:\n    os.environ["X_TOKEN"] = "S3CRET"\n',
        "import os\nif a:\n    pass\n",
    ),
    "setdefault": (
        'from os import environ\nenviron.setdefault("X_TOKEN", "S3CRET")\nrun()\n',
        "from os import environ\nrun()\n",
    ),
    "putenv": ('from os import putenv as p\np("X_TOKEN", "S3CRET")\nrun()\n', "from os import putenv as p\nrun()\n"),
}


@pytest.mark.parametrize(("before", "after"), SETTINGS.values(), ids=SETTINGS)
def test_a_setting_is_left_to_the_environment(before: str, after: str) -> None:
    assert in_script(before, setting_removed) == after


NO_SETTINGS = {
    "shares its line": 'import os\nos.environ["X_TOKEN"] = "S3CRET"; run()\n',
    "has another target": 'import os\nos.environ["X_TOKEN"] = t = "S3CRET"\n',
    "is a variable": 'import os\nX_TOKEN = "S3CRET"\n',
    "is the environment of a child": 'import os\nrun(env={"X_TOKEN": "S3CRET"})\n',
    "comes through a variable": 'import os\nT = "S3CRET"\nos.environ["X_TOKEN"] = T\n',
    "is of another table": 'import os\nsettings.environ["X_TOKEN"] = "S3CRET"\n',
}


@pytest.mark.parametrize("code", NO_SETTINGS.values(), ids=NO_SETTINGS)
def test_a_statement_that_does_more_than_set_a_variable_stays(code: str) -> None:
    assert refused(code, setting_removed)


DEFAULTS = {
    "getenv": ('import os\nf(os.getenv("Y", "S3CRET"))\n', 'import os\nf(os.environ["Y"])\n'),
    "get": ('import os\nf(os.environ.get(NAME, "S3CRET"))\n', "import os\nf(os.environ[NAME])\n"),
    "keyword": ('import os as o\nt = o.getenv("Y", default="S3CRET")\n', 'import os as o\nt = o.environ["Y"]\n'),
    "or": ('import os\nf(os.environ.get("Y") or "S3CRET")\n', 'import os\nf(os.environ["Y"])\n'),
    "imported": (
        'from os import getenv\nt = getenv("Y", "S3CRET")\n',
        'import os\nfrom os import getenv\nt = os.environ["Y"]\n',
    ),
}


@pytest.mark.parametrize(("before", "after"), DEFAULTS.values(), ids=DEFAULTS)
def test_a_read_loses_its_default(before: str, after: str) -> None:
    assert in_script(before, required_read) == after


def test_only_reads_of_the_environment_lose_their_default() -> None:
    assert refused('import os\nf(settings.get("Y", "S3CRET"))\n', required_read)
    assert refused('import os\nf(os.getenv("S3CRET", None))\n', required_read)


def test_a_call_that_is_commented_out_needs_no_import() -> None:
    before = '# f(token="S3CRET")  # old\nx = 1\n'
    assert in_script(before) == '# f(token=os.environ["X_TOKEN"])  # old\nx = 1\n'


def test_what_stands_in_another_text_is_left_alone() -> None:
    data = b'```python\nimport os\nf("S3CRET")\n```\n'
    top = next(iter(fragments(File("README.md", "markdown", data))))
    inner = next(iter(document(top).fragments()))
    assert inner.language == "python"
    assert offered(inner) is None


def notebook(*cells: str, listed: bool = True, indent: int | None = 1, ascii_only: bool = False) -> bytes:
    made = [
        {
            "cell_type": "code",
            "execution_count": None,
            "metadata": {"é": 1.50},
            "outputs": [],
            "source": cell.splitlines(keepends=True) if listed else cell,
        }
        for cell in cells
    ]
    whole = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    return (json.dumps(whole, indent=indent, ensure_ascii=ascii_only) + "\n").encode()


NOTEBOOKS = {
    "the first cell with imports": (
        ("x = 1", "import numpy\nimport scipy", 'f("S3CRET")\ny = "é"'),
        ("x = 1", "import os\n\nimport numpy\nimport scipy", 'f(os.environ["X_TOKEN"])\ny = "é"'),
    ),
    "the cell itself": (("x = 1", 'f("S3CRET")'), ("x = 1", 'import os\n\nf(os.environ["X_TOKEN"])')),
    "no cell after it": (
        ('f("S3CRET")', "import json"),
        ('import os\n\nf(os.environ["X_TOKEN"])', "import json"),
    ),
    "below the last line": (
        ("import json", 'f("S3CRET")'),
        ("import json\nimport os", 'f(os.environ["X_TOKEN"])'),
    ),
    "imported in an earlier cell": (
        ("import os", "%matplotlib inline\nf('S3CRET')"),
        ("import os", '%matplotlib inline\nf(os.environ["X_TOKEN"])'),
    ),
    "not in a cell of another language": (
        ("%%bash\nimport numpy", "!ls\nf('S3CRET')"),
        ("%%bash\nimport numpy", 'import os\n\n!ls\nf(os.environ["X_TOKEN"])'),
    ),
    "below a cell magic": (
        ("%%time\nimport numpy", "%%time\nf('S3CRET')"),
        ("%%time\nimport numpy", '%%time\nimport os\n\nf(os.environ["X_TOKEN"])'),
    ),
    "a cell that cannot be read has no imports": (
        ("import numpy\nf(", "import scipy", "f('S3CRET')"),
        ("import numpy\nf(", "import os\n\nimport scipy", 'f(os.environ["X_TOKEN"])'),
    ),
}


@pytest.mark.parametrize("listed", [True, False], ids=["lines", "text"])
@pytest.mark.parametrize("indent", [1, 2, 4, None])
@pytest.mark.parametrize("ascii_only", [True, False], ids=["escaped", "plain"])
@pytest.mark.parametrize(("before", "after"), NOTEBOOKS.values(), ids=NOTEBOOKS)
def test_a_notebook_is_written_as_its_tool_would_write_it(
    before: tuple[str, ...], after: tuple[str, ...], listed: bool, indent: int | None, ascii_only: bool
) -> None:
    data = notebook(*before, listed=listed, indent=indent, ascii_only=ascii_only)
    assert mended(data, "notebook") == notebook(*after, listed=listed, indent=indent, ascii_only=ascii_only)


REMOVALS = {
    "first": (('os.environ["X_TOKEN"] = "S3CRET"\nrun()',), ("run()",)),
    "middle": (('a = 1\nos.environ["X_TOKEN"] = "S3CRET"\nrun()',), ("a = 1\nrun()",)),
    "last": (('a = 1\nos.environ["X_TOKEN"] = "S3CRET"',), ("a = 1",)),
}


@pytest.mark.parametrize("listed", [True, False], ids=["lines", "text"])
@pytest.mark.parametrize("indent", [1, 2, None])
@pytest.mark.parametrize(("before", "after"), REMOVALS.values(), ids=REMOVALS)
def test_a_line_of_a_cell_goes_with_its_quotes_and_comma(
    before: tuple[str, ...], after: tuple[str, ...], listed: bool, indent: int | None
) -> None:
    data = notebook("import os", *before, "done()", listed=listed, indent=indent)
    wanted = notebook("import os", *after, "done()", listed=listed, indent=indent)
    assert mended(data, "notebook", setting_removed) == wanted


def test_the_only_line_of_a_cell_leaves_it_empty() -> None:
    data = notebook("import os", 'os.environ["X_TOKEN"] = "S3CRET"', listed=False)
    assert mended(data, "notebook", setting_removed) == notebook("import os", "", listed=False)


def test_several_fixes_of_a_file_share_one_import() -> None:
    data = b'import numpy\n\nf("S3CRET")\ng("SECOND")\n'
    piece = next(iter(fragments(File("", "python", data))))
    parsed = document(piece)
    assert isinstance(parsed, PythonDocument)
    names = {"S3CRET": "A", "SECOND": "B"}
    spans = {word: [piece.span(at := piece.text.index(word), at + 6)] for word in names}
    changes = [environment_read(parsed, spans[word], name, word) for word, name in names.items()]
    result = fix.apply(data, [each for each in changes if each], "python")
    assert len(result.applied) == 2
    assert result.data == b'import os\n\nimport numpy\n\nf(os.environ["A"])\ng(os.environ["B"])\n'


def test_what_is_decoded_or_turned_around_is_left_to_people() -> None:
    piece = next(iter(fragments(File("", "python", b'f("TERC3S"[::-1])\n'))))
    parsed = document(piece)
    assert isinstance(parsed, PythonDocument)
    spans = [piece.span(3, 9)]
    assert environment_read(parsed, spans, "X_TOKEN", "S3CRET") is None
    assert environment_read(parsed, spans, "X_TOKEN", "TERC3S") is not None
