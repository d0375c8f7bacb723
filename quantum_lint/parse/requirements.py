"""Requirement and constraint files of pip, line by line as pip reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from quantum_lint.model import lazy
from quantum_lint.model.fact import Manifest, PackageIndex
from quantum_lint.model.fragment import Document, Fragment, Problem
from quantum_lint.parse.pip_options import (
    CONSTRAINT_FILES,
    EDITABLE,
    INDEX_OPTIONS,
    allows_prereleases,
    package_index,
    split_option,
)
from quantum_lint.parse.requirement import Requirement, read
from quantum_lint.parse.versions import exact

_LINE = lazy.pattern(r"([^\n]*?)(\r?\n|\Z)")
_COMMENT = lazy.pattern(r"(?:^|\s)#.*", re.DOTALL)
_WORD = lazy.pattern(r"""(?:[^\s"']+|"[^"]*"|'[^']*'|["'])+""")
_LINE_OPTION = lazy.pattern(r"\s--?[A-Za-z]")
_HASH = lazy.pattern(r"--hash[= ]\s*\w+:")

_OTHER_MEANING = lazy.pattern(r"^\s*[.~<]|[${}%/\\]|\.whl|\.tar\.|\.zip|[^=<>!~]=[^=]")

#: Options that take no value, so that the word after them is not theirs.
_FLAGS = frozenset({"--no-index", "--pre", "--prefer-binary", "--require-hashes", "--no-deps"})


class Line(NamedTuple):
    """A requirement as a file states it, and how many hashes pin it."""

    requirement: Requirement
    hashes: int = 0


class FileOption(NamedTuple):
    """An option with a line of its own; `start` to `end` is its value."""

    name: str
    value: str
    start: int
    end: int


class RequirementsDocument(Document):
    """What a requirements file asks for, and which other files and indexes it names."""

    def __init__(self, fragment: Fragment) -> None:
        super().__init__(fragment)
        self.lines: list[Line] = []
        self.options: list[FileOption] = []
        for start, line in _logical_lines(fragment.text):
            self._read(start, line)

    @property
    def constrained(self) -> bool:
        """Whether another file may narrow the versions asked for here."""
        return any(option.name in CONSTRAINT_FILES for option in self.options)

    @property
    def hashed(self) -> bool:
        """Whether nothing is installed from here without a hash: pip then asks for one everywhere."""
        asked = any(option.name == "--require-hashes" for option in self.options)
        return asked or any(line.hashes for line in self.lines)

    def facts(self, knowledge: object) -> Iterator[object]:
        """Dependencies, indexes, and the manifest itself."""
        source = self.fragment.language
        early = any(allows_prereleases(option.name, option.value) for option in self.options)
        for line in self.lines:
            requirement = line.requirement
            span = self.span(requirement.start, requirement.end)
            yield requirement.fact(span, source, hashes=line.hashes, constrained=self.constrained, prereleases=early)
        yield from self.indexes()
        if self.lines:
            pinned = all(exact(line.requirement.specifier) or line.requirement.url for line in self.lines)
            first = self.lines[0].requirement
            role: Literal["constraints", "manifest"] = "constraints" if source == "constraints" else "manifest"
            application = "library" not in self.fragment.traits
            yield Manifest(role, source, self.span(first.start, first.end), application, pinned)

    def indexes(self) -> Iterator[PackageIndex]:
        """The package indexes that the file names."""
        for option in self.options:
            kind = INDEX_OPTIONS.get(option.name)
            if kind is not None:
                span = self.span(option.start, option.end)
                found = package_index(kind, option.value, span, self.fragment.language, scoped=self.hashed)
                if found is not None:
                    yield found

    def _read(self, start: int, line: str) -> None:
        stripped = line.lstrip()
        if stripped.startswith("-"):
            self._read_option(start, line)
        elif stripped:
            self._read_requirement(start, line)

    def _read_requirement(self, start: int, line: str) -> None:
        options = _LINE_OPTION.search(line)
        asked = line[: options.start()] if options else line
        found = read(asked, start)
        if found is not None:
            self.lines.append(Line(found, len(_HASH.findall(line))))
        elif not _may_be_meant(asked):
            end = start + len(line.rstrip())
            self.problems.append(Problem(self.span(start, end), "not a requirement that pip can read"))

    def _read_option(self, start: int, line: str) -> None:
        words = list(_WORD.finditer(line))
        name, value = split_option(words[0][0])
        begin = start + words[0].end() - len(value or "")
        if value is None and len(words) > 1 and name not in _FLAGS:
            value, begin = words[1][0], start + words[1].start()
        value = value or ""
        if name in EDITABLE:
            found = read(value, begin)
            if found is not None and found.url:
                self.lines.append(Line(found))
            return
        unquoted = value.strip("\"'")
        begin += value.find(unquoted)
        self.options.append(FileOption(name, unquoted, begin, begin + len(unquoted)))


def parse(fragment: Fragment) -> RequirementsDocument:
    """The document; a line that is no requirement is in its problems."""
    return RequirementsDocument(fragment)


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines without comments, continued ones joined; every character keeps its place."""
    begin = 0
    pieces: list[str] = []
    for match in _LINE.finditer(text):
        line, newline = match[1], match[2]
        if not pieces:
            begin = match.start()
        if line.endswith("\\") and newline and not line.lstrip().startswith("#"):
            pieces.append(line[:-1] + " " * (1 + len(newline)))
            continue
        joined = "".join((*pieces, line))
        pieces = []
        yield begin, _COMMENT.sub("", joined)


def _may_be_meant(text: str) -> bool:
    """Whether an unread line is a path, a template, or a conda export, and not a slip."""
    return _OTHER_MEANING.search(text) is not None
