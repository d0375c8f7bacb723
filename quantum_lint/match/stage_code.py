"""Code of others that may change at any time, in stages of a Jenkinsfile with a provider credential."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.match.movable_code import LISTED, Movable, in_script, remedy, worst_first
from quantum_lint.match.stage_secrets import HoldingStage, StageSecret, agreeing, entrances, holding, named
from quantum_lint.match.workflow_wording import listed
from quantum_lint.model.hit import Hit, Related
from quantum_lint.parse.shell import ShellDocument

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.parse.jenkinsfile import JenkinsfileDocument


class _Reach:
    """The credentials of a stage that such code reaches: it runs beside them, or before they come."""

    def __init__(self, stage: HoldingStage, knowledge: Knowledge) -> None:
        scripts = ((step.at, ShellDocument(step.script.fragment)) for step in stage.stage.steps)
        found = [(at, code) for at, script in scripts for code in in_script(script, None, knowledge)]
        self.stage = stage
        self.exposed = [each for each in stage.secrets if any(at < each.held.last for at, _ in found)]
        self.code = [code for at, code in found if any(at < each.held.last for each in self.exposed)]


def movable_in_stages(document: JenkinsfileDocument, knowledge: Knowledge) -> Iterator[Hit]:
    """Each set of credentials once, with all such code of the stages that hold it."""
    groups: dict[tuple[str, ...], tuple[HoldingStage, list[StageSecret], list[Movable]]] = {}
    for stage in holding(document, knowledge):
        reach = _Reach(stage, knowledge)
        if reach.code:
            key = tuple(each.name for each in reach.exposed)
            groups.setdefault(key, (stage, reach.exposed, []))[2].extend(reach.code)
    for stage, exposed, code in groups.values():
        yield _hit(stage, exposed, worst_first(code), knowledge)


def _hit(stage: HoldingStage, exposed: list[StageSecret], code: list[Movable], knowledge: Knowledge) -> Hit:
    told = listed(list(dict.fromkeys(each.what for each in code)))
    verb, what = agreeing(exposed)
    return Hit(
        span=exposed[0].span,
        note=(
            f"{named(exposed, knowledge)} {verb} in stage `{stage.stage.name}` in reach of {told}: whoever changes "
            f"that code reads {what} at the next run, and nothing here notices. {remedy(code, 'stage')}"
        ),
        related=(
            *(Related(each.span, f"{each.what} comes in here", each.path, "before") for each in code[:LISTED]),
            *entrances(exposed[1:]),
        ),
        provider=exposed[0].provider,
        severity=None if code[0].severity == "high" else "medium",
    )
