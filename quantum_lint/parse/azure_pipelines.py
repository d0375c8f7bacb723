"""Azure Pipelines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Fragment
from quantum_lint.parse.pipeline import Inclusion, JobImage, Script, YamlPipeline
from quantum_lint.parse.yaml_node import Mapping, Scalar

#: What the host replaces: `$(name)`. A name that it does not know stays, and is a command to the shell.
_MACRO = lazy.pattern(r"\$\(([A-Za-z_][\w.]*)\)")
#: Steps that are a script, and their languages.
_STEPS = {"script": "shell", "bash": "shell", "pwsh": "shell", "powershell": "shell"}
#: Tasks with a script among their inputs: the input and its language.
_TASKS = {
    **dict.fromkeys(("Bash", "CmdLine", "PowerShell", "ShellScript"), ("script", "shell")),
    "PythonScript": ("script", "python"),
    **dict.fromkeys(("AzureCLI", "AzurePowerShell"), ("inlineScript", "shell")),
    "SSH": ("inline", "shell"),
}
_COMMIT = lazy.pattern(r"[0-9a-f]{40}")


class AzureDocument(YamlPipeline):
    """Stages, jobs and steps, at any depth and under any template condition."""

    @staticmethod
    def neutral(text: str) -> str:
        """The script with a variable of the shell for each of the host's."""
        return _MACRO.sub(lambda match: f"${{{match[1].replace('.', '_')}}}", text)

    def scripts(self) -> Iterator[Script]:
        """The steps that are scripts, and the tasks that have one; a script sees secrets only through its `env`."""
        for path, table in self.tables():
            written = script_of(table) if path and path[-1].isdecimal() else None
            fragment = self.script((written[0],), written[1], ".".join(path)) if written else None
            if fragment is not None:
                yield Script(fragment.marked("workflow"), self.given(table.get("env")))

    def images(self) -> Iterator[JobImage]:
        """The containers of jobs, and those that are named for them to use."""
        named = {each.value for each in self._aliases()}
        for path, table in self.tables():
            container = table.get("container")
            alias = isinstance(container, Scalar) and container.value in named
            if not alias and path[-2:-1] != ("containers",):
                yield from self.image(container, (table,), "job image")
            if path[-2:-1] == ("containers",) and table.scalar("image"):
                yield from self.image(table.get("image"), (self.top,), "job image")

    def facts(self, knowledge: Any) -> Iterable[object]:
        """The jobs, as far as they may spend."""
        from quantum_lint.parse import azure_jobs

        return azure_jobs.jobs(self, knowledge)

    def inclusions(self) -> Iterator[Inclusion]:
        """Repositories that templates come from."""
        for path, table in self.tables():
            name = table.scalar("name") if path[-2:-1] == ("repositories",) else None
            if name is not None:
                named = table.scalar("ref")
                reference = named.value if named else ""
                kind = table.scalar("type")
                own = kind is None or kind.value == "git"
                fixed = _COMMIT.fullmatch(reference) is not None
                yield Inclusion("template repository", name.value, reference, self.text_span(name), fixed, own)

    def _aliases(self) -> Iterator[Scalar]:
        for path, table in self.tables():
            alias = table.scalar("container") if path[-2:-1] == ("containers",) else None
            if alias is not None:
                yield alias


def script_of(step: Mapping) -> tuple[Scalar, str] | None:
    """The script of a step and its language."""
    for key, language in _STEPS.items():
        script = step.scalar(key)
        if script is not None:
            return script, language
    task, inputs = step.scalar("task"), step.mapping("inputs")
    if task is None or inputs is None:
        return None
    key, language = _TASKS.get(task.value.partition("@")[0], ("", ""))
    script = inputs.scalar(key)
    return (script, language) if script is not None else None


def parse(fragment: Fragment) -> AzureDocument:
    """The pipeline."""
    return AzureDocument(fragment)
