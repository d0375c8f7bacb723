"""TOML: the standard library says what the values are, our scanner says where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint import toml
from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document, Fragment, Problem
from quantum_lint.model.setting import Setting
from quantum_lint.model.span import Span
from quantum_lint.parse.toml_reader import Entry, Path, Scan

_PLACE = lazy.pattern(r"\(at line (\d+), column (\d+)\)")


class TomlDocument(Document):
    """A TOML text. `entries` has every key path that could be read, also where the text as a whole is invalid."""

    def __init__(self, fragment: Fragment) -> None:
        super().__init__(fragment)
        scan = Scan(fragment.text)
        self.entries: dict[Path, Entry] = scan.entries
        problem = _problem(fragment, scan)
        if problem is not None:
            self.problems.append(problem)

    def settings(self) -> Iterator[Setting]:
        """Every string, number, date and truth value with the name it is bound to, in text order."""
        for entry in self.entries.values():
            if entry.kind in ("text", "scalar"):
                places = (entry.key_start, entry.key_end, entry.value_start, entry.value_end)
                yield Setting(entry.path, entry.value, *places)

    def text(self, *path: str) -> str | None:
        """The scalar at the path as text, or None."""
        entry = self.entries.get(path)
        return entry.value if entry is not None and entry.kind in ("text", "scalar") else None

    def items(self, *path: str) -> Iterator[Entry]:
        """The items of the array at the path, in order."""
        number = 0
        while (entry := self.entries.get((*path, str(number)))) is not None:
            yield entry
            number += 1

    def lookup(self, path: Path) -> Span | None:
        """The file's bytes of the value at the path."""
        entry = self.entries.get(path)
        return self.span(entry.value_start, entry.value_end) if entry is not None else None


def parse(fragment: Fragment) -> TomlDocument:
    """The document; what is no TOML is in its problems."""
    return TomlDocument(fragment)


def _problem(fragment: Fragment, scan: Scan) -> Problem | None:
    """The verdict of the standard library, which is not asked to read what is nested too deeply for the scanner."""
    deep = next((error for error in scan.errors if error.deep), None)
    if deep is None:
        try:
            toml.loads(fragment.text)
        except toml.TOMLDecodeError as error:
            offset = _offset(fragment.text, str(error))
            return Problem(fragment.span(offset, offset), f"not valid TOML: {_PLACE.sub('', str(error)).strip()}")
        except ValueError:
            return Problem(fragment.whole(), "TOML with a number that is too long to read")
    found = deep or next(iter(scan.errors), None)
    if found is None:
        return None
    return Problem(fragment.span(found.offset, found.offset), f"TOML that cannot be read: {found.reason}")


def _offset(text: str, message: str) -> int:
    """The character that an error message names by line and column."""
    match = _PLACE.search(message)
    if match is None:
        return len(text)
    lines = text.replace("\r\n", " \n").split("\n", int(match[1]) - 1)
    return min(sum(len(line) + 1 for line in lines[:-1]) + int(match[2]) - 1, len(text))
