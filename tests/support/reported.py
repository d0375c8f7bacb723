"""What rules report of one file, as the text that they mark."""

from __future__ import annotations

from typing import NamedTuple

from quantum_lint.discover import file_of
from quantum_lint.model.file import File
from quantum_lint.model.finding import Finding
from tests.support.scanning import scan_files, settings_for


class Reported(NamedTuple):
    """A finding: rule, provider, and what is marked."""

    rule: str
    provider: str | None
    marked: str


def findings_in(path: str, text: str, *rules: str) -> list[Finding]:
    """The open findings of these rules (none: of all of the regular persona) in a file."""
    return list(scan_files((_file(path, text),), settings_for(select=frozenset(rules))).open())


def reported(path: str, text: str, *rules: str) -> list[Reported]:
    """The same, in short."""
    data = _file(path, text).data
    return [
        Reported(each.rule.name, each.provider, data[each.place.span.start : each.place.span.end].decode())
        for each in findings_in(path, text, *rules)
    ]


def places_in(files: dict[str, str], rule: str) -> list[tuple[str, int, str | None]]:
    """Path, line and provider of each finding of one rule in a repository of these files."""
    made = tuple(_file(path, text) for path, text in files.items())
    found = scan_files(made, settings_for(select=frozenset((rule,)))).open()
    return [(each.place.path, each.place.line, each.provider) for each in found]


def _file(path: str, text: str) -> File:
    file = file_of(path, text.encode())
    assert isinstance(file, File)
    return file
