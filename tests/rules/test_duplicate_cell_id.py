"""Notebooks that nbformat rejects and that can be repaired, and those that are left alone."""

from __future__ import annotations

import json
from typing import Any

import nbformat.validator
import pytest

from tests.rules.test_notebooks import code_cell, mended, prose, without, written

BROKEN = {
    "two of one id": (code_cell(), code_cell(source="y")),
    "three of one id": (code_cell(), code_cell(), prose(id="a")),
    "no ids": (without(code_cell(), "id"), without(prose(), "id")),
    "an id of spaces": (code_cell(id="a b"),),
    "an empty id": (code_cell(id=""),),
    "an id too long": (code_cell(id="a" * 65),),
    "no outputs": (without(code_cell(), "outputs"),),
    "no count": (without(code_cell(), "execution_count"),),
    "neither": (without(code_cell(), "outputs", "execution_count", "id"), prose()),
    "no metadata": (without(code_cell(), "metadata"), without(prose(), "metadata")),
    "no source": (without(code_cell(), "source"),),
    "prose with outputs": (prose(outputs=[], execution_count=None),),
    "a stream without a name": (code_cell(outputs=[{"output_type": "stream", "text": "a"}]),),
    "a result without a count": (code_cell(outputs=[{"output_type": "execute_result", "data": {}, "metadata": {}}]),),
    "a picture without metadata": (code_cell(outputs=[{"output_type": "display_data", "data": {}}]),),
    "everything": (without(code_cell(), "outputs", "metadata"), code_cell(id="a"), prose(outputs=[], id="a")),
}


def is_valid(data: bytes) -> bool:
    """What nbformat says."""
    return bool(nbformat.validator.isvalid(json.loads(data)))  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("indent", [1, 4, None])
@pytest.mark.parametrize("cells", BROKEN.values(), ids=BROKEN.keys())
def test_what_nbformat_rejects_is_valid_afterwards(cells: tuple[dict[str, Any], ...], indent: int | None) -> None:
    data = written(*cells, indent=indent)
    assert not is_valid(data)
    after = mended(data, "duplicate-cell-id")
    assert is_valid(after)
    assert after == mended(data, "duplicate-cell-id")
    assert [cell.get("source", "") or "" for cell in json.loads(after)["cells"]] == [
        cell.get("source", "") for cell in cells
    ]
    assert mended(after, "duplicate-cell-id") == after


def test_ids_in_an_older_notebook_raise_its_version() -> None:
    after = mended(written(code_cell(), without(prose(), "id"), minor=4), "duplicate-cell-id")
    assert json.loads(after)["nbformat_minor"] == 5
    assert is_valid(after)


@pytest.mark.parametrize(
    "data",
    [
        written(code_cell(), prose()),
        written(without(code_cell(), "id"), minor=4),
        written(code_cell(metadata={"tags": ["a", "a"]})),
        written(code_cell(unknown_to_all=1)),
        json.dumps({"worksheets": [], "nbformat": 3, "nbformat_minor": 0}).encode(),
        json.dumps({"cells": [], "nbformat": "four"}).encode(),
        json.dumps({"cells": [3], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode(),
        b'{"cells": [',
    ],
)
def test_what_is_valid_or_beyond_repair_is_left_alone(data: bytes) -> None:
    assert mended(data, "duplicate-cell-id") == data
