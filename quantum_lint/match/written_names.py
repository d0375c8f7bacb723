"""Names of credentials with a value behind them in any text: prose, comments, languages that nobody reads here."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.credential_candidates import is_random
from quantum_lint.match.expression import compile_expression
from quantum_lint.match.words import Words
from quantum_lint.model import lazy
from quantum_lint.model.named import NamedTuple

#: What stands between a name and its value: `NAME = "value"`, `NAME: value`, `"NAME" := 'value'`, `NAME => value`, also
#: where the quotes are those of a text in a text; `NAME: type = "value"`; `name: "NAME", value: "value"`, whatever the
#: two fields are called.
_GIVES = (
    r"""\\?["'`]?[\]}]?[ \t]{0,8}(?::=|\?=|=>|->|<-|=|:)[ \t]{0,8}\\?["'`]?""",
    r"""[ \t]{0,8}:[ \t]{0,8}[A-Za-z&][A-Za-z0-9_.:<>' ]{0,30}=[ \t]{0,8}["'`]""",
    r"""["'][,;]?\s{0,80}["']?[A-Za-z_]{0,24}(?i:value|string)["']?\s{0,8}[:=][ \t]{0,8}["']""",
)
#: What may stand there and often stands between other things: a comma, as between the arguments of any language's
#: setter and the columns of a table, a tab, a blank, the tags of XML, the border of a table, the words of a sentence,
#: the format of `printf`.
_MAY_GIVE = (
    r"""["'`]?(?:[ \t]{0,8},[ \t]{0,8}["'`]|,|\t)""",
    r"""["'}\]]{0,2}[ \t]{1,8}(?:-Value[ \t]{1,8}|<<<[ \t]{0,8})?["']""",
    r"""</key>\s{0,80}<string>|>""",
    r"""["'`]?[ \t]{0,40}\|[ \t]{0,40}["'`]?""",
    r"""["'`]?[ \t](?:is|to|as)[ \t]["'`]?""",
    r"""=%s(?:\\n)?["'][ \t]{1,8}["']?""",
)
#: A value ends where no character of one follows, and is no call, no attribute and no path then.
_VALUE = r"""([A-Za-z0-9][A-Za-z0-9._~+/=@!?,-]{10,})(?:["'` \t\r\n;,)\]}<|\\]|$)"""

#: Characters of a text in which a name is looked for first: most texts hold none, and to compile the expression takes
#: 7 ms, in which so many are split into words.
_SHORT = 100_000
#: What follows the first piece of a value that is made of several, as a connection string is.
_GOES_ON = lazy.pattern(r";\S")


class Written(NamedTuple):
    """A name, and characters `start` to `end` that hold its value."""

    name: str
    value: str
    start: int
    end: int


def written_names(text: str, knowledge: Knowledge) -> Iterator[Written]:
    """Every name that may be that of a credential, where a value follows it."""
    if len(text) <= _SHORT and not _names(knowledge).in_text(text):
        return
    for match in _expression(knowledge).finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end(3) : match.end(3) + 2]
        value = match[3].rstrip(".,?!")
        # RE2 takes letters outside ASCII for the border of a word, the standard library does not.
        if before.isalnum() or _GOES_ON.fullmatch(after) or (match[2] and not is_random(value)):
            continue
        yield Written(match[1], value, match.start(3), match.start(3) + len(value))


def pattern(knowledge: Knowledge) -> str:
    """A name, and a value behind it: an expression whose groups are the name, what only may give it, and the value."""
    names = "|".join(sorted(knowledge.names))
    return rf"\b({names})(?:{'|'.join(_GIVES)}|({'|'.join(_MAY_GIVE)})){_VALUE}"


@lru_cache(maxsize=4)
def _names(knowledge: Knowledge) -> Words:
    return Words(knowledge.words("names"))


@lru_cache(maxsize=4)
def _expression(knowledge: Knowledge) -> Any:
    return compile_expression(pattern(knowledge))
