"""How messages speak of the credentials that a workflow's jobs hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quantum_lint.knowledge import Knowledge
from quantum_lint.model.hit import Related
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_access import Credential
from quantum_lint.parse.workflow_node import Job, Trigger

_SCOPES = {"workflow": "for every job", "job": "for the whole job", "secrets": "for the workflow that is called"}
#: So many names are spelled out; a sentence with more of them is not read.
_SPELLED_OUT = 2


def listed(words: Sequence[str]) -> str:
    """`a`, `b` and `c` as people write them; of more than three the first two and a count."""
    rest = len(words) - _SPELLED_OUT
    shown = [*words[:_SPELLED_OUT], f"{rest} more"] if rest > 1 else list(words)
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def by_names(jobs: Iterable[tuple[Job, Sequence[Credential]]]) -> list[list[tuple[Job, Sequence[Credential]]]]:
    """Jobs in groups that hold credentials of the same names: one cause, one report."""
    groups: dict[tuple[str, ...], list[tuple[Job, Sequence[Credential]]]] = {}
    for job, held in jobs:
        groups.setdefault(tuple(each.name for each in held), []).append((job, held))
    return list(groups.values())


def named(credentials: Sequence[Credential], knowledge: Knowledge) -> str:
    """The credentials with their providers: `IONQ_API_KEY` (IonQ) and `IBMQ_TOKEN` (IBM Quantum)."""
    words = (f"`{each.name}` ({knowledge.providers[each.provider].title})" for each in credentials)
    return listed(list(dict.fromkeys(words)))


def causes(document: WorkflowDocument, trigger: Trigger | None) -> tuple[Related, ...]:
    """The event of strangers that starts the run, if one does."""
    if trigger is None:
        return ()
    where = document.span(trigger.key.start, trigger.key.end)
    return (Related(where, f"anybody can cause `{trigger.name}`", role="before"),)


def entrances(document: WorkflowDocument, credentials: Iterable[Credential]) -> tuple[Related, ...]:
    """Where each credential comes in."""
    return tuple(
        Related(document.span(*each.place), f"`{each.name}` comes in here {_SCOPES.get(each.level, 'for this step')}")
        for each in credentials
    )
