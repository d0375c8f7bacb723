r"""The verb `text`: a regular expression over the text of a fragment.

```toml
[match]
text   = 'allow_pickle\s*=\s*True'     # RE2 syntax
unless = 'trusted'                    # optional: not on a line that this matches
group  = 1                            # optional: the part that is marked; default all of it
secret = true                         # optional: what is marked is hidden in reports
note   = "{match} lets a file run code"
```

In the note `{match}` stands for what is marked, and a named group for its own text. `words` of the card say which words
a text must hold for the expression to be tried at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.expression import compile_expression
from quantum_lint.match.table import Check, note_of
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def words(table: Mapping[str, Any], knowledge: Knowledge) -> tuple[str, ...] | None:
    """None: which words an expression needs is for the card to say."""
    return None


def compile(table: Mapping[str, Any]) -> Check:
    """The check that yields a hit for every match."""
    expression = compile_expression(table["text"])
    unless = compile_expression(table["unless"]) if "unless" in table else None
    group = table.get("group", 0)
    secret = table.get("secret", False)

    def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
        text = document.fragment.text
        for match in expression.finditer(text):
            if match.group(group) is None or (unless and unless.search(_line(text, match.start(), match.end()))):
                continue
            span = document.span(*match.span(group))
            shown = {"match": "" if secret else match.group(group), **(match.groupdict() if not secret else {})}
            yield Hit(span=span, note=note_of(table, shown), secret=(span,) if secret else ())

    return check


def _line(text: str, start: int, end: int) -> str:
    """The lines that hold the characters from `start` to `end`."""
    last = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : last if last >= 0 else len(text)]
