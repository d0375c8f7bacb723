"""What a step of a workflow does: run the code of the repository, install packages, or call an action of others."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from quantum_lint.parse.job_commands import words_of
from quantum_lint.parse.shell import ShellDocument
from quantum_lint.parse.shell_command import Command, base_name
from quantum_lint.parse.workflow_node import Job, Step
from quantum_lint.parse.yaml_node import Scalar

if TYPE_CHECKING:
    from quantum_lint.parse.workflow import WorkflowDocument

#: `code` runs what the checkout holds, or speaks to hardware; `install` brings packages; `stranger` is an action
#: that neither this repository nor the host wrote; `other` does none of these.
Activity = Literal["code", "install", "stranger", "other"]

#: Owners of the actions that come with the host.
HOST_OWNERS = frozenset(("actions", "github"))
_CODE = frozenset(
    ("Rscript", "asv", "coverage", "ctest", "doit", "dwave", "invoke", "ipython", "julia", "just", "make", "node",
     "nox", "npx", "papermill", "pl-device-test", "poe", "py.test", "pytest", "qbraid", "tox", "treon")
)  # fmt: skip
_SHELLS = frozenset((".", "bash", "sh", "source", "zsh"))
_NODE = frozenset(("npm", "pnpm", "yarn"))
#: Programs whose first word says what they do, and the words that install, or run code.
_INSTALL_WORDS = {
    **dict.fromkeys(("pip", "pip3", "pipx"), ("download", "install", "wheel")),
    **dict.fromkeys(("conda", "mamba"), ("create", "env", "install")),
    **dict.fromkeys(("pdm", "pipenv", "pixi", "poetry"), ("add", "install", "sync", "update")),
    **dict.fromkeys(_NODE, ("add", "ci", "i", "install")),
    "uv": ("add", "pip", "sync", "tool"),
}
_RUN_WORDS = {
    **dict.fromkeys(_NODE, ("exec", "run", "start", "test")),
    "aws": ("braket",),
    "az": ("quantum",),
    "cargo": ("run", "test"),
    "docker": ("run",),
    "hatch": ("test",),
    "jupyter": ("execute", "nbconvert", "run"),
}
#: Command lines of providers that send work.
_SUBMISSIONS = (
    ("aws", "braket", "create-job"),
    ("aws", "braket", "create-quantum-task"),
    ("az", "quantum", "execute"),
    ("az", "quantum", "job", "submit"),
    ("qbraid", "jobs", "submit"),
)
#: Modules of Python that run nothing of the repository's own.
_TOOLS = frozenset(
    ("black", "build", "ensurepip", "flake8", "isort", "mypy", "pip", "pylint", "ruff", "site", "twine", "venv",
     "virtualenv")
)  # fmt: skip
#: Where programs of the machine stand, and what stands for a path that is not written out.
_ELSEWHERE = ("$", "/bin", "/opt", "/usr", "~")


def activity(document: WorkflowDocument, job: Job, step: Step) -> Activity:
    """What the step does; running code outweighs installing."""
    action = step.uses
    if action is not None and retried(step) is None:
        if action.kind == "local":
            return "code"
        return "other" if action.owner in HOST_OWNERS else "stranger"
    found = {code_of(command) for command in commands(document, job, step)}
    return "code" if "code" in found else "install" if "install" in found else "other"


def submission(document: WorkflowDocument, job: Job, step: Step) -> Command | None:
    """The first command of a step that sends work to hardware by itself."""
    written = script_of(step)
    if written is None or not any(words[1] in written.value for words in _SUBMISSIONS):
        return None
    return first_submission(commands(document, job, step))


def first_submission(commands: Iterable[Command]) -> Command | None:
    """The first of the commands that sends work to hardware by itself."""
    for command in commands:
        words = tuple(word.text for word in command.effective()[:4])
        if any(words[: len(each)] == each for each in _SUBMISSIONS):
            return command
    return None


def commands(document: WorkflowDocument, job: Job, step: Step) -> tuple[Command, ...]:
    """The commands of a step's shell script."""
    script = shell_of(document, job, step)
    return script.commands() if script else ()


def shell_of(document: WorkflowDocument, job: Job, step: Step) -> ShellDocument | None:
    """What a step runs, or has an action run, if it is shell script."""
    given = retried(step)
    if given is not None:
        return ShellDocument(document.embedded(given, "shell", f"jobs.{job.id}.steps[{step.index}].with"))
    return document.shell(job, step)


def folder_of(document: WorkflowDocument, job: Job, step: Step) -> str:
    """Where a step's script starts, from the root of the repository."""
    own = step.node.scalar("working-directory")
    given = own or document.default(job, "working-directory")
    return given.value.removeprefix("./") if given else ""


def script_of(step: Step) -> Scalar | None:
    """The script that a step runs, or that it has an action run."""
    return step.run or retried(step)


def retried(step: Step) -> Scalar | None:
    """The script that a step gives to an action that runs it until it works."""
    if step.uses is None or "retry" not in step.uses.name.lower():
        return None
    return next((each.value for each in step.inputs if each.name == "command"), None)


@lru_cache(maxsize=4096)
def code_of(command: Command) -> Activity:
    """What one command does."""
    words = words_of(command)
    return _of_words(words) if words else "other"


def _of_words(words: list[str]) -> Activity:
    program, rest = base_name(words[0]), words[1:]
    first = next((word for word in rest if not word.startswith("-")), "")
    if program.startswith("python"):
        return _of_python(rest, first)
    if first in _INSTALL_WORDS.get(program, ()):
        return "install"
    runs = (
        program in _CODE
        or first in _RUN_WORDS.get(program, ())
        or (program in _SHELLS and _is_script(first, rest))
        or _is_program(words[0])
    )
    return "code" if runs else "other"


def _is_script(first: str, rest: list[str]) -> bool:
    return bool(first) and "-c" not in rest and "activate" not in first and not first.startswith("$")


def _is_program(word: str) -> bool:
    """Whether a word that is run is a file of the checkout."""
    return word.endswith((".py", ".sh")) or ("/" in word and not word.startswith(_ELSEWHERE))


def _of_python(rest: list[str], first: str) -> Activity:
    if rest[:1] == ["-m"]:
        if first == "pip":
            return "install" if "install" in rest else "other"
        return "other" if first in _TOOLS else "code"
    return "code" if first and "-c" not in rest else "other"
