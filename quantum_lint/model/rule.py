"""A rule as its card declares it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from quantum_lint.model.named import NamedTuple

Severity = Literal["high", "medium", "low"]
Confidence = Literal["high", "medium", "low"]
Persona = Literal["regular", "pedantic", "auditor"]
#: `files` is asked once about all files like `repository`, and what it says is true of any few of them, too.
Scope = Literal["document", "files", "repository", "exceptions"]

#: From the least to the most severe; also the order of confidence.
LEVELS: tuple[str, ...] = ("low", "medium", "high")
#: Each persona sees its own rules and those of the personas before it.
PERSONAS: tuple[str, ...] = ("regular", "pedantic", "auditor")
#: What the `words` of a card are, as a regular expression; texts are searched for words of just this kind.
WORD = "[A-Za-z_][A-Za-z0-9_]*"

#: Shared by all that have none; never written to.
NOTHING: Mapping[str, Any] = {}


class Option(NamedTuple):
    """A setting of one rule: its default, whose type is the type of the option, and what it does.

    `policy` names the key of the policy table that sets it for every rule that has it.
    """

    default: Any
    help: str
    policy: str | None = None


class Rule(NamedTuple):
    """What a card's front matter says.

    `words` are the words one of which a text must hold (None: always run; `IBMQ save_account` are two that it must both
    hold), `traits` what its file must be (`test`, `notebook`; see `languages.traits_of`). `yields` names rules that say
    the same thing better: a hit is dropped where one of theirs covers the same secret, or, where no secret is in play,
    stands at the same place or names it among its own. `candidates`, which its code names, are regular expressions one
    of which occurs in every text in which the rule finds anything; of a rule with words, in every text that is prose.
    """

    name: str
    pack: str
    summary: str
    languages: tuple[str, ...]
    severity: Severity
    confidence: Confidence
    persona: Persona
    since: str
    scope: Scope = "document"
    words: frozenset[str] | None = None
    candidates: tuple[str, ...] | None = None
    traits: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    options: Mapping[str, Option] = NOTHING
    match: Mapping[str, Any] | None = None
    fix: Literal["safe", "unsafe"] | None = None
    secret: bool = False
    cwe: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    yields: tuple[str, ...] = ()
    card: str = ""


class Options(dict[str, Any]):
    """Values of a rule's options after configuration and policy; every declared key is present."""
