"""GitHub workflows and composite actions: what starts them, what runs, and what each step holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from quantum_lint.model.fact import CredentialUse
from quantum_lint.model.fragment import Fragment
from quantum_lint.parse import workflow_secrets
from quantum_lint.parse.shell import ShellDocument
from quantum_lint.parse.workflow_access import Access
from quantum_lint.parse.workflow_credential import Names
from quantum_lint.parse.workflow_expression import Expression, expressions
from quantum_lint.parse.workflow_node import Binding, Job, Step, Trigger, bindings, jobs_of, triggers_of
from quantum_lint.parse.workflow_stakes import anything_at_stake
from quantum_lint.parse.yaml import YamlDocument
from quantum_lint.parse.yaml_node import Mapping, Node, Scalar

#: What `shell:` names and the language of the script; scripts in other languages are not read.
_SHELLS = {**dict.fromkeys(("bash", "sh", "zsh", "pwsh", "powershell", "cmd"), "shell"), "python": "python"}


class WorkflowDocument(YamlDocument):
    """A workflow, or an action whose `runs` counts as its only job."""

    #: The workflows and actions of the repository that it has led to so far, by path; None for what is not there.
    opened: dict[str, WorkflowDocument | None]
    _access: Access | None = None
    _facts: tuple[object, ...] | None = None

    def __init__(self, fragment: Fragment) -> None:
        super().__init__(fragment)
        self.opened = {}

    @cached_property
    def _shells(self) -> dict[tuple[str, int], ShellDocument | None]:
        return {}

    @cached_property
    def _scripts(self) -> dict[tuple[str, int], Fragment | None]:
        return {}

    @cached_property
    def _marks(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def top(self) -> Mapping:
        """The mapping that holds everything; an empty one where there is none."""
        return self.root if isinstance(self.root, Mapping) else Mapping(0, 0)

    @cached_property
    def newline(self) -> str:
        """How its lines end."""
        return "\r\n" if "\r\n" in self.text else "\n"

    @cached_property
    def tells_secrets(self) -> bool:
        """Whether the word is in it without which no expression reads a secret."""
        return "secrets" in self.text.lower()

    def column(self, at: int) -> int:
        """How many characters stand before a character on its line."""
        return at - self.text.rfind("\n", 0, at) - 1

    def remark(self, scalar: Scalar) -> str:
        """The comment behind a scalar on its line, without the `#`."""
        end = self.text.find("\n", scalar.end)
        return self.text[scalar.end : end if end >= 0 else None].strip().lstrip("#").strip()

    @cached_property
    def triggers(self) -> tuple[Trigger, ...]:
        """The events that start it."""
        return tuple(triggers_of(self.top))

    @cached_property
    def _clocked(self) -> bool:
        """Whether it runs without anybody having changed anything."""
        return any(trigger.name == "schedule" for trigger in self.triggers)

    @cached_property
    def jobs(self) -> tuple[Job, ...]:
        """Its jobs as written."""
        return tuple(jobs_of(self.top))

    @property
    def permissions(self) -> tuple[Scalar, Node] | None:
        """The key and the value of the `permissions` that hold for every job without its own."""
        return self.top.pair("permissions")

    @cached_property
    def variables(self) -> tuple[Binding, ...]:
        """The `env` of the whole workflow."""
        return bindings(self.top, "env", "workflow")

    def environment(self, job: Job, step: Step) -> tuple[Binding, ...]:
        """The variables that a step sees, each from the nearest level that binds it."""
        nearest = {each.name: each for each in (*self.variables, *job.variables, *step.environment)}
        return tuple(nearest.values())

    def expressions(self, scalar: Scalar) -> Iterator[tuple[Expression, tuple[int, int]]]:
        """The expressions of a scalar, each with its characters in the fragment's text."""
        if "${{" not in scalar.value:
            return
        _, inner = self.content(scalar)
        for each in expressions(scalar.value):
            span = inner.span(each.start, each.end)
            yield each, (span.start, span.end)

    def shell_of(self, job: Job, step: Step) -> str:
        """The program that is named to run a step's script; empty where the runner chooses."""
        shell = step.node.scalar("shell") or self.default(job, "shell")
        return (shell.value.split() or [""])[0] if shell else ""

    def default(self, job: Job, name: str) -> Scalar | None:
        """What the job, or else the workflow, says for all scripts: their `shell`, their `working-directory`."""
        return _run_default(job.node, name) or _run_default(self.top, name)

    def language_of(self, job: Job, step: Step) -> str | None:
        """The language of a step's script; None for one that is not read."""
        shell = self.shell_of(job, step)
        return _SHELLS.get(shell) if shell else "shell"

    def script(self, job: Job, step: Step) -> Fragment | None:
        """What a step runs, as a fragment; cut out once."""
        key = (job.id, step.index)
        if key not in self._scripts:
            self._scripts[key] = self._script(job, step)
        return self._scripts[key]

    def _script(self, job: Job, step: Step) -> Fragment | None:
        language = self.language_of(job, step)
        if step.run is None or language is None:
            return None
        path = job.id if job.composite else f"jobs.{job.id}"
        script = self.embedded(step.run, language, f"{path}.steps[{step.index}].run")
        return script._replace(traits=script.traits | self._traits_of(job))

    def _traits_of(self, job: Job) -> frozenset[str]:
        """What the scripts of a job share."""
        if job.id not in self._marks:
            marks = {
                "workflow": True,
                "nothing-at-stake": not anything_at_stake(self, job),
                "by-the-clock": self._clocked,
            }
            self._marks[job.id] = frozenset(mark for mark, holds in marks.items() if holds)
        return self._marks[job.id]

    def shell(self, job: Job, step: Step) -> ShellDocument | None:
        """What a step runs, if that is written for a shell; read once."""
        key = (job.id, step.index)
        if key not in self._shells:
            script = self.script(job, step)
            self._shells[key] = ShellDocument(script) if script and script.language == "shell" else None
        return self._shells[key]

    def access(self, knowledge: Names) -> Access:
        """Which jobs hold provider credentials."""
        if self._access is None:
            self._access = Access(self, knowledge)
        return self._access

    def fragments(self) -> Iterator[Fragment]:
        """The scripts of all steps."""
        for job in self.jobs:
            for step in job.steps:
                script = self.script(job, step)
                if script is not None:
                    yield script

    def facts(self, knowledge: Any) -> Iterable[object]:
        """Where provider credentials come in, and the jobs: what each holds, and what each may spend."""
        from quantum_lint.parse import workflow_jobs

        if self._facts is None:
            held = self.access(knowledge).credentials
            uses = (CredentialUse(each.provider, each.name, self.span(*each.place)) for each in held)
            self._facts = (*uses, *workflow_secrets.jobs(self, knowledge), *workflow_jobs.jobs(self, knowledge))
        return self._facts


def _run_default(node: Mapping, name: str) -> Scalar | None:
    defaults = node.mapping("defaults")
    run = defaults.mapping("run") if defaults else None
    return run.scalar(name) if run else None


def parse(fragment: Fragment) -> WorkflowDocument:
    """The workflow or action."""
    return WorkflowDocument(fragment)
