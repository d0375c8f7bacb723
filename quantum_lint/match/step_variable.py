"""The edit that takes an expression out of a script and hands it over as a variable of the step."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from quantum_lint.model.hit import Edit, Fix
from quantum_lint.model.span import Span
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_expression import Expression
from quantum_lint.parse.workflow_node import Job, Step
from quantum_lint.parse.yaml_node import Mapping


class Intruder(NamedTuple):
    """An expression in a script: where it stands in the script and in the file's text, and what it puts in."""

    expression: Expression
    place: tuple[int, int]
    path: str

    @property
    def variable(self) -> str:
        """A name for the value: `PULL_REQUEST_TITLE` for `github.event.pull_request.title`."""
        short = re.sub(r"^github\.(?:event\.)?", "", self.path)
        return re.sub(r"\W+", "_", short).upper()


def as_variables(document: WorkflowDocument, job: Job, step: Step, found: Sequence[Intruder]) -> Fix | None:
    """The fix, if the script is one for a POSIX shell and the step is written over lines."""
    named = {each.variable: each.expression.source for each in found}
    if (
        step.run is None
        or not _posix(document, job, step)
        or any(named[each.variable] != each.expression.source for each in found)
        or any(binding.name in named for binding in document.environment(job, step))
        or any(re.search(r"[:#\n]", source) for source in named.values())
    ):
        return None
    texts = [_replacement(step.run.value, each) for each in found]
    start = _opening(document, step, named)
    if start is None or None in texts:
        return None
    edits = [Edit(document.span(*each.place), text) for each, text in zip(found, texts, strict=True) if text]
    return Fix("Hand the text over in a variable of the step", (start, *edits), "unsafe")


def _posix(document: WorkflowDocument, job: Job, step: Step) -> bool:
    shell = document.shell_of(job, step)
    machine = job.node.scalar("runs-on")
    if shell:
        return shell in ("bash", "sh")
    return not (machine and ("windows" in machine.value or "${{" in machine.value))


def _replacement(script: str, found: Intruder) -> str | None:
    """The variable as its place asks for it; None between single quotes, where the shell would not look."""
    start = found.expression.start
    line = re.sub(r"\\.", "  ", script[script.rfind("\n", 0, start) + 1 : start])
    outside = re.sub(r"\"[^\"]*\"|'[^']*'", "", line)
    if "'" in outside and '"' not in outside.partition("'")[0]:
        return None
    return f"${{{found.variable}}}" if '"' in outside else f'"${{{found.variable}}}"'


def _opening(document: WorkflowDocument, step: Step, named: dict[str, str]) -> Edit | None:
    """The edit that binds the variables: in the step's `env`, or in a new one before `run`."""
    text, newline = document.text, document.newline
    environment, run = step.node.pair("env"), step.node.pair("run")
    if run is None or text[step.node.start] == "{":
        return None
    lines = [f"{name}: ${{{{ {source} }}}}" for name, source in named.items()]
    if environment is None:
        at = run[0].start
        indent = newline + " " * document.column(at)
        written = "env:" + "".join(f"{indent}  {line}" for line in lines) + indent
    elif isinstance(environment[1], Mapping) and environment[1].written and text[environment[1].start] != "{":
        at = environment[1].start
        written = "".join(line + newline + " " * document.column(at) for line in lines)
    else:
        return None
    byte = document.span(at, at).start
    return Edit(Span(byte, byte), written)
