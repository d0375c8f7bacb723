"""Code of others in a job that may be other code at the next run: branches, tags, installers, newest versions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from quantum_lint.match.dependencies import is_pinned
from quantum_lint.match.piped_scripts import host_of, piped_scripts
from quantum_lint.match.revisions import REPOSITORY, kind_of, revision_of
from quantum_lint.model import lazy
from quantum_lint.model.fact import Dependency
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.rule import Severity
from quantum_lint.model.span import Span
from quantum_lint.parse.pip_options import is_local
from quantum_lint.parse.shell import ShellDocument
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_called import Place, Running, running
from quantum_lint.parse.workflow_credential import Names
from quantum_lint.parse.workflow_node import Action, Job, Step

#: What installs the rest and is renewed in every other workflow.
_INSTALLERS = frozenset(("pip", "setuptools", "wheel", "uv", "pipx"))
_VERSION = lazy.pattern(r"v?\d+(?:[.\-_]\w+)*|.*/v?\d[\w.]*|.*-v?\d+(?:\.\d+)*")

#: So many places are listed, the worst first; the rest are found when these are mended.
LISTED = 24


class Movable(NamedTuple):
    """Such code: what it is, in words, where it is named, and the step that runs it (None: all of the job).

    `path` is that of an action of the repository, if the code is named there.
    """

    what: str
    span: Span
    step: Step | None
    severity: Severity
    kind: str
    path: str | None = None


def movable_code(document: WorkflowDocument, job: Job, trusted: Collection[str], knowledge: Names) -> Iterator[Movable]:
    """What the steps of the job run of others, in order; actions of `trusted` owners are left out.

    So is what an action of the repository runs that holds a credential itself: there it is found when that is read.
    """
    if job.uses:
        yield from _action(document, job.uses, None, trusted)
    for each in running(Place(document), job):
        if each.place.path and each.place.document.access(knowledge).jobs:
            continue
        found = _of_step(each, trusted, knowledge)
        yield from (code._replace(step=each.outer, path=each.place.path) for code in found)


def _of_step(each: Running, trusted: Collection[str], knowledge: object) -> Iterator[Movable]:
    document = each.place.document
    if each.step.uses:
        yield from _action(document, each.step.uses, each.step, trusted)
    shell = document.shell(each.job, each.step)
    if shell is not None:
        yield from in_script(shell, each.step, knowledge)


def _action(
    document: WorkflowDocument, action: Action, step: Step | None, trusted: Collection[str]
) -> Iterator[Movable]:
    if action.kind != "repository" or action.pinned or action.owner in trusted:
        return
    kind = "tag" if _VERSION.fullmatch(action.reference) else "branch"
    what = "reusable workflow" if action.workflow else "action"
    yield Movable(
        f"the {what} `{action.scalar.value}`",
        document.span(*document.text_span(action.scalar)),
        step,
        "medium" if kind == "tag" else "high",
        kind,
    )


def in_script(script: ShellDocument, step: Step | None, knowledge: object) -> Iterator[Movable]:
    """What a script gets from others."""
    for piped in piped_scripts(script):
        host = host_of(piped.url) or "an address"
        yield Movable(f"a script that {host} serves", script.span(*piped.place), step, "high", "script")
    for fact in script.facts(knowledge):
        if isinstance(fact, Dependency):
            yield from _package(fact, step)


def _package(dependency: Dependency, step: Step | None) -> Iterator[Movable]:
    url = dependency.url
    if url is not None:
        if REPOSITORY.match(url) and not is_local(url.partition("+")[2] or url):
            kind = kind_of(revision_of(url))
            source = f"{kind} `{revision_of(url)}`" if revision_of(url) else "newest commit"
            if kind != "commit":
                severity: Severity = "medium" if kind == "tag" else "high"
                yield Movable(f"`{dependency.name}` from the {source}", dependency.span, step, severity, kind)
    elif not is_pinned(dependency) and dependency.name not in _INSTALLERS:
        what = f"`{dependency.name}` in whatever version is newest"
        yield Movable(what, dependency.span, step, "medium", "package")


def worst_first(code: Sequence[Movable]) -> list[Movable]:
    """What may change at any time before what has a version."""
    return sorted(code, key=lambda each: each.severity != "high")


def remedy(code: Sequence[Movable], job: str = "job") -> str:
    """What to pin, and how; `job` is what the host calls one."""
    kinds = {each.kind for each in code}
    ways = [
        "name full commits" if kinds & {"branch", "tag"} else "",
        "compare what is downloaded with a hash" if "script" in kinds else "",
        "install exact versions, or from a lock file" if "package" in kinds else "",
    ]
    text = ", and ".join(filter(None, ways))
    return f"{text[0].upper()}{text[1:]}, or give the credential to a {job} that runs none of it."
