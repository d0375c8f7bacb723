r"""The verb `yaml`: what is written at a place of a YAML document, told by the way to it.

```toml
[match]
yaml   = "jobs.*.steps.*.with.persist-credentials"   # `*` is one key or list position, `**` any number of them
value  = '^true$'                                    # optional, RE2 syntax: only scalars in which this is found
unless = '\$\{\{'                                    # optional: no scalars in which this is found
note   = "{path} is {value}"
```

Without `value` and `unless` whatever stands there is reported, mappings and lists too. Several patterns may be given
as a list. The key is marked together with its value; of a list or a mapping only the key is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.expression import compile_expression
from quantum_lint.match.table import Check, condition, note_of, values_of, words_in
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.yaml import YamlDocument
from quantum_lint.parse.yaml_node import Node, Scalar

#: Ends every step of a path; no YAML text holds it.
_END = "\0"


def words(table: Mapping[str, Any], knowledge: Knowledge) -> tuple[str, ...] | None:
    """A word of the last written key of each pattern; None where a pattern has none."""
    found = []
    for pattern in values_of(table["yaml"]):
        keys = [words_in(step) for step in pattern.split(".") if "*" not in step]
        if not keys or not keys[-1]:
            return None
        found.append(keys[-1][0])
    return tuple(dict.fromkeys(found))


def compile(table: Mapping[str, Any]) -> Check:
    """The check that yields a hit for every node at such a place."""
    place = compile_expression("|".join(map(_expression, values_of(table["yaml"]))))
    meets, of_scalars = condition(table), "value" in table or "unless" in table

    def accepted(node: Node) -> bool:
        return meets(node.value) if isinstance(node, Scalar) else not of_scalars

    def check(document: YamlDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
        for root in document.roots:
            for path, key, node in document.walk(root):
                if place.fullmatch(_END.join((*path, ""))) and accepted(node):
                    value = node.value if isinstance(node, Scalar) else ""
                    shown = {"path": ".".join(path), "key": path[-1] if path else "", "value": value}
                    yield Hit(span=document.span(*_marked(key, node)), note=note_of(table, shown))

    return check


def _expression(pattern: str) -> str:
    """A dotted pattern as a regular expression over the steps of a path."""
    return "".join(map(_step, pattern.split(".")))


def _step(step: str) -> str:
    one = re.escape(step).replace(r"\*", r"[^\x00]*") + r"\x00"
    return r"(?:[^\x00]*\x00)*" if step == "**" else one


def _marked(key: Scalar | None, node: Node) -> tuple[int, int]:
    if isinstance(node, Scalar):
        return (key.start if key and key.end <= node.start else node.start), node.end
    return (key.start, key.end) if key else (node.start, node.end)
