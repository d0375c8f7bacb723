"""Values that count where nobody gives another: of variables in shell and data files, of inputs of a pipeline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quantum_lint.match.advice import STILL
from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Edit, Fix
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.span import Span

_NAME = r"(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
_VALUE = r"""["']?(?P<value>[^\s"'{}$]+)["']?"""
#: How shells, compose and make, OmegaConf, devcontainers, workflows and JavaScript write a default beside the name of a
#: variable, and what none of them is without.
_WRITTEN = {
    lazy.pattern(rf"\$\{{{_NAME}(?P<operator>:?[-=]){_VALUE}\}}"): "${",
    lazy.pattern(rf"\$\{{oc\.env:{_NAME},[ \t]*{_VALUE}\}}"): "${oc.env:",
    lazy.pattern(rf"\$\{{(?:localEnv|containerEnv):{_NAME}:{_VALUE}\}}"): "Env:",
    lazy.pattern(rf"(?m:^)[ \t]*(?:export[ \t]+)?{_NAME}[ \t]*\?=[ \t]*{_VALUE}"): "?=",
    lazy.pattern(rf"(?:secrets|vars|env|inputs)\.{_NAME}[ \t]*\|\|[ \t]*{_VALUE}"): "||",
    lazy.pattern(
        rf"env(?:\.|\[[\"']){_NAME}(?:[\"']\])?[ \t]*(?:\?\?|\|\|)[ \t]*[\"'`](?P<value>[^\s\"'`{{}}$]+)"
    ): "env",
}


class Default(NamedTuple):
    """`value`, written at `spans`, is the default of what goes by any of the `names`; `fix` takes it away.

    `place` is where the default stands, which may be the name of a constant.
    """

    names: tuple[str, ...]
    value: str
    spans: tuple[Span, ...]
    fix: Fix | None = None
    place: Span | None = None


def text_defaults(document: Document) -> Iterator[Default]:
    """`${NAME:-value}` and its relatives, wherever they are written."""
    text = document.fragment.text
    for pattern, sign in _WRITTEN.items():
        for match in pattern.finditer(text) if sign in text else ():
            span = document.span(*match.span("value"))
            yield Default((match["name"],), match["value"], (span,), _required(document, match))


def _required(document: Document, match: re.Match[str]) -> Fix | None:
    """The expansion that stops the program where the variable is not set; only shells and compose have one."""
    if not match.groupdict().get("operator"):
        return None
    edit = Edit(document.span(match.start("operator"), match.end() - 1), ":?")
    return Fix(f"Stop where {match['name']} is not set; {STILL}", (edit,), "unsafe")


def input_defaults(document: Document) -> Iterator[Default]:
    """The `default` of an input, a parameter or a property in YAML, TOML and JSON."""
    if not hasattr(document, "settings") or "default" not in document.fragment.text:
        return
    for setting in document.settings():
        if setting.key in ("default", "defaultValue") and len(setting.path) > 1:
            span = document.span(setting.value_start, setting.value_end)
            yield Default((setting.path[-2],), setting.value, (span,))
