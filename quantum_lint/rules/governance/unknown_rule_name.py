"""An ignore that names something which is no rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.model.exemption import Exemption
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def check(exemptions: Iterable[Exemption], options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every exemption with an unknown name."""
    for exemption in exemptions:
        if exemption.unknown:
            names = ", ".join(exemption.unknown)
            note = f"No rule is called {names}, so this ignore does nothing for it. See `quantum-lint rules`."
            yield Hit(exemption.span, note, path=exemption.path)
