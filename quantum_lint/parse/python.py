"""Python: syntax trees, one for each part, and what reading them gives."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from symtable import symtable
from typing import TYPE_CHECKING, Any, NamedTuple

from quantum_lint.evaluate.positions import TOKENS, Positions, Source
from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document, Fragment, Part, Problem
from quantum_lint.model.span import MapBuilder

if TYPE_CHECKING:
    from quantum_lint.evaluate.budget import Limits
    from quantum_lint.evaluate.calls import Evaluation
    from quantum_lint.evaluate.machine import Machine
    from quantum_lint.evaluate.modules import Viewpoint

#: A longer part is not parsed: the tree takes about 100 bytes for each character.
_LONGEST = 1_500_000
#: How often a broken part is tried again with the line of the error taken out, and how much may be parsed for that.
_ATTEMPTS = 40
_ATTEMPTED_CHARACTERS = 1_000_000
#: `from module import names` or `import names`; the names may go on over lines in brackets.
_IMPORT = lazy.pattern(
    r"(?:^|[;:])[ \t]*(?:from[ \t]+(\.*[\w.]*)[ \t]*)?\bimport\b[ \t]*(\([^()]*\)|[^;#\r\n]*)", re.MULTILINE
)
_MODULE = lazy.pattern(r"\w+(?:\.\w+)*")
_UNPARSABLE = lazy.pattern("[\x00\ud800-\udfff]")
_LINE_END = lazy.pattern(r"\r\n|\r|\n")
_HEADER_LINE = lazy.pattern(r"on line (\d+)")
_STATEMENT_START = lazy.pattern(r"^(?=[^\s#)\]}])(?!(?:else|elif|except|finally|case)\b)", re.MULTILINE)
_SCRIPT_METADATA = lazy.pattern(
    r"^# /// script[ \t]*\r?$(?P<body>(?:\r?\n#(?: [^\r\n]*)?)*?)\r?\n# ///[ \t]*\r?$", re.MULTILINE
)
#: The lines as Python counts them: a form feed or a Unicode separator ends none.
_LINES = lazy.pattern(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_QUOTE = lazy.pattern("[\"']")
_COMMENT_LINE = lazy.pattern(r"^#(?: ([^\r\n]*))?\r?$", re.MULTILINE)


class Comment(NamedTuple):
    """A comment: characters of the fragment's text, the `#` included, up to the end of the line."""

    start: int
    end: int
    text: str


class PythonDocument(Document):
    """A script, or all code cells of a notebook. `limits` are set before it is evaluated, None is the light mode."""

    quoted = True

    def __init__(self, fragment: Fragment) -> None:
        super().__init__(fragment)
        self._evaluations: list[tuple[Any, Evaluation]] = []
        self._uses_tree: bool | None = None
        self.limits: Limits | None = None

    @property
    def problems(self) -> list[Problem]:
        """Why parts could not be parsed."""
        if "sources" not in self.__dict__ and not self._is_sound:
            self.sources  # noqa: B018  (fills `_problems`)
        return self._problems

    @cached_property
    def _is_sound(self) -> bool:
        """Whether every part parses, found without the syntax trees, which few texts are awake enough to need."""
        text = _UNPARSABLE.sub("?", self.fragment.text)
        parts = self.fragment.parts or (Part(0, len(text)),)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return all(_parses(text[part.start : part.end]) for part in parts)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The parsed parts, in order. What could not be parsed is in `problems`."""
        parts = self.fragment.parts or (Part(0, len(self.fragment.text)),)
        return tuple(self._source(part, number) for number, part in enumerate(parts))

    def _source(self, part: Part, number: int) -> Source:
        text = _UNPARSABLE.sub("?", self.fragment.text[part.start : part.end])
        positions = Positions(self.fragment, text, part.start, number)
        if len(text) > _LONGEST:
            self._problem(part, f"the code is longer than {_LONGEST:,} characters")
            return Source((), positions)
        return Source(self._body(part, text), positions)

    def _body(self, part: Part, text: str) -> list[ast.stmt]:
        try:
            return statements(text)
        except SyntaxError as error:
            self._report(part, text, error)
            return list(_recovered(text, error))
        except (ValueError, RecursionError, MemoryError) as error:
            self._problem(part, f"the code cannot be parsed: {type(error).__name__}")
            return []

    def _report(self, part: Part, text: str, error: SyntaxError) -> None:
        start = part.start
        lines = _LINES.findall(text)
        if error.lineno is not None:
            start += sum(len(line) for line in lines[: max(error.lineno - 1, 0)])
        end = min(
            part.end, start + len(lines[error.lineno - 1]) if error.lineno and error.lineno <= len(lines) else start
        )
        self._problems.append(Problem(self.span(start, end), error.msg))

    def _problem(self, part: Part, reason: str) -> None:
        self._problems.append(Problem(self.span(part.start, part.end), reason))

    def statements(self) -> Iterator[tuple[ast.stmt, Positions]]:
        """The top-level statements of all parts, with the positions their nodes belong to."""
        for source in self.sources:
            for statement in source.body:
                yield statement, source.positions

    def nodes(self) -> Iterator[tuple[ast.AST, Positions]]:
        """Every node of every part, parents before children."""
        for statement, positions in self.statements():
            for node in ast.walk(statement):
                yield node, positions

    def evaluation(self, knowledge: Any = None) -> Evaluation:
        """What reading all parts in order in one scope gives."""
        for known, evaluation in self._evaluations:
            if known is knowledge:
                return evaluation
        evaluation = self._machine(knowledge).run(self.sources)
        self._evaluations.append((knowledge, evaluation))
        return evaluation

    def evaluation_after(self, sources: Sequence[Source], knowledge: Any) -> Evaluation:
        """What reading further sources gives, that stand somewhere in the fragment, after all its parts."""
        machine = self._machine(knowledge)
        machine.run(self.sources)
        return machine.run_after(sources)

    def _machine(self, knowledge: Any) -> Machine:
        from quantum_lint.evaluate.budget import LIGHT
        from quantum_lint.evaluate.machine import Machine
        from quantum_lint.evaluate.tables import sdk_of

        return Machine(sdk_of(knowledge), self.limits or LIGHT, viewpoint=self.viewpoint and self.viewpoint())

    def uses_tree(self, knowledge: Any) -> bool:
        """Whether it imports a module of the scanned tree, where values may come from that it does not show."""
        if self._uses_tree is None:
            view = self.viewpoint() if self.viewpoint else None
            self._uses_tree = view is not None and self._imports_from(view, knowledge)
        return self._uses_tree

    def provides(self, modules: Iterable[str]) -> bool:
        """Whether the scanned tree itself has a module of one of these names, where the file would find it."""
        view = self.viewpoint() if self.viewpoint else None
        return view is not None and any(view.tree.find(name, view.path) is not None for name in modules)

    def _imports_from(self, view: Viewpoint, knowledge: Any) -> bool:
        from quantum_lint.evaluate.modules import is_of_tree
        from quantum_lint.evaluate.tables import sdk_of

        sdk = sdk_of(knowledge)
        return any(is_of_tree(view, name, sdk) for name in dict.fromkeys(_imported(self.fragment.text)))

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """All comments, found without parsing."""
        text = self.fragment.text
        if "#" not in text:
            return ()
        found = (match for match in TOKENS.finditer(text) if match.lastgroup == "comment")
        return tuple(Comment(match.start(), match.end(), match[0]) for match in found)

    @cached_property
    def code(self) -> str:
        """The text without its comments.

        One with a quote in it stays behind code: it may be the end of a string, in a field of which the same quotes
        stand once more, and which no expression tells apart.
        """
        text, pieces, end = self.fragment.text, [], 0
        for comment in self.comments:
            alone = not text[text.rfind("\n", 0, comment.start) + 1 : comment.start].strip()
            if alone or not _QUOTE.search(comment.text):
                pieces.append(text[end : comment.start])
                end = comment.end
        return "".join((*pieces, text[end:]))

    def fragments(self) -> Iterator[Fragment]:
        """The dependencies that a script declares in its own comments, and what it installs."""
        if "# ///" in self.fragment.text:
            for block in _SCRIPT_METADATA.finditer(self.fragment.text):
                yield self._metadata(block)
        if "install" in self.fragment.text or "_require" in self.fragment.text:
            from quantum_lint.parse.python_installs import fragments

            yield from fragments(self)

    def _metadata(self, block: re.Match[str]) -> Fragment:
        builder, lines, offset, end = MapBuilder(), [], 0, block.start("body")
        for line in _COMMENT_LINE.finditer(self.fragment.text, block.start("body"), block.end("body")):
            start = line.start(1) if line[1] is not None else line.end()
            lines.append((line[1] or "") + "\n")
            builder.add(offset, end, start)
            offset, end = offset + len(lines[-1]), start + len(lines[-1])
        return self.fragment.derive("".join(lines), builder.build(), "script-metadata", "script metadata")


def parse(fragment: Fragment) -> PythonDocument:
    """The document; parts are parsed when something asks for them."""
    return PythonDocument(fragment)


def _imported(text: str) -> Iterator[str]:
    """What the imports of a text name: each may be a module."""
    for owner, names in _IMPORT.findall(text):
        joint = "." if owner.strip(".") else ""
        yield from (f"{owner}{joint}{name}" for name in _MODULE.findall(names))
        if owner:
            yield owner


@lru_cache(maxsize=4096)
def _parses(text: str) -> bool:
    """Whether the text is Python. The compiler's own table of symbols is made in three quarters of a tree's time.

    Notebooks of a course start alike and are kept with and without solutions: a quarter of their code is written twice.
    """
    if len(text) > _LONGEST:
        return False
    try:
        symtable(text, "", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def body_of(text: str) -> list[ast.stmt]:
    """The statements of a text; none where it does not parse."""
    try:
        return statements(_UNPARSABLE.sub("?", text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def statements(text: str) -> list[ast.stmt]:
    """The statements of a text. Raises what `ast.parse` raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(text).body
        except SyntaxError:
            from quantum_lint.parse.python_dialect import as_it_runs

            if (found := as_it_runs(text)) is None:
                raise
            return found


def _recovered(text: str, error: SyntaxError) -> Iterable[ast.stmt]:
    """The statements that are left when those that do not parse are taken out; nothing moves."""
    lines = _LINES.findall(text)
    attempts = min(_ATTEMPTS, _ATTEMPTED_CHARACTERS // (len(text) + 1))
    for _ in range(attempts):
        number = _broken_line(error, lines)
        if number is None:
            break
        lines[number] = _blanked(lines[number], error)
        try:
            return statements("".join(lines))
        except SyntaxError as again:
            error = again
        except (ValueError, RecursionError, MemoryError):
            break
    return _by_statement("".join(lines))


def _broken_line(error: SyntaxError, lines: list[str]) -> int | None:
    """The line to take out: the header of a block without a body, otherwise the line of the error."""
    header = _HEADER_LINE.search(error.msg) if "expected an indented block" in error.msg else None
    number = int(header[1]) if header else error.lineno
    if number is None or not 1 <= number <= len(lines):
        return None
    while number > 0 and lines[number - 1].strip() in ("", "pass"):
        number -= 1
    return number - 1 if number > 0 else None


def _blanked(line: str, error: SyntaxError) -> str:
    """`pass` at the indentation of the line, so that the block it stands in stays a block; nothing if that is wrong."""
    bare = line.rstrip("\r\n")
    if isinstance(error, IndentationError) and "expected an indented block" not in error.msg:
        return line[len(bare) :]
    indent = bare[: len(bare) - len(bare.lstrip())]
    return indent + "pass" + line[len(bare) :]


def _by_statement(text: str) -> Iterator[ast.stmt]:
    """The top-level statements that parse when each is tried on its own."""
    starts = [0, *(match.start() for match in _STATEMENT_START.finditer(text) if match.start())]
    line = 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        chunk = text[start:end]
        try:
            body = statements(chunk)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            body = []
        for statement in body:
            ast.increment_lineno(statement, line)
            yield statement
        line += len(_LINE_END.findall(chunk))
