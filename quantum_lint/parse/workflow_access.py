"""Which jobs of a workflow hold provider credentials, where each comes in, and which steps need one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from quantum_lint.model import lazy
from quantum_lint.model.named import NamedTuple
from quantum_lint.parse import workflow_activity, workflow_reach
from quantum_lint.parse.workflow_activity import Activity
from quantum_lint.parse.workflow_credential import Meaning, Names, by_address, is_other, meaning, of_cloud, specialists
from quantum_lint.parse.workflow_expression import expressions
from quantum_lint.parse.workflow_node import Binding, Job, Level, Step

if TYPE_CHECKING:
    from quantum_lint.parse.workflow import WorkflowDocument

#: Actions that give a session in a cloud: the input that names whose identity the workflow's is traded for, the one
#: that takes a stored key instead, and the cloud.
_LOGINS = {
    "aws-actions/configure-aws-credentials": ("role-to-assume", "aws-secret-access-key", "AWS"),
    "azure/login": ("client-id", "creds", "AZURE"),
    "google-github-actions/auth": ("workload_identity_provider", "credentials_json", "GOOGLE"),
}
#: What the command line of AWS calls its registries of packages and images.
_REGISTRIES = frozenset(("codeartifact", "ecr", "ecr-public"))
#: A word of a script that is the value of a variable.
_VARIABLE = lazy.pattern(r"\$\{?(\w+)\}?")
#: What a step says that checks or documents the code, and what one says that tries it.
_CHECKS = lazy.pattern(r"\b(?:lint|linting|styles?|format|formatting|docs?|documentation|types?)\b", re.IGNORECASE)
_TRIES = lazy.pattern(
    r"\b(?:tests?(?!/)|hardware|remote|integration|benchmarks?|experiments?|examples?|notebooks?|jobs?)\b",
    re.IGNORECASE,
)


class Credential(NamedTuple):
    """A provider credential that comes in at `place`, characters of the text.

    `name` is what people know it by: the secret, or else the variable. `variable` is the one a script reads. `job` and
    `step` are None where it holds for all of them. `role` marks a session in a cloud instead of a stored value.
    """

    name: str
    meaning: Meaning
    level: Level
    place: tuple[int, int]
    variable: str | None = None
    job: Job | None = None
    step: Step | None = None
    role: bool = False

    @property
    def provider(self) -> str:
        """The provider it opens."""
        return self.meaning.provider


def checks_only(step: Step) -> bool:
    """Whether the step checks or documents the code and does not run it on anything."""
    written = [scalar.value for scalar in (workflow_activity.script_of(step), step.node.scalar("uses")) if scalar]
    return tells_of_checks(" ".join((step.label, *written)))


def tells_of_checks(text: str) -> bool:
    """Whether a text speaks of checking or documenting the code, and not of trying it."""
    return _CHECKS.search(text) is not None and _TRIES.search(text) is None


class Access:
    """Answers for one document, each worked out once."""

    def __init__(self, document: WorkflowDocument, knowledge: Names) -> None:
        self._document = document
        self._knowledge = knowledge
        self._activities: dict[tuple[str, int], Activity] = {}
        self._held: dict[str, tuple[Credential, ...]] = {}
        self._texts: dict[str, str] = {}
        self._reached: dict[str, str] = {}

    @cached_property
    def credentials(self) -> tuple[Credential, ...]:
        """Every credential that some job holds, in the order of the text."""
        held = {id(each): each for job in self._document.jobs for each in self.held_by(job)}
        return tuple(sorted(held.values(), key=lambda each: each.place))

    @cached_property
    def jobs(self) -> tuple[Job, ...]:
        """The jobs that hold a credential."""
        return tuple(job for job in self._document.jobs if self.held_by(job))

    def held_by(self, job: Job) -> tuple[Credential, ...]:
        """What the job holds, once for each name, the widest level first."""
        if job.id not in self._held:
            found: dict[str, Credential] = {}
            for each in (*self._shared, *self._own.get(job.id, ())):
                if self._fits(each, job):
                    found.setdefault(each.name, each)
            self._held[job.id] = tuple(found.values())
        return self._held[job.id]

    def unclaimed(self, job: Job) -> Iterator[tuple[Binding, str]]:
        """The variables of the job's programs that hold secrets whose names do not tell whose they are."""
        if not self._document.tells_secrets:
            return
        bound = {each.key.start: each for step in job.steps for each in self._document.environment(job, step)}
        for each in bound.values():
            secrets = [name for found in expressions(each.value.value) for name in found.secrets]
            named = any(meaning(name, self._knowledge) for name in (each.name, *secrets))
            if secrets and not named and "GITHUB_TOKEN" not in secrets:
                yield each, secrets[0]

    def _fits(self, credential: Credential, job: Job) -> bool:
        """Whether what the name leaves open is said by the job, or else by the files that it runs and installs from."""
        meant = credential.meaning
        if not meant.beside:
            return True
        return self._runs_code(job) and (meant.fits(self._text(job)) or meant.fits(self._told(job)))

    def _runs_code(self, job: Job) -> bool:
        """Whether a job runs anything but actions of others, none of which sends work to hardware by itself."""
        return job.uses is not None or any(
            step.uses is None or step.uses.kind == "local" or workflow_activity.script_of(step) for step in job.steps
        )

    def activity(self, job: Job, step: Step) -> Activity:
        """What a step does."""
        key = (job.id, step.index)
        if key not in self._activities:
            self._activities[key] = workflow_activity.activity(self._document, job, step)
        return self._activities[key]

    def needs(self, job: Job, step: Step) -> bool:
        """Whether the step runs code that may speak to hardware, or names a credential itself."""
        written = workflow_activity.script_of(step)
        script = written.value if written else ""
        stored = [each for each in self.held_by(job) if not each.role]
        named = any(each.step is step or (each.variable or "\0") in script for each in stored)
        return (named or self.activity(job, step) == "code") and not checks_only(step)

    def given(self, job: Job, step: Step) -> bool:
        """Whether a credential of the job is in reach of the step, and not in the `env` of other steps alone."""
        return any(each.step in (None, step) or each.level != "step" for each in self.held_by(job))

    def submits(self, job: Job) -> tuple[Credential, ...]:
        """What the job may spend hardware time with: what it holds, if a step needs it."""
        held = self.held_by(job)
        return held if held and any(self.needs(job, step) for step in job.steps) else ()

    @cached_property
    def _shared(self) -> tuple[Credential, ...]:
        bound = (self._bound(each) for each in self._document.variables)
        return tuple(each for each in bound if each is not None)

    @cached_property
    def _own(self) -> dict[str, tuple[Credential, ...]]:
        return {job.id: (*self.written(job), *self._taken(job)) for job in self._document.jobs}

    def written(self, job: Job) -> Iterator[Credential]:
        """What the job itself binds or names."""
        given = (*job.variables, *job.secrets, *job.inputs)
        for found in self._all_bound(given):
            yield found._replace(job=job)
        for step in job.steps:
            bound = self._all_bound((*step.environment, *step.inputs))
            for each in (*bound, *self._in_script(step), *self._passed(job, step), self._login(job, step)):
                if each:
                    yield each._replace(job=job, step=step)

    def _taken(self, job: Job) -> Iterator[Credential]:
        """What actions of the repository take in the job, where the job's own step hands it to them or calls them."""
        for each in workflow_reach.in_actions(self._document, job):
            other = each.place.document
            for found in other.access(self._knowledge).written(each.job):
                if found.step is not None and found.step.index == each.step.index and each.outer.uses:
                    name, given = workflow_reach.handed(each, other.text[slice(*found.place)])
                    first, last = (given.key, given.value) if given else (each.outer.uses.scalar,) * 2
                    place = (first.start, self._document.text_span(last)[1])
                    yield found._replace(name=name or found.name, place=place, variable=None, job=job, step=each.outer)

    def _all_bound(self, given: tuple[Binding, ...]) -> Iterator[Credential]:
        """What is bound side by side: an address of a provider tells whose a secret with a common name is."""
        for binding in given:
            found = self._bound(binding) or self._addressed(binding, given)
            if found:
                yield found

    def _addressed(self, binding: Binding, given: tuple[Binding, ...]) -> Credential | None:
        for each in expressions(binding.value.value):
            for name in each.secrets:
                meant = by_address(name, (other.value.value for other in given), self._knowledge)
                if meant:
                    return self._credential(name, meant, binding)
        return None

    def _credential(self, name: str, meant: Meaning, binding: Binding) -> Credential:
        variable = binding.name if binding.level in ("workflow", "job", "step") else None
        place = (binding.key.start, self._document.text_span(binding.value)[1])
        return Credential(name, meant, binding.level, place, variable)

    def _bound(self, binding: Binding) -> Credential | None:
        value = binding.value.value
        found = list(expressions(value))
        named = (name for each in found for name in each.secrets)
        if not found and self._knowledge.is_placeholder(value):
            return None
        for name in (*named, binding.name):
            meant = meaning(name, self._knowledge)
            if meant:
                return self._credential(name, meant, binding)
        return None

    def _in_script(self, step: Step) -> Iterator[Credential]:
        if step.run is None or "secrets" not in step.run.value:
            return
        for expression, place in self._document.expressions(step.run):
            for name in expression.secrets:
                meant = meaning(name, self._knowledge)
                if meant:
                    yield Credential(name, meant, "run", place)

    def _passed(self, job: Job, step: Step) -> Iterator[Credential]:
        """Secrets with common names that a script gives to a provider's own program, as `xcc config set` takes them."""
        takers = self._takers(job, step)
        for binding in (*job.variables, *step.environment) if takers else ():
            secrets = [name for each in expressions(binding.value.value) for name in each.secrets]
            if secrets and binding.name in takers and self._bound(binding) is None:
                provider = self._knowledge.providers[takers[binding.name]]
                yield self._credential(secrets[0], Meaning(provider.name, provider.beside), binding)

    def _takers(self, job: Job, step: Step) -> dict[str, str]:
        """The variables that a step's script gives to programs of providers, and whose program takes them."""
        script = workflow_activity.script_of(step)
        rows = [row for row in self._knowledge.commands if script and row.program in script.value]
        found: dict[str, str] = {}
        for command in workflow_activity.commands(self._document, job, step) if rows else ():
            for row in (row for row in rows if row.program == command.program):
                for option, word in pairwise(command.effective()):
                    variable = _VARIABLE.fullmatch(word.text) if option.text in row.options else None
                    if variable:
                        found[variable[1]] = row.provider
        return found

    def _login(self, job: Job, step: Step) -> Credential | None:
        role, key, cloud = _LOGINS.get(step.uses.name.lower() if step.uses else "", ("", "", ""))
        inputs = {each.name: each for each in step.inputs}
        binding = inputs.get(role) if key not in inputs else inputs[key]
        if binding is None or (binding.name == key and self._bound(binding)):
            return None
        secrets = [name for each in expressions(binding.value.value) for name in each.secrets]
        if secrets and is_other(secrets[0]):
            return None
        text = self._text(job)
        named = () if self._fetches(job) else specialists(self._knowledge)
        others = (Meaning(each, (each,)) for each in named)
        meanings = (of_cloud(cloud, self._knowledge), *others)
        meant = next((each for each in meanings if each.fits(text)), None)
        place = (binding.key.start, self._document.text_span(binding.value)[1])
        name = secrets[0] if secrets else binding.name
        return Credential(name, meant, "with", place, role=binding.name == role) if meant else None

    def _fetches(self, job: Job) -> bool:
        """Whether all that the job asks of a cloud is to bring or to keep packages and images."""
        found = (each for step in job.steps for each in workflow_activity.commands(self._document, job, step))
        words = ([word.text for word in each.effective()] for each in found)
        services = {each[1] for each in words if each[0:1] == ["aws"] and len(each) > 1}
        return bool(services) and services <= _REGISTRIES

    def _text(self, job: Job) -> str:
        """What stands before the first job, and the job itself, in small letters."""
        if job.id not in self._texts:
            text = self._document.text
            self._texts[job.id] = (text[: self._head] + text[job.key.start : job.node.end]).lower()
        return self._texts[job.id]

    def _told(self, job: Job) -> str:
        """What other files that the job leads to say; read only where the job itself does not say enough."""
        if job.id not in self._reached:
            self._reached[job.id] = workflow_reach.told(self._document, job)
        return self._reached[job.id]

    @cached_property
    def _head(self) -> int:
        return min((each.key.start for each in self._document.jobs), default=0)
