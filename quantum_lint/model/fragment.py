"""A piece of a file in one language, and what it becomes when parsed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from quantum_lint.model.file import NO_TRAITS
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.span import DeferredMap, Span, TextMap


class Cell(NamedTuple):
    """A notebook cell: position from 0, id where the format has one, and for an output which one it is."""

    index: int  # type: ignore[assignment]  # no one looks for an item in a cell
    id: str | None = None
    kind: str = "code"
    tags: tuple[str, ...] = ()
    output: int | None = None
    mime: str | None = None


class Part(NamedTuple):
    """Characters `start` to `end` of a fragment's text that stand together: a notebook's code is one part a cell."""

    start: int
    end: int
    cell: Cell | None = None


class Fragment(NamedTuple):
    """Text in one language, cut out of a file, that knows the way back to the file's bytes.

    All code cells of a notebook are *one* Python fragment with a part for each cell, so that a rule sees a
    notebook exactly as it sees a script. `label` says where in the file the piece stands, for people
    (`output 0 text/plain`, `jobs.test.steps[2].run`). `content` is what the cutter knows beyond the text; only the
    parser of the same language looks at it. `nested` is set where the text stands in that of another fragment, whose
    quotes and indentation new text would have to respect.
    """

    language: str
    text: str
    map: TextMap
    parts: tuple[Part, ...] = ()
    traits: frozenset[str] = NO_TRAITS
    label: str = ""
    content: Any = None
    nested: bool = False

    def span(self, start: int, end: int) -> Span:
        """The file's bytes behind the characters from `start` up to `end`."""
        return self.map.span(start, end)

    def whole(self) -> Span:
        """The file's bytes from the first character to the last."""
        return self.map.span(0, len(self.text))

    def part_at(self, offset: int) -> Part:
        """The part that holds the character at `offset`."""
        for part in self.parts:
            if offset < part.end:
                return part
        return self.parts[-1] if self.parts else Part(0, len(self.text))

    def marked(self, trait: str) -> Fragment:
        """The same fragment with one more trait."""
        return self._replace(traits=self.traits | {trait})

    def cut(self, start: int, end: int, language: str, label: str = "") -> Fragment:
        """The slice from `start` to `end` as a fragment of its own in another language."""
        cell = self.part_at(start).cell
        return Fragment(
            language=language,
            text=self.text[start:end],
            map=self.map.part(start, end),
            parts=(Part(0, end - start, cell),),
            traits=self.traits,
            label=label or self.label,
            nested=True,
        )

    def derive(self, text: str, inner: TextMap, language: str, label: str = "") -> Fragment:
        """A decoded piece of this fragment: `inner` maps `text` to characters of this fragment's text."""
        # Most pieces have no hit and stand in a text of one part: nobody asks where a character of theirs is.
        cell = (self.parts[0] if len(self.parts) == 1 else self.part_at(inner.start(0))).cell
        return Fragment(
            language=language,
            text=text,
            map=DeferredMap(lambda: self.map.through(inner, len(text))),
            parts=(Part(0, len(text), cell),),
            traits=self.traits,
            label=label or self.label,
            nested=True,
        )


class Problem(NamedTuple):
    """Why a fragment could not be read, or not all of it."""

    span: Span
    reason: str


def _nothing(packages: frozenset[str]) -> tuple[Any, ...]:
    return ()


class Surroundings(NamedTuple):
    """The path of a file, and what reads others of the same tree by theirs; None for one that is not there."""

    path: str
    read: Callable[[str], bytes | None]


class Document:
    """A parsed fragment. Every language has a subclass; a rule is handed one and asks it questions."""

    #: Gives the view of the tree that the document's file has, for a language whose files use each other.
    viewpoint: Callable[[], Any] | None = None
    #: Whether every text in it stands between quotes, so that a look at those tells what it can hold.
    quoted = False
    #: Gives what the tree declares of packages for the document's file (`parse.declared.Declaration`).
    declared: Callable[[frozenset[str]], tuple[Any, ...]] = staticmethod(_nothing)
    #: Gives the exact versions of packages that the tree names nearest to the document's file, in the same form.
    pinned: Callable[[frozenset[str]], tuple[Any, ...]] = staticmethod(_nothing)

    #: Where its file stands, and what stands beside it.
    surroundings: Surroundings | None = None

    def __init__(self, fragment: Fragment) -> None:
        self.fragment = fragment
        self._problems: list[Problem] = []

    @property
    def code(self) -> str:
        """The text, in a language with an evaluation without its comments, of which that reads nothing."""
        return self.fragment.text

    @property
    def problems(self) -> list[Problem]:
        """Why the fragment, or a part of it, could not be read."""
        return self._problems

    @property
    def noticed(self) -> list[Problem]:
        """Those of the problems that turned up so far: what nobody asked to read is not looked for."""
        return self._problems

    def span(self, start: int, end: int) -> Span:
        """The file's bytes behind characters of the fragment's text."""
        return self.fragment.span(start, end)

    def fragments(self) -> Iterator[Fragment]:
        """Pieces of this document that are written in another language."""
        return iter(())

    def facts(self, knowledge: Any) -> Iterable[object]:
        """What this document says that rules over the whole repository need (`model.fact`)."""
        return ()
