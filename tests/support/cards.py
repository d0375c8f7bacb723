"""The examples of a rule card, as small repositories with the lines that must be reported."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass, field

from quantum_lint import catalog, synthetic
from quantum_lint.discover import file_of
from quantum_lint.model.file import File
from quantum_lint.model.finding import Finding
from quantum_lint.model.rule import Rule
from tests.support import notebooks

FENCE = re.compile(r"^(?P<ticks>`{3,}|~{3,})\s*(?P<info>[^`]*)$")
MARK = re.compile(r"[ \t]*(?:<!--|#|//|--|;|%)[ \t]*<-[ \t]*(?:-->)?[ \t]*$")
TITLES = {
    "python": "example.py", "bash": "example.sh", "sh": "example.sh", "shell": "example.sh", "yaml": "example.yml",
    "toml": "example.toml", "json": "example.json", "ini": "example.ini", "dotenv": ".env", "dockerfile": "Dockerfile",
    "markdown": "README.md", "text": "example.txt", "requirements": "requirements.txt",
}  # fmt: skip
HEADINGS = ("What it does", "Why it matters", "Bad", "Good", "How to fix", "Known limits")


@dataclass
class Fence:
    """A code fence of a card. `line` is the card's line of its first line of content."""

    language: str
    words: dict[str, str]
    lines: list[str]
    line: int

    @property
    def title(self) -> str:
        """The path of the file it stands for."""
        return self.words.get("title") or TITLES[self.language]

    def marked(self) -> set[int]:
        """Lines of the fence, from 1, that must be reported."""
        return {number for number, line in enumerate(self.lines, 1) if MARK.search(line)}

    def text(self) -> str:
        """The content without the marks."""
        return "\n".join(MARK.sub("", line) for line in self.lines)


@dataclass
class Example:
    """Fences that form one small repository."""

    rule: Rule
    good: bool
    fences: list[Fence]
    fixed: Fence | None = None
    secrets: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """A test id: the rule, which kind, and the card's line."""
        return f"{self.rule.name}-{'good' if self.good else 'bad'}-{self.fences[0].line}"

    def marked(self) -> set[tuple[str, int]]:
        """Title of the fence's file and card line of each marked line."""
        return {(fence.title, fence.line + number - 1) for fence in self.fences for number in fence.marked()}


def sections(text: str) -> dict[str, tuple[int, list[str]]]:
    """Heading -> (line of the heading, the lines below it); headings inside fences do not count."""
    found: dict[str, tuple[int, list[str]]] = {}
    inside = ""
    current: list[str] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        fence = FENCE.match(line)
        if fence and (not inside or fence["ticks"].startswith(inside)):
            inside = "" if inside else fence["ticks"]
        if not inside and line.startswith("## "):
            current = []
            found[line[3:].strip()] = (number, current)
        elif current is not None:
            current.append(line)
    return found


def fences(start: int, lines: list[str]) -> list[list[Fence]]:
    """The fences below a heading at line `start`, in groups with nothing but blank lines between."""
    groups: list[list[Fence]] = []
    together, open_fence, ticks = False, None, ""
    for number, line in enumerate(lines, start + 1):
        match = FENCE.match(line)
        if open_fence is not None:
            if match and match["ticks"].startswith(ticks) and not match["info"]:
                open_fence = None
            else:
                open_fence.lines.append(line)
        elif match:
            ticks = match["ticks"]
            language, *words = match["info"].split()
            open_fence = Fence(
                language, {key: value for key, _, value in (word.partition("=") for word in words)}, [], number + 1
            )
            if together and groups and ((_joins(open_fence) and _joins(groups[-1][-1])) or "fixed" in open_fence.words):
                groups[-1].append(open_fence)
            else:
                groups.append([open_fence])
            together = True
        elif line.strip():
            together = False
    return groups


def _joins(fence: Fence) -> bool:
    return "title" in fence.words


def examples_of(rule: Rule) -> list[Example]:
    """Every example of the card; fences that say `todo` record a known gap and are left out."""
    with open(rule.card, encoding="utf-8") as stream:
        found = sections(stream.read())
    examples = []
    for heading in ("Bad", "Good"):
        for everything in fences(*found.get(heading, (0, []))):
            group = [fence for fence in everything if "todo" not in fence.words]
            fixed = next((fence for fence in group if "fixed" in fence.words), None)
            plain = [fence for fence in group if fence is not fixed]
            if plain:
                examples.append(Example(rule, heading == "Good", plain, fixed))
    return examples


def all_examples() -> list[Example]:
    """The examples of every shipped card."""
    return [example for rule in catalog.load().rules.values() for example in examples_of(rule)]


@dataclass
class Built:
    """An example as files, and the way back from a finding to a line of the card.

    `earlier` are the files of fences that say `before`: what was there before the change that the others are.
    """

    files: tuple[File, ...]
    places: dict[tuple[str, int | None, int | None, int], tuple[str, int]]
    metadata: dict[str, dict[str, tuple[str, int]]]
    configuration: str | None
    earlier: tuple[File, ...] = ()

    def place(self, finding: Finding) -> tuple[str, int]:
        """Title and card line of a finding."""
        place = finding.place
        written: tuple[str, int | None, int | None, int] = (place.path, None, None, place.line)
        if written in self.places:
            return self.places[written]
        if place.cell is not None:
            key = (place.path, place.cell.cell.index, place.cell.cell.output, place.cell.line)
            if key in self.places:
                return self.places[key]
        shown = next((line.text for line in finding.frame if line.mark), "").strip()
        masked = re.compile(re.escape(shown).replace(r"\*", "."))
        lines = self.metadata.get(place.path, {}).items()
        return next((where for line, where in lines if masked.fullmatch(line)), (place.path, -place.line))


def build(example: Example, seed: int = 1, as_notebook: bool = False) -> Built:
    """The example's files with fresh credentials; `as_notebook` turns a script into a notebook of one cell.

    A module that another script imports stays one, for nobody imports a notebook, and so does a script that a pipeline
    names.
    """
    generator = random.Random(f"{example.name}/{seed}")
    built = Built((), {}, {}, None)
    by_title: dict[str, list[Fence]] = {}
    for fence in example.fences:
        if "before" in fence.words:
            built.earlier += (_as_file(fence.title, fence.text()),)
        else:
            by_title.setdefault(fence.title, []).append(fence)
    for title, parts in by_title.items():
        if title == "quantum-lint.toml":
            built.configuration = parts[0].text()
        elif title.endswith(".ipynb") and parts[0].language != "json":
            _add_notebook(built, title, parts, generator, example)
        elif as_notebook and title.endswith(".py") and not _is_named(title, example):
            fence = Fence("python", {"title": title[:-3] + ".ipynb"}, ["# %%", *parts[0].lines], parts[0].line - 1)
            _add_notebook(built, fence.title, [fence], generator, example)
        else:
            _add_file(built, title, parts[0], generator, example)
    return built


def _as_file(title: str, text: str) -> File:
    file = file_of(title, f"{text}\n".encode())
    assert isinstance(file, File), f"{title} is binary"
    return file


def _is_named(title: str, example: Example) -> bool:
    stem = re.escape(title.rpartition("/")[2].removesuffix(".py"))
    naming = {"python": rf"^(?:from|import) .*\b{stem}\b", "yaml": rf"\b{stem}\b", "text": rf"\b{stem}\b"}
    others = (fence for fence in example.fences if fence.language in naming and fence.title != title)
    return any(re.search(naming[fence.language], fence.text(), re.MULTILINE) for fence in others)


def _fill(text: str, generator: random.Random, example: Example) -> str:
    return synthetic.fill(text, generator, example.secrets)


def fill(text: str, example: Example) -> str:
    """The text with the example's own credentials."""
    return synthetic.fill(text, random.Random(example.name), example.secrets)


def _add_file(built: Built, title: str, fence: Fence, generator: random.Random, example: Example) -> None:
    text = _fill(fence.text(), generator, example) + "\n"
    file = file_of(title, text.encode(), {fence.title: fence.text().encode() for fence in example.fences}.get)
    assert isinstance(file, File), f"{title} of {example.name} is binary"
    built.files += (file,)
    for number in range(1, len(fence.lines) + 2):
        built.places[title, None, None, number] = (title, fence.line + number - 1)


def _add_notebook(built: Built, title: str, parts: list[Fence], generator: random.Random, example: Example) -> None:
    cells: list[notebooks.CellText] = []
    outputs: dict[int, list[notebooks.Output]] = {}
    metadata = None
    for fence in parts:
        text = _fill(fence.text(), generator, example)
        if fence.language == "output":
            index = len(cells) - 1
            outputs.setdefault(index, []).append(notebooks.Output(text, fence.words))
            for number in range(1, len(fence.lines) + 1):
                built.places[title, index, len(outputs[index]) - 1, number] = (title, fence.line + number - 1)
        elif "metadata" in fence.words:
            metadata = json.loads(text)
            shown = text.split("\n")
            built.metadata[title] = {line.strip(): (title, fence.line + number) for number, line in enumerate(shown)}
        else:
            for cell in notebooks.cells_of(text):
                for number in range(len(cell.lines)):
                    key = (title, len(cells), None, number + 1)
                    built.places[key] = (title, fence.line + cell.first + number - 1)
                cells.append(cell)
    data = notebooks.build(cells, outputs, metadata)
    file = file_of(title, data)
    assert isinstance(file, File)
    built.files += (file,)
