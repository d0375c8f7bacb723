"""What the pipelines of all hosts but GitHub say in the same way: scripts, what these are given, images, inclusions.

A host's own module says where in its files they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document, Fragment
from quantum_lint.parse.joined_text import JoinedText
from quantum_lint.parse.yaml import YamlDocument
from quantum_lint.parse.yaml_node import Mapping, Node, Scalar, Sequence

#: Puts something of the same length in the place of what the host replaces before any shell sees the script.
Neutral = Callable[[str], str]

_NUMBER = lazy.pattern(r"[0-9]{1,9}")
_REFERENCE = lazy.pattern(r"\$(?:\((\w+)\)|\{(\w+)\}|(\w+))")
_SHELLS = lazy.pattern(
    r"(?:.*/)?(?:(?P<shell>(?:ba|da|k|z)?sh|pwsh|powershell|cmd)|(?P<python>python[\d.]*))(?:\.exe)?"
)


class Given(NamedTuple):
    """The `variable` of a script holds what the host keeps as `source`; `place` are characters of the text."""

    variable: str
    source: str
    place: tuple[int, int]


class Script(NamedTuple):
    """What one step or job runs, and what it is given under other names."""

    fragment: Fragment
    given: tuple[Given, ...] = ()


class JobImage(NamedTuple):
    """The `text` that names an image, its characters, and those that say what runs in it."""

    text: str
    place: tuple[int, int]
    around: tuple[tuple[int, int], ...]
    role: str


class Inclusion(NamedTuple):
    """Code of others that runs in the pipeline: where it comes from, and what says which state of it.

    `fixed` is set where nobody can put other code there; `own` where it may well be the owner's.
    """

    kind: Literal["include", "component", "orb", "pipe", "template repository", "library"]
    name: str
    reference: str
    place: tuple[int, int]
    fixed: bool
    own: bool = False


class Pipeline(Document):
    """A file that tells a host what to run."""

    def scripts(self) -> Iterator[Script]:
        """Every script."""
        return iter(())

    def images(self) -> Iterator[JobImage]:
        """Every image that a job runs in or beside."""
        return iter(())

    def inclusions(self) -> Iterator[Inclusion]:
        """Everything of others that the pipeline takes in."""
        return iter(())

    def fragments(self) -> Iterator[Fragment]:
        """The scripts as pieces in their languages."""
        return (script.fragment for script in self.scripts())


class YamlPipeline(Pipeline, YamlDocument):
    """A pipeline in YAML."""

    #: What the host puts in before a shell runs.
    neutral: Neutral | None = None

    @property
    def top(self) -> Mapping:
        """The mapping that holds everything: the last one, as a host may want a header before it."""
        tops = [root for root in self.roots if isinstance(root, Mapping)]
        return tops[-1] if tops else Mapping(0, 0)

    def tables(self) -> Iterator[tuple[tuple[str, ...], Mapping]]:
        """Every mapping with the path that leads to it."""
        for root in self.roots:
            for path, _, node in self.walk(root):
                if isinstance(node, Mapping):
                    yield path, node

    def script(self, lines: Iterable[Scalar], language: str, label: str) -> Fragment | None:
        """The lines, which one interpreter reads one after the other; None where there are none."""
        joined, first = JoinedText(), True
        for line in lines:
            text, inner = self.content(line)
            if not first:
                joined.insert("\n", inner.start(0))
            first = False
            joined.copy(text, inner, 0, len(text))
        text, inner = joined.build()
        if not text.strip():
            return None
        return self.fragment.derive(self.neutral(text) if self.neutral else text, inner, language, label)

    def given(self, *tables: Node | None) -> tuple[Given, ...]:
        """The variables of the tables whose values are nothing but other variables."""
        return tuple(each for table in tables for each in self._given(table))

    def _given(self, table: Node | None) -> Iterator[Given]:
        for key, value in named_values(table):
            reference = _REFERENCE.fullmatch(value.value)
            if reference:
                source = next(filter(None, reference.groups()))
                yield Given(key.value, source, (key.start, self.text_span(value)[1]))

    def image(self, node: Node | None, around: Iterable[Node], role: str) -> Iterator[JobImage]:
        """The image that a scalar, or the `name` or `image` of a mapping, names."""
        if isinstance(node, Mapping):
            node = node.get("name") or node.get("image")
        if isinstance(node, Scalar):
            yield JobImage(node.value, self.text_span(node), tuple((each.start, each.end) for each in around), role)


def named_values(table: Node | None) -> Iterator[tuple[Scalar, Scalar]]:
    """The names and values of a table of variables: a mapping, or a list of `{name: ..., value: ...}`."""
    if isinstance(table, Mapping):
        yield from ((key, value) for key, value in table.items() if isinstance(value, Scalar))
    elif isinstance(table, Sequence):
        for item in table.items():
            if isinstance(item, Mapping):
                name, value = item.scalar("name"), item.scalar("value")
                if name is not None and value is not None:
                    yield name, value
                else:
                    yield from named_values(item)


def scalars(node: Node | None) -> Iterator[Scalar]:
    """The scalar, or those of a list and of the lists in it; what only refers to another place is left out."""
    waiting: list[Node] = [node] if node else []
    while waiting:
        each = waiting.pop()
        if isinstance(each, Scalar) and not each.null:
            yield each
        elif isinstance(each, Sequence) and not (each.tag or "").startswith("!"):
            waiting.extend(reversed(list(each.items())))


def number_of(scalar: Scalar | None) -> float | None:
    """The number that a scalar is; None where it is no plain one."""
    return float(scalar.value) if scalar and _NUMBER.fullmatch(scalar.value) else None


def language_of(shell: Scalar | None) -> str | None:
    """The language of a script for the shell that is named; None for one that is not read."""
    program = shell.value.split(maxsplit=1)[:1] if shell else ["sh"]
    known = _SHELLS.fullmatch(program[0]) if program else None
    if known is None:
        return None
    return "python" if known["python"] else "shell"


def variable_like(text: str) -> str:
    """A variable of the shell that is as long as the text and made of the same words: `<< a.b >>` is `$__a_b___`."""
    return "$" + re.sub(r"\W", "_", text[1:])
