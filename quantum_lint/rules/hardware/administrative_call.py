"""Experiments that administer the account they run on."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.administration import administrative
from quantum_lint.match.hardware_jobs import imports_sdk, is_shown
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every administrative call in code that works with quantum computers."""
    if not imports_sdk(document, knowledge) or is_shown(document, knowledge):
        return
    for call, row in administrative(document.evaluation(knowledge), knowledge):
        if not call.context.dead:
            name = call.callee.rpartition(".")[2]
            yield Hit(
                span=call.span,
                note=f"`{name}` {row.does}, from code that runs experiments: whoever runs it needs an administrator's"
                " rights, and so does anybody who takes over the notebook. Do it once in infrastructure code that is"
                " reviewed, and give experiments an identity that may only submit jobs.",
                provider=row.provider,
            )
