"""Files and regions as SARIF names them."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import quote

import sarif_om as sarif

from quantum_lint.model.finding import Place
from quantum_lint.report.parts.places import cell_name

#: What the paths of the log are relative to: the root of the checkout.
ROOT = "%SRCROOT%"


def artifact(path: str) -> Any:
    """The file, by a URI with every byte escaped that needs it, even one that is no UTF-8."""
    uri = quote(path.encode("utf-8", "surrogateescape"))
    if path.startswith("/"):
        return sarif.ArtifactLocation(uri=f"file://{uri}")
    return sarif.ArtifactLocation(uri=uri, uri_base_id=ROOT)


def folder(path: str) -> Any:
    """The folder at an absolute path, by a URI that ends in a slash as SARIF asks of a base."""
    name = path.replace(os.sep, "/").strip("/")
    return sarif.ArtifactLocation(uri=f"file:///{quote(os.fsencode(name), safe='/:')}/" if name else "file:///")


def location(place: Place, number: int | None = None, note: str | None = None) -> Any:
    """The place, with its notebook cell as a logical location; `number` is what a message links to."""
    return sarif.Location(
        id=-1 if number is None else number,
        message=sarif.Message(text=note) if note else None,
        physical_location=sarif.PhysicalLocation(artifact_location=artifact(place.path), region=region(place)),
        logical_locations=_cell(place),
    )


def line_location(path: str, line: int) -> Any:
    """A line of a file; line 0 stands for the whole file."""
    marked = sarif.Region(start_line=line) if line > 0 else None
    return sarif.Location(physical_location=sarif.PhysicalLocation(artifact_location=artifact(path), region=marked))


def region(place: Place) -> Any:
    """The region with all four positions, which GitHub asks for."""
    one_line = place.end_line == place.line
    return sarif.Region(
        start_line=place.line,
        start_column=place.column,
        end_line=max(place.end_line, place.line),
        end_column=max(place.end_column, place.column) if one_line else place.end_column,
    )


def _cell(place: Place) -> list[Any] | None:
    if place.cell is None:
        return None
    name = cell_name(place.cell.cell, "()")
    return [sarif.LogicalLocation(name=name, fully_qualified_name=f"{place.path}/{name}", kind="element")]
