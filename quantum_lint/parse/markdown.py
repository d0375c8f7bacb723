"""Markdown: the code in its fences, with prompts, margins and outputs of sessions left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document, Fragment
from quantum_lint.model.span import MapBuilder

_LANGUAGES = {
    **dict.fromkeys(("python", "py", "python3", "py3", "ipython", "ipython3", "pycon", "code-cell"), "python"),
    **dict.fromkeys(("bash", "sh", "shell", "zsh", "console", "shell-session", "shellsession", "terminal"), "shell"),
    **dict.fromkeys(("powershell", "pwsh", "ps1", "cmd", "bat", "batch", "dos"), "shell"),
    **dict.fromkeys(("yaml", "yml"), "yaml"),
    **dict.fromkeys(("json", "jsonc", "json5"), "json"),
    **dict.fromkeys(("ini", "cfg", "conf"), "ini"),
    **dict.fromkeys(("dotenv", "env"), "dotenv"),
    **dict.fromkeys(("dockerfile", "docker"), "dockerfile"),
    **dict.fromkeys(("requirements", "requirements.txt", "pip-requirements"), "requirements"),
    "toml": "toml",
}
_FENCE = lazy.pattern(
    r"(?P<margin>(?:[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t])*)(?P<fence>`{3,}(?=[^`]*\Z)|~{3,})(?P<info>.*)"
)
_INFO = lazy.pattern(r"\s*(?:\{\s*(?P<directive>[^\s{},]+)[^}]*\}\s*(?P<argument>[\w.+-]*)|(?P<word>[^\s{,:;]+))")
_DIRECTIVES = frozenset(("code-cell", "code-block", "sourcecode", "code"))
_OPTION_LINE = lazy.pattern(r"\s*:[\w-]+:")
_MARGIN = lazy.pattern(r"[ \t>]*")
_FRONT_MATTER = lazy.pattern(r"---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_SHELL_PROMPT = lazy.pattern(
    r"""(?:\([\w.-]+\)[ \t]*)?
    (?:(?:\[[^\]\n]*\]|[\w.-]+@[^\s$%\#]+)?[$%\u276f][ \t]+|(?:PS[ \t]+)?[A-Z]:[^>\n]*>[ \t]*|PS>[ \t]*)""",
    re.VERBOSE,
)
_PYTHON_PROMPT = lazy.pattern(r">>>(?: |$)|In \[\d*\]: ?")
_NOTHING = lazy.pattern("")
_PYTHON_CONTINUATION = lazy.pattern(r"\.\.\.(?: |$)| *\.\.\.: ?")


class Fence(NamedTuple):
    """A fenced block. `info` is what follows the opening marks; `lines` are its lines without the fence's margin."""

    info: str
    start: int
    end: int
    lines: tuple[tuple[int, int], ...]

    @property
    def language(self) -> str:
        """The language the info string names, in lower case, or nothing."""
        found = _INFO.match(self.info)
        if found is None:
            return ""
        if found["word"]:
            return found["word"].lower()
        directive = found["directive"].lower().lstrip(".")
        return found["argument"].lower() or directive if directive in _DIRECTIVES else directive


class MarkdownDocument(Document):
    """A text with code blocks in it."""

    def fences(self) -> Iterator[Fence]:
        """Fenced blocks in order; one that nothing closes goes to the end."""
        text = self.fragment.text
        opened: re.Match[str] | None = None
        lines: list[tuple[int, int]] = []
        start = 0
        for begin, end in _lines(text):
            line = text[begin:end].rstrip("\r\n")
            if opened is None:
                opened, start, lines = _FENCE.fullmatch(line), begin, []
            elif _closes(opened, line):
                yield Fence(opened["info"], start, end, tuple(lines))
                opened = None
            else:
                lines.append((begin + _margin(line, opened), end))
        if opened is not None:
            yield Fence(opened["info"], start, len(text), tuple(lines))

    def comments(self) -> Iterator[tuple[int, int]]:
        """The insides of HTML comments."""
        text = self.fragment.text
        start = text.find("<!--")
        while start >= 0 and (end := text.find("-->", start + 4)) >= 0:
            yield start + 4, end
            start = text.find("<!--", end + 3)

    def fragments(self) -> Iterator[Fragment]:
        """Fenced blocks in a language that is read, and the YAML at the top."""
        top = _FRONT_MATTER.match(self.fragment.text)
        if top:
            yield self.fragment.cut(*top.span(1), "yaml")
        for fence in self.fences():
            language = _LANGUAGES.get(fence.language)
            if language and fence.lines:
                yield self._code(fence, language)

    def _code(self, fence: Fence, language: str) -> Fragment:
        lines = list(_session(self.fragment.text, _without_options(self.fragment.text, fence), language))
        builder = MapBuilder()
        pieces: list[str] = []
        length, reached = 0, fence.lines[0][0]
        for start, end in lines:
            if start != reached or not length:
                builder.add(length, reached, start)
            pieces.append(self.fragment.text[start:end])
            length += end - start
            reached = end
        documented = self.fragment.marked("documentation")
        return documented.derive("".join(pieces), builder.build(), language)


def parse(fragment: Fragment) -> MarkdownDocument:
    """The document of the fragment; it is read when asked."""
    return MarkdownDocument(fragment)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line, with its break."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield start, end
        start = end


def _closes(opened: re.Match[str], line: str) -> bool:
    marks = line.lstrip(" \t>").rstrip()
    fence = opened["fence"]
    return len(marks) >= len(fence) and not marks.strip(fence[0])


def _margin(line: str, opened: re.Match[str]) -> int:
    """How much of the line belongs to the list or the quotation that the block stands in."""
    found = _MARGIN.match(line, 0, len(opened["margin"]))
    return found.end() if found else 0


def _without_options(text: str, fence: Fence) -> tuple[tuple[int, int], ...]:
    """The lines without the options at the top of a directive: `:name: value` in each line, or YAML between `---`."""
    if not fence.info.lstrip().startswith("{"):
        return fence.lines
    ruled = (index for index, each in enumerate(fence.lines) if text[slice(*each)].strip() == "---")
    if next(ruled, None) == 0:
        return fence.lines[next(ruled, -1) + 1 :]
    first = 0
    while first < len(fence.lines) and _OPTION_LINE.match(text, *fence.lines[first]):
        first += 1
    return fence.lines[first:]


def _session(text: str, lines: tuple[tuple[int, int], ...], language: str) -> Iterator[tuple[int, int]]:
    """The lines that were typed. Where no line has a prompt all were; else the others are what was answered."""
    prompt = {"python": _PYTHON_PROMPT, "shell": _SHELL_PROMPT}.get(language)
    if prompt is None or not any(prompt.match(text, start, end) for start, end in lines):
        yield from lines
        return
    following = _PYTHON_CONTINUATION if language == "python" else _NOTHING
    continued = False
    for start, end in lines:
        found = prompt.match(text, start, end) or (following.match(text, start, end) if continued else None)
        if found is not None:
            yield found.end(), end
        joins = language == "python" or text[start:end].rstrip().endswith(("\\", "`", "^"))
        continued = found is not None and joins
