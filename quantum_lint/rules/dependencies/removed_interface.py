"""Uses of what the declared version of an SDK no longer has."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.removed_fixes import fix_of
from quantum_lint.match.removed_interfaces import Use, removed_uses
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument
from quantum_lint.removals import Removal


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for every such use; where only the newest of the declared versions lacks it, for those who want more."""
    for use in removed_uses(document, knowledge):
        yield Hit(
            span=document.span(use.start, use.end),
            note=_note(use),
            fix=fix_of(document, use),
            confidence=None if use.certain else "medium",
            persona=None if use.certain else "pedantic",
        )


def _note(use: Use) -> str:
    declared, version = use.declared, use.removal.version_for(use.declared.package)
    asked = f"{declared.place} asks for `{declared.package}{declared.specifier}`"
    reach = asked if use.certain else f"{asked}, whose newest version is that or later"
    effect = "this import fails" if use.name is not None and use.name.statement is not None else "this fails"
    return f"{_thing(use.removal)} is gone since {use.family.title} {version}, and {reach}: {effect}.{_advice(use)}"


def _thing(removal: Removal) -> str:
    name = removal.name.replace(".*", "")
    if removal.values:
        return f'`{removal.argument}="{removal.values[0]}"` of `{name}`'
    return f"The argument `{removal.argument}` of `{name}`" if removal.argument else f"`{name}`"


def _advice(use: Use) -> str:
    """What to write instead, as sentences."""
    removal = use.removal
    new = f'"{removal.new}"' if removal.values else removal.new
    texts = [f"Use `{new}`" if new else "Leave it out" if removal.drop else "", removal.instead]
    named = (text.replace("{name}", removal.name.rpartition(".")[2]) for text in texts)
    return "".join(f" {text}." for text in named if text)
