"""The verb `import`: modules and names that Python code imports.

```toml
[match]
import = ["qiskit.IBMQ", "qiskit.ignis"]   # a module stands for everything in it; `*` for any characters
note   = "{name} is gone"
```

In the note `{name}` stands for the qualified name that is imported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from quantum_lint.evaluate.calls import matcher
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.table import Check, last_names, note_of, values_of
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def words(table: Mapping[str, Any], knowledge: Knowledge) -> tuple[str, ...] | None:
    """The last name of each pattern; None where one ends in a pattern."""
    return last_names(values_of(table["import"]))


def compile(table: Mapping[str, Any]) -> Check:
    """The check that yields a hit for every such import."""
    patterns = values_of(table["import"])
    accepts = matcher((*patterns, *(f"{pattern}.*" for pattern in patterns)))

    def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
        for imported in document.evaluation(knowledge).imports:
            if accepts(imported.qualified):
                yield Hit(span=imported.span, note=note_of(table, {"name": imported.qualified}))

    return check
