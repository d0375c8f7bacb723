r"""The verb `setting`: a name bound to a value, in data files, shell, Dockerfiles and Python's environment.

```toml
[match]
setting = ["JUPYTER_TOKEN", "c.ServerApp.*"]   # names, or dotted paths; `*` stands for any characters
value   = '^$'                                 # optional, RE2 syntax: only values in which this is found
unless  = '\$\{'                                # optional: no values in which this is found
secret  = true                                 # optional: the value is hidden in reports
note    = "{name} is {value}"
```
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fnmatch import translate
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.bound import Bound, bound
from quantum_lint.match.expression import compile_expression
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options

Check = Callable[[Document, Options, Knowledge], Iterator[Hit]]
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def words(spec: Mapping[str, Any], knowledge: Knowledge) -> tuple[str, ...] | None:
    """The last word of each name; None where a name ends in a pattern."""
    last = [_WORD.findall(name) for name in _names(spec)]
    if any("*" in name.rpartition(".")[2] for name in _names(spec)) or not all(last):
        return None
    return tuple(dict.fromkeys(each[-1] for each in last))


def compile(spec: Mapping[str, Any]) -> Check:
    """The check that yields a hit for every value of such a name."""
    names = re.compile("|".join(translate(name) for name in _names(spec)))
    wanted = compile_expression(spec["value"]) if "value" in spec else None
    unless = compile_expression(spec["unless"]) if "unless" in spec else None

    def accepted(each: Bound) -> bool:
        if not (names.match(each.name) or names.match(each.path)):
            return False
        return (wanted is None or bool(wanted.search(each.value))) and not (unless and unless.search(each.value))

    def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
        secret = spec.get("secret", False)
        for each in bound(document, knowledge):
            if accepted(each):
                note = spec["note"].format(name=each.name, value="" if secret else each.value)
                yield Hit(span=each.spans[0], note=note, secret=each.spans if secret else ())

    return check


def _names(spec: Mapping[str, Any]) -> list[str]:
    names = spec["setting"]
    return [names] if isinstance(names, str) else list(names)
