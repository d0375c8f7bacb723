"""What hosts of pipelines call the things that bound a job, what to do there, and which jobs nobody approves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from quantum_lint.match.workflow_wording import listed
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.pipeline import PipelineJob

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge


class Host(NamedTuple):
    """The words of a host.

    `every_push` and `approval` say what to do about it, `waiting` how to keep a newer run from ending an older one, and
    `cancelled` what else helps when one ends early. `timeout` is the line that limits a job, with `0` for the minutes,
    `endless` what a job without a limit has, `ends` how long one that hangs then goes on, `ender` who puts an end to
    it, `together` what scheduled runs have that nothing keeps apart, and `job` what a job is called.
    """

    every_push: str
    cancelled: str
    waiting: str = ""
    approval: str = ""
    timeout: str = ""
    endless: str = ""
    ends: str = "for the six hours or more that the host allows"
    ender: str = "the host ends"
    together: str = ""
    job: str = "job"


HOSTS: Mapping[str, Host] = {
    "github": Host(
        every_push="Name the branches (`push: {branches: [main]}`), or start it by `workflow_dispatch` or a schedule.",
        waiting="Let runs wait for each other",
        cancelled="add a step with `if: cancelled()` that cancels what was submitted.",
        timeout="timeout-minutes: 0",
        endless="no `timeout-minutes`",
        together="no `concurrency` group",
    ),
    "gitlab": Host(
        every_push="Give it `rules` with `if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH`, or `when: manual`.",
        waiting="Set `interruptible: false`",
        cancelled="cancel what was submitted in `after_script`.",
    ),
    "azure-pipelines": Host(
        every_push="Name the branches (`trigger: [main]`), or set `trigger: none` and start it by hand or by a clock.",
        cancelled="add a step with `condition: always()` that cancels what was submitted.",
        approval=(
            "Make it a deployment job with `environment: quantum-hardware`, and give that environment an approval and "
            "a list of branches"
        ),
        timeout="timeoutInMinutes: 0",
        endless="`timeoutInMinutes: 0`",
        together="no `batch: true` in its schedule",
    ),
    "circleci": Host(
        every_push="Give the job `filters: {branches: {only: main}}` in the workflow, or let it wait for an approval.",
        cancelled="add a step with `when: always` that cancels what was submitted.",
        approval=(
            "Keep the credential in a context that few may use (`context: quantum-hardware` in the workflow), or let "
            "the job require one of `type: approval`"
        ),
        together="no `serial-group`",
    ),
    "bitbucket-pipelines": Host(
        every_push="Move the step under `branches: {main: ...}`, or give it `trigger: manual`.",
        cancelled="cancel what was submitted in `after-script`.",
        approval=(
            "Add `deployment: quantum-hardware` to the step, keep the credential in that deployment, and say there who "
            "may deploy; or add `trigger: manual`"
        ),
        job="step",
    ),
    "jenkins": Host(
        every_push="Give the stage `when { branch 'main' }`, or let it wait for a person (`input { message 'Go?' }`).",
        waiting="Leave `abortPrevious` out, so that builds wait for each other",
        cancelled="cancel what was submitted in `post { aborted { ... } }`.",
        approval=(
            "Let somebody agree first: `input { message 'Use the hardware?' }` in the stage, before its steps, or the "
            "step `input 'Use the hardware?'`"
        ),
        timeout="options { timeout(time: 0, unit: 'MINUTES') }",
        endless="no `timeout`",
        ends="until somebody stops it",
        ender="somebody stops",
        together="no `disableConcurrentBuilds()` or `lock`",
        job="stage",
    ),
}


def unapproved(document: Any, knowledge: Knowledge) -> Iterator[Hit]:
    """The jobs of a host other than GitHub that run code with a provider's credential, or send work, unasked."""
    for job in document.facts(knowledge):
        if isinstance(job, PipelineJob) and HOSTS[job.host].approval and not job.protected and _spends(job):
            sent = (Related(each.sends, "work is sent to hardware here") for each in job.works if each.sends)
            provider = job.credentials[0].provider if job.credentials else None
            entrances = (Related(each.span, f"`{each.name}` comes in here") for each in job.credentials)
            yield Hit(job.span, _note(job, knowledge), related=(*entrances, *sent), provider=provider)


def _spends(job: PipelineJob) -> bool:
    runs = any(each.needs and not each.rehearses for each in job.works)
    return bool(job.credentials and runs) or any(each.sends for each in job.works)


def _note(job: PipelineJob, knowledge: Knowledge) -> str:
    names = [f"`{each.name}` ({knowledge.providers[each.provider].title})" for each in job.credentials]
    does = f"runs code with {listed(list(dict.fromkeys(names)))}" if names else "sends work to hardware"
    who = HOSTS[job.host].job.capitalize()
    return f"{who} `{job.id}` {does}, and nobody agrees before hardware is reached. {HOSTS[job.host].approval}."
