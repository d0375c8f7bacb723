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
from collections.abc import Iterator, Mapping
from fnmatch import translate
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.bound_names import BoundName, bound_names
from quantum_lint.match.table import Check, condition, note_of, values_of, words_in
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def words(table: Mapping[str, Any], knowledge: Knowledge) -> tuple[str, ...] | None:
    """The last word of each name; None where a name ends in a pattern."""
    names = values_of(table["setting"])
    last = [words_in(name) for name in names]
    if any("*" in name.rpartition(".")[2] for name in names) or not all(last):
        return None
    return tuple(dict.fromkeys(each[-1] for each in last))


def compile(table: Mapping[str, Any]) -> Check:
    """The check that yields a hit for every value of such a name."""
    names = re.compile("|".join(map(translate, values_of(table["setting"]))))
    meets = condition(table)

    def accepted(each: BoundName) -> bool:
        return bool(names.match(each.name) or names.match(each.path)) and meets(each.value)

    def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
        secret = table.get("secret", False)
        for each in bound_names(document, knowledge):
            if accepted(each):
                note = note_of(table, {"name": each.name, "value": "" if secret else each.value})
                yield Hit(span=each.spans[0], note=note, secret=each.spans if secret else ())

    return check
