"""What the verbs share in reading a `[match]` table: lists, the last names of patterns, conditions on a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.expression import compile_expression
from quantum_lint.model import lazy
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import WORD, Options

#: What a verb makes of a table: from a document, options and knowledge to hits.
Check = Callable[[Any, Options, Knowledge], Iterator[Hit]]
_WORD = lazy.pattern(WORD)
_BRACES = lazy.pattern(r"\{(\w+)\}")


def values_of(value: Any) -> tuple[Any, ...]:
    """The values of a key that takes one value or a list of them."""
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


def words_in(text: str) -> list[str]:
    """What of the text may be one of a card's `words`."""
    return _WORD.findall(text)


def last_names(patterns: Iterable[str]) -> tuple[str, ...] | None:
    """The last name of each dotted pattern; None where one ends in `*`."""
    last = [pattern.rpartition(".")[2] for pattern in patterns]
    return tuple(dict.fromkeys(last)) if all(_WORD.fullmatch(name) for name in last) else None


def note_of(table: Mapping[str, Any], shown: Mapping[str, object]) -> str:
    """The note of a `[match]` table with `{name}` filled in; braces reach values, and nothing behind them."""
    return _BRACES.sub(lambda match: str(shown.get(match[1], match[0])), table["note"])


def condition(table: Mapping[str, Any]) -> Callable[[str], bool]:
    """Whether `value` of the table is found in a text and `unless` is not; what is not given asks for nothing."""
    wanted = compile_expression(table["value"]) if "value" in table else None
    unwanted = compile_expression(table["unless"]) if "unless" in table else None

    def holds(text: str) -> bool:
        return not (wanted and not wanted.search(text)) and not (unwanted and unwanted.search(text))

    return holds
