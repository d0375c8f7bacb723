"""Code of a pull request that runs in a job with a provider credential."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.untrusted_code import Way, untrusted_code
from quantum_lint.match.workflow_wording import causes, entrances, named
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.model.span import Span
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_called import Running

if TYPE_CHECKING:
    from quantum_lint.parse.jenkinsfile import JenkinsfileDocument


def check(document: WorkflowDocument | JenkinsfileDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each such job, where its credential comes in, or where it is handed to the workflow that the job calls."""
    if isinstance(document, WorkflowDocument):
        yield from (_hit(document, way, knowledge) for way in untrusted_code(document, knowledge))
    else:
        from quantum_lint.match.stage_forks import run_by_forks

        yield from run_by_forks(document, knowledge)


def _hit(document: WorkflowDocument, way: Way, knowledge: Knowledge) -> Hit:
    remedy = (
        "Check that its environment has required reviewers; without them it protects nothing."
        if way.guarded
        else "Run that code under `pull_request`, which gets no secrets, and leave the credential to a job that runs "
        "only what is merged."
    )
    through = f" of {way.runner.place.path}" if way.runner.place.path else ""
    return Hit(
        span=_entrance(document, way),
        note=(
            f"Job `{way.job.id}` holds {named(way.held, knowledge)} and, on `{way.trigger.name}`, runs the "
            f"code of a pull request in step {way.runner.step.label}{through}: whoever opens one can take the "
            f"credential. {remedy}"
        ),
        related=(
            *causes(document, way.trigger),
            *_inside(way),
            Related(
                way.checkout.place.document.span(*way.written),
                "the code of the pull request is checked out here",
                way.checkout.place.path,
                "before",
            ),
            *_run(way.runner),
            *(each._replace(path=way.place.path) for each in entrances(way.place.document, way.held[1:])),
        ),
        provider=way.held[0].provider,
        severity="medium" if way.guarded else None,
    )


def _entrance(document: WorkflowDocument, way: Way) -> Span:
    """Where the credential comes into the job: its own place, or the `secrets` for the workflow that it calls."""
    if way.place.path is None:
        return document.span(*way.held[0].place)
    named = next((each for each in way.job.secrets if each.name.upper() == way.held[0].name), None)
    pair = way.job.node.pair("secrets")
    assert pair is not None  # nothing is held otherwise
    key, value = (named.key, named.value) if named else pair
    return document.span(key.start, value.end)


def _inside(way: Way) -> tuple[Related, ...]:
    if way.place.path is None:
        return ()
    first = entrances(way.place.document, way.held[:1])
    return tuple(each._replace(path=way.place.path, role="before") for each in first)


def _run(runner: Running) -> tuple[Related, ...]:
    document, written = runner.place.document, runner.step.run or runner.step.node.scalar("uses")
    if written is None:
        return ()
    return (Related(document.span(*document.text_span(written)), "and runs here", runner.place.path, "before"),)
