"""The hosts that `rules/hosts` knows, and the texts for them."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from quantum_lint.compiled import rules_folder

_BLANK = re.compile(r"\[\[(\w+)\]\]")


class Host(NamedTuple):
    """A place where pipelines run; `rules/hosts/hosts.toml` tells what each field is."""

    name: str
    title: str
    domain: str
    signs: tuple[str, ...]
    pipeline: str
    template: str
    joins: bool = False


def hosts() -> dict[str, Host]:
    """All of them by name, in the order of preference."""
    from quantum_lint.toml import loads

    rows = loads(_text("hosts.toml"))
    return {name: Host(name, **{**row, "signs": tuple(row["signs"])}) for name, row in rows.items()}


def filled(template: str, blanks: dict[str, str]) -> str:
    """The template of this name with every `[[blank]]` filled in. Raises KeyError for one that nobody filled."""
    return _BLANK.sub(lambda match: blanks[match[1]], _text(template))


def _text(name: str) -> str:
    with open(os.path.join(rules_folder(), "hosts", name), encoding="utf-8") as stream:
        return stream.read()
