"""An entry in `.pre-commit-config.yaml`: text put after the last repository, and every other byte as it was."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import indent
from typing import Any

from quantum_lint.adoption.proposal import Proposal, new

FILE = ".pre-commit-config.yaml"


def proposed(before: bytes | None, entry: str) -> Proposal | None:
    """The configuration with the entry, an item of a list; None where it is written as no text can be put into."""
    if before is None:
        return new(FILE, f"repos:\n{indent(entry, '  ')}")
    items = _items(before)
    if items is None or items.flow_style or not items.value:
        return None
    lines = before.splitlines(keepends=True)
    last = _last_line(items, [line.decode("utf-8", "replace") for line in lines])
    at = sum(map(len, lines[: last + 1]))
    ended = "" if lines[last].endswith(b"\n") else "\n"
    proposal = Proposal(FILE, before, at, ended + indent(entry, " " * items.start_mark.column))
    return proposal if _says_the_same(before, proposal.after) else None


def _items(data: bytes) -> Any:
    """The node of the list of repositories, None where there is none."""
    import yaml

    try:
        top = yaml.compose(data.decode(), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError):
        return None
    if not isinstance(top, yaml.MappingNode):
        return None
    found = (value for key, value in top.value if key.value == "repos" and isinstance(value, yaml.SequenceNode))
    return next(found, None)


def _last_line(items: Any, lines: list[str]) -> int:
    """The index of the last line that belongs to the list: of its last value, or of a comment indented below that."""
    mark = max((leaf.end_mark for leaf in _leaves(items)), key=lambda mark: mark.index)
    last = mark.line if mark.column else mark.line - 1
    while not lines[last].strip():
        last -= 1
    margin = items.start_mark.column
    while last + 1 < len(lines) and _indentation(lines[last + 1]) > margin:
        last += 1
    return int(last)


def _leaves(node: Any) -> Iterator[Any]:
    """The scalars below a node, and lists and tables in brackets; the marks of others reach to what comes after."""
    if isinstance(node.value, str) or node.flow_style:
        yield node
        return
    for each in node.value:
        for child in each if isinstance(each, tuple) else (each,):
            yield from _leaves(child)


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" ")) if line.strip() else 0


def _says_the_same(before: bytes, after: bytes) -> bool:
    """Whether the new text is the old one with one more repository at the end."""
    import yaml

    old, grown = yaml.safe_load(before), yaml.safe_load(after)
    return bool({**grown, "repos": grown["repos"][:-1]} == old)
