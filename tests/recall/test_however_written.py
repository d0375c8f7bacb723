"""Every kind of credential in notebooks that say the same in other bytes: what is found is the same.

JSON may write any character as an escape, and a text as a list of strings that are cut anywhere. Notebooks also hold
pictures in base64, in Markdown and beside the outputs, between which a credential stands.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

import pytest

from quantum_lint.model.file import File
from tests.recall import code, outputs
from tests.recall.kinds import kinds
from tests.support.scanning import scan_files, settings_for
from tests.support.seed import SEED

#: Rule, provider, cell, and the line in it.
Row = tuple[str, str | None, int | None, int | None]

#: Strings as JSON writes them, and the characters that may be escaped there.
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_PLAIN = re.compile(r"\\u....|\\.|[A-Za-z0-9_]", re.DOTALL)


def escaped(notebook: dict[str, Any]) -> str:
    """Every letter and digit of a text as an escape, and of the longer names in metadata."""
    return _STRING.sub(_escaped, json.dumps(notebook))


def _escaped(string: re.Match[str]) -> str:
    if len(string[0]) < 12:
        return string[0]  # most names of keys
    return _PLAIN.sub(lambda each: each[0] if each[0][0] == "\\" else f"\\u{ord(each[0]):04x}", string[0])


def cut(notebook: dict[str, Any]) -> str:
    """Every text of a cell and of an output as strings of three characters."""
    return json.dumps(_cut(notebook))


def _cut(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _cut(each, name) for name, each in value.items()}
    if key in ("source", "text") or "/" in key:
        text = "".join(value) if isinstance(value, list) else value
        return [text[at : at + 3] for at in range(0, len(text), 3)] if isinstance(text, str) else value
    return [_cut(each, key) for each in value] if isinstance(value, list) else value


def illustrated(notebook: dict[str, Any]) -> str:
    """With a picture below every cell: in Markdown, and as the output of a cell."""
    random = Random(SEED)
    picture = b64encode(random.randbytes(9000)).decode()
    cells = []
    for cell in notebook["cells"]:
        shown = {
            "output_type": "display_data",
            "metadata": {},
            "data": {"image/png": picture, "text/plain": "<Figure>"},
        }
        drawn = {"cell_type": "markdown", "metadata": {}, "source": f"![drawn](data:image/png;base64,{picture})"}
        drawing = {"cell_type": "code", "metadata": {}, "execution_count": 1, "source": "draw()", "outputs": [shown]}
        cells += [cell, drawn, drawing]
    return json.dumps({**notebook, "cells": cells})


@cache
def notebooks() -> dict[str, dict[str, Any]]:
    """The notebooks of all kinds, by their path."""
    found = {}
    for number, kind in enumerate(kinds()):
        for order, place in enumerate((*code.PLACES, *outputs.PLACES)):
            value = kind.value(Random(f"{SEED}/{kind.name}/{place.name}"))
            for written in place.write(kind, value):
                if written.path.endswith(".ipynb"):
                    found[f"case{number:03}/place{order:03}/{written.path}"] = json.loads(written.text)
    return found


def found(write: Callable[[dict[str, Any]], str], cells: int = 1) -> dict[str, set[Row]]:
    """What is found in each notebook when it is written so; `cells` stand where one stood."""
    files = (
        File(path, "notebook", write(each).encode(), frozenset(("notebook",))) for path, each in notebooks().items()
    )
    rows = defaultdict(set)
    for finding in scan_files(tuple(files), settings_for(select=("credentials", "notebooks"))).findings:
        if finding.rule.secret:
            cell = finding.place.cell
            place = (cell.cell.index // cells, cell.line) if cell else (None, None)
            rows[finding.place.path].add((finding.rule.name, finding.provider, *place))
    return rows


@cache
def plainly() -> dict[str, set[Row]]:
    """What is found in the notebooks as Jupyter writes them."""
    return found(json.dumps)


def test_there_is_a_credential_in_nearly_every_notebook() -> None:
    assert len(plainly()) >= 0.98 * len(notebooks()) > 300


@pytest.mark.parametrize(("write", "cells"), [(escaped, 1), (cut, 1), (illustrated, 3)])
def test_the_same_is_found_however_it_is_written(write: Callable[[dict[str, Any]], str], cells: int) -> None:
    again = found(write, cells)
    different = {path for path in notebooks() if again.get(path) != plainly().get(path)}
    shown = [(path, plainly().get(path), again.get(path)) for path in sorted(different)[:5]]
    assert not different, f"seed {SEED}, {len(different)}: {shown}"
