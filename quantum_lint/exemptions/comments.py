"""Reads ignore comments and cell tags out of the fragments of a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quantum_lint.model import lazy
from quantum_lint.model.exemption import Exemption
from quantum_lint.model.fragment import Fragment, Part
from quantum_lint.model.span import Span

#: Start of a cell tag; `quantum-lint-ignore-RULE` names one rule, without a name all are meant.
TAG = "quantum-lint-ignore"
#: Languages without comments: what a program printed and what a tool wrote exempts nothing.
_MUTE = frozenset({"output", "notebook-metadata"})

_OPENING = r"(?:#|//|--|;|%|<!--|/\*)"
_COMMENT = lazy.pattern(
    rf"(?P<opening>{_OPENING})[ \t]*quantum-lint:[ \t]*ignore(?![\w-])(?:\[(?P<names>[^\]\n]*)\]|(?![ \t]*\[))"
    r"(?P<text>[^\n]*)"
)
#: Where a comment ends before its line does: at its closing mark, or where a comment for another tool starts.
_ENDS = {"<!--": re.compile(r"[ \t]*-->"), "/*": re.compile(r"[ \t]*\*/")}
_NEXT_COMMENT = lazy.pattern(r"[ \t]+(?=#[ \t])|[ \t\r]*$")
_ALONE = lazy.pattern(rf"[ \t]*{_OPENING}[ \t]*quantum-lint:")
_FOREIGN = lazy.pattern(r"pragma: ?allowlist[ -](nextline[ -])?secret|(?:gitleaks|betterleaks):allow")
_FIELD = lazy.pattern(r"(?<!\S)(until|owner)=(\S+)")


def find(path: str, fragments: Iterable[Fragment]) -> tuple[Exemption, ...]:
    """Every exemption written in the file at `path`, whose top-level fragments are given, in file order."""
    fragments = tuple(fragments)
    found = [*_tags(path, fragments)]
    for fragment in fragments:
        if fragment.language not in _MUTE:
            found += _comments(path, fragment)
            found += _foreign(path, fragment)
    return tuple(sorted(found, key=lambda each: each.span))


def _comments(path: str, fragment: Fragment) -> Iterator[Exemption]:
    matches = list(_COMMENT.finditer(fragment.text))
    if not matches:
        return
    python = _CommentsOfPython(fragment) if fragment.language == "python" else None
    for match in matches:
        names = tuple(name.strip() for name in (match["names"] or "").split(",") if name.strip())
        if (match["names"] is None or names) and (python is None or python.start_at(match.start())):
            yield _comment(path, fragment, match, names)


def _comment(path: str, fragment: Fragment, match: re.Match[str], names: tuple[str, ...]) -> Exemption:
    ending = _ENDS.get(match["opening"], _NEXT_COMMENT).search(match["text"])
    text = match["text"][: ending.start()] if ending else match["text"]
    end = match.start("text") + (ending.end() if ending and ending[0].strip() else len(text))
    fields = dict(_FIELD.findall(text))
    return Exemption(
        path=path,
        span=fragment.span(match.start(), end),
        rules=names,
        covers=(fragment.span(*_covered(fragment, match.start())),),
        until=fields.get("until"),
        owner=fields.get("owner"),
        reason=" ".join(_FIELD.sub("", text).split()).lstrip("-\u2013\u2014: ") or None,
        removal=fragment.span(*_removal(fragment.text, match.start(), end)),
    )


def _removal(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole line if nothing else is on it, else the comment and the space before it."""
    first, last = _line(text, start)
    if not text[first:start].strip() and not text[end:last].strip():
        return first, min(last + 1, len(text))
    while start > first and text[start - 1] in " \t":
        start -= 1
    return start, end


def _foreign(path: str, fragment: Fragment) -> Iterator[Exemption]:
    for match in _FOREIGN.finditer(fragment.text):
        start, end = _line(fragment.text, match.start())
        if match[1]:
            start, end = _line(fragment.text, min(end + 1, len(fragment.text)))
        span = fragment.span(match.start(), match.end())
        yield Exemption(path, span, (), (fragment.span(start, end),), kind="foreign comment")


def _covered(fragment: Fragment, at: int) -> tuple[int, int]:
    """The characters an ignore comment at `at` speaks for: its line, and the next one if it has the line to itself.

    Comments of ours may stand in a pile, and a line that ends in a backslash goes on in the next.
    """
    text = fragment.text
    start, end = _line(text, at)
    limit = min(fragment.part_at(at).end, len(text))
    onward = not text[start:at].strip()
    while onward and end + 1 < limit:
        first, end = _line(text, end + 1)
        onward = bool(_ALONE.match(text, first, end)) or text.endswith("\\", first, end)
    return start, end


def _line(text: str, at: int) -> tuple[int, int]:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


class _CommentsOfPython:
    """Tells a comment of Python text from the same characters in a string."""

    def __init__(self, fragment: Fragment) -> None:
        self._starts = [(part, _comment_starts(fragment.text[part.start : part.end])) for part in fragment.parts]

    def start_at(self, offset: int) -> bool:
        """Whether a comment starts at the offset; yes where the text is no Python and it cannot be told."""
        for part, starts in self._starts:
            if part.start <= offset < part.end:
                return starts is None or offset - part.start in starts
        return True


def _comment_starts(text: str) -> set[int] | None:
    """Offsets of the comments, None where the text is no Python."""
    from io import StringIO
    from tokenize import COMMENT, TokenError, generate_tokens

    offsets = [0]
    for line in StringIO(text):
        offsets.append(offsets[-1] + len(line))
    try:
        tokens = [each for each in generate_tokens(StringIO(text).readline) if each.type == COMMENT]
    except (TokenError, SyntaxError):
        return None
    # Every hash of a comment counts: an ignore comment may stand behind a comment for another tool.
    return {
        offsets[token.start[0] - 1] + token.start[1] + index
        for token in tokens
        for index, character in enumerate(token.string)
        if character == "#"
    }


def _tags(path: str, fragments: tuple[Fragment, ...]) -> Iterator[Exemption]:
    places: dict[int, list[tuple[Fragment, Part]]] = {}
    names: dict[int, dict[str, None]] = {}
    for fragment in fragments:
        for part in fragment.parts:
            if part.cell is not None:
                places.setdefault(part.cell.index, []).append((fragment, part))
                tags = (tag for tag in part.cell.tags if tag == TAG or tag.startswith(TAG + "-"))
                names.setdefault(part.cell.index, {}).update(dict.fromkeys(tags))
    for cell, tags_of_cell in names.items():
        if tags_of_cell:
            covers = tuple(fragment.span(part.start, part.end) for fragment, part in places[cell])
            rules = () if TAG in tags_of_cell else tuple(tag[len(TAG) + 1 :] for tag in tags_of_cell)
            yield Exemption(path, _first_line(*places[cell][0]), rules, covers, kind="cell tag")


def _first_line(fragment: Fragment, part: Part) -> Span:
    return fragment.span(part.start, min(_line(fragment.text, part.start)[1], part.end))
