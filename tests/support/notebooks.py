"""Notebooks from percent format (`# %%` starts a code cell), with outputs, as bytes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

MARKER = re.compile(r"^# %%(?: \[(\w+)\])?")


@dataclass
class CellText:
    """A cell to be: its kind, its lines, and the line of the percent text that the first one is (from 1)."""

    kind: str
    lines: list[str]
    first: int


@dataclass
class Output:
    """An output of the last cell so far: text and what kind it is."""

    text: str
    words: dict[str, str] = field(default_factory=dict)


def cells_of(text: str) -> list[CellText]:
    """The cells of a percent text; comment marks of Markdown and raw cells are taken off."""
    cells: list[CellText] = []
    for number, line in enumerate(text.split("\n"), 1):
        marker = MARKER.match(line)
        if marker:
            cells.append(CellText(marker[1] or "code", [], number + 1))
        elif cells:
            cells[-1].lines.append(line if cells[-1].kind == "code" else re.sub(r"^# ?", "", line))
        elif line.strip():
            cells.append(CellText("code", [line], number))
    for cell in cells:
        while cell.lines and not cell.lines[-1].strip():
            cell.lines.pop()
    return cells


def build(
    cells: list[CellText], outputs: dict[int, list[Output]], metadata: dict[str, Any] | None = None, indent: int = 1
) -> bytes:
    """The notebook as Jupyter writes it."""
    notebook = {
        "cells": [_cell(index, cell, outputs.get(index, [])) for index, cell in enumerate(cells)],
        "metadata": metadata or {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return (json.dumps(notebook, indent=indent, ensure_ascii=False) + "\n").encode()


def _cell(index: int, cell: CellText, outputs: list[Output]) -> dict[str, Any]:
    built: dict[str, Any] = {
        "cell_type": cell.kind,
        "id": f"cell-{index}",
        "metadata": {},
        "source": _lines("\n".join(cell.lines)),
    }
    if cell.kind == "code":
        built["execution_count"] = index + 1
        built["outputs"] = [_output(index, output) for output in outputs]
    return built


def _output(index: int, output: Output) -> dict[str, Any]:
    if "error" in output.words:
        return {"output_type": "error", "ename": "Error", "evalue": "", "traceback": output.text.split("\n")}
    mime = output.words.get("mime")
    if mime is None:
        return {"output_type": "stream", "name": output.words.get("stream", "stdout"), "text": _lines(output.text)}
    data: Any = json.loads(output.text) if mime.endswith("json") else _lines(output.text)
    return {"output_type": "display_data", "data": {mime: data}, "metadata": {}}


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
