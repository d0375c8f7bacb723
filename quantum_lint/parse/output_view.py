"""What people see of an output: without colours, and with each value in one piece that markup breaks into several."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from quantum_lint.model import lazy
from quantum_lint.model.span import DeferredMap, MapBuilder, TextMap
from quantum_lint.parse.json import escapes, unescape

#: Terminal sequences: colours and cursor, titles and links, and single characters.
_ANSI = lazy.pattern(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])")
#: Tags that only dress up letters, unless an attribute of theirs says more than how; and places where a line may break.
#: That it is none of those that drawings are made of is seen first, in less than half the time.
_INLINE = lazy.pattern(
    r"<(?!/?(?:[pg]|use|def))(?:/?(?:span|b|i|em|strong|code|font|mark|u|s|small|big|tt|var|kbd|samp|sub|sup|ins|del|bdi|tspan)"
    r"(?:\s+(?:class|style|id|color|face|size|dir|lang|x|y|dx|dy)\s*=\s*"
    r"(?:\"(?:(?!url\()[^\"<>])*\"|'(?:(?!url\()[^'<>])*'))*\s*/?|wbr\s*/?)>",
    re.IGNORECASE,
)
#: Between two fields of a table's row, and between a term and its description.
_FIELD = lazy.pattern(r"</(?:t[dh]>\s*<t[dh]|dt>\s*<dd)\b[^<>]*>", re.IGNORECASE)
_ENTITY = lazy.pattern(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
#: Soft hyphens, and spaces and joiners of no width.
_INVISIBLE = lazy.pattern("[\u00ad\u200b-\u200d\u2060\ufeff]")
_MARKDOWN = lazy.pattern(r"\\(?=[_*~.\-])")
_LATEX = lazy.pattern(r"\\(?:-|allowbreak(?:\{\})?[ ]?|(?=[_&%#$]))")


class _Step(NamedTuple):
    """Every match gives way to what `replacement` makes of it; a text without the sign has no match."""

    sign: str
    expression: re.Pattern[str]
    replacement: Callable[[re.Match[str]], str]


def _nothing(match: re.Match[str]) -> str:
    return ""


def _tabulator(match: re.Match[str]) -> str:
    return "\t"


def _character(match: re.Match[str]) -> str:
    from html import unescape as character

    return character(match[0]).replace("\xa0", " ")


_COLOURS = _Step("\x1b", _ANSI, _nothing)
_MARKUP = (_Step("<", _INLINE, _nothing), _Step("<", _FIELD, _tabulator), _Step("&", _ENTITY, _character))
#: By what the name of a MIME type holds.
_STEPS: tuple[tuple[str, tuple[_Step, ...]], ...] = (
    ("html", _MARKUP),
    ("xml", _MARKUP),
    ("markdown", (_Step("\\", _MARKDOWN, _nothing), *_MARKUP)),
    ("latex", (_Step("\\", _LATEX, _nothing),)),
)


def readable(text: str, mime: str, written: bool = False) -> tuple[str, TextMap | None]:
    """The text as people read it, and the map from it to the characters of `text`; None where they are the same.

    A text that is `written` is JSON, with escapes in its strings.
    """
    whole: TextMap | None = None
    if written and "\\" in text:
        source, text = text, unescape(text)
        whole = DeferredMap(lambda: escapes(source, 0, len(source)))
    for step in _steps(text, mime):
        shown = step.expression.sub(step.replacement, text) if step.sign in text else text
        if shown != text:
            whole = _through(whole, _mapped(text, step), len(shown))
            text = shown
    return text, whole


def without_colours(text: str) -> str:
    """The text without the sequences that only a terminal understands."""
    return _ANSI.sub("", text) if "\x1b" in text else text


def _steps(text: str, mime: str) -> Iterator[_Step]:
    yield _COLOURS
    for kind, steps in _STEPS:
        if kind in mime:
            yield from steps
    if not text.isascii() or "&" in text:
        yield _Step("", _INVISIBLE, _nothing)


def _mapped(text: str, step: _Step) -> TextMap:
    def build() -> TextMap:
        builder = MapBuilder()
        builder.add(0, 0, 0)
        shift = 0
        for match in step.expression.finditer(text):
            start, end = match.span()
            made = len(step.replacement(match))
            builder.add(start + shift, start, start if made else end)
            shift += made - (end - start)
            if made:
                builder.add(end + shift, end, end)
        return builder.build()

    return DeferredMap(build)


def _through(outer: TextMap | None, inner: TextMap, length: int) -> TextMap:
    return inner if outer is None else DeferredMap(lambda: outer.through(inner, length))
