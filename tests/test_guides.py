"""Every command of the guides, run as it is written, in the order it is written in, in a fresh repository.

A guide is a page of docs/ with `console` fences. A line after `$ ` is a command, the lines below it are what it prints:
each of them, or any number where `...` stands. A fence with a title is a file that the reader has. `sh` fences of any
page hold commands that are run one by one beside the bundled example, and so do pipelines and sentences that name some.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
import yaml

from quantum_lint.cli import demo
from tests.cli.runner import PROJECT, environment, git, repository

FENCE = re.compile(
    r"^(?P<ticks>`{3,})(?P<language>\w+)(?: title=(?P<title>\S+))?\n(?P<text>.*?)^(?P=ticks)$", re.DOTALL | re.MULTILINE
)
#: All but the one that tests/cli/test_cost_guide.py follows, beside submissions that have a price.
PAGES = [
    PROJECT / "README.md",
    *(page for page in sorted((PROJECT / "docs").glob("*.md")) if page.name != "cost.md"),
]
GUIDES = [page for page in PAGES if "```console" in page.read_text(encoding="utf-8")]
#: Commands that a test cannot run, and why.
NOT_RUN = {
    "pip install *": "is what the environment of the tests has done",
    "make *": "installs what this test is run by",
    "quantum-lint init": "asks at a terminal; tests/cli/test_init.py answers",
    "quantum-lint audit": "needs the network",
    "quantum-lint prices update*": "needs the network",
    "quantum-lint comment *": "needs a pull request; tests/cli/test_comment.py has one",
    "reviewdog *": "is no program of ours",
    "detect-secrets *": "tests/test_detect_secrets_plugins.py runs it",
}
#: A command in a sentence, and what is a name in it for one of many.
NAMED = re.compile(r"`(quantum-lint [a-z][^`]+)`")
MANY = {"FORMAT": "json", "NAME": "token-in-call", "FILE": "/dev/null"}
#: 0 clean or done, 1 findings: whatever a scan of the example says, it must not be that the command is wrong.
RUN = (0, 1)


@pytest.fixture(scope="session")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `quantum-lint` as an installation has it."""
    folder = tmp_path_factory.mktemp("programs")
    for name, module in (("quantum-lint", "quantum_lint"), ("pre-commit", "pre_commit")):
        script = folder / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {module} "$@"\n', encoding="utf-8")
        script.chmod(0o755)
    return folder


def is_run(command: str) -> bool:
    return not any(fnmatchcase(command, each) for each in NOT_RUN)


def shell(command: str, work: Path, programs: Path) -> subprocess.CompletedProcess[str]:
    """The command in a shell whose first place to look for programs is the folder."""
    clean = environment(work.parent)
    clean["PATH"] = f"{programs}:{clean['PATH']}"
    return subprocess.run(
        ["bash", "-c", command], cwd=work, env=clean, capture_output=True, check=False, text=True, timeout=300
    )


def commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a `console` fence with the lines that it is said to print."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *lines = part.rstrip("\n").split("\n")
        yield command, lines


def pattern(lines: list[str]) -> re.Pattern[str]:
    """What fits the lines, with anything where three dots stand: in a line, or for lines."""
    parts = (".*\n" if line == "..." else f"{re.escape(line)}\n".replace(r"\.\.\.", "[^\n]*") for line in lines)
    return re.compile("".join(parts).replace(".*\n", r"(?:.*\n)*?"))


@pytest.mark.parametrize("guide", GUIDES, ids=lambda page: page.stem)
def test_a_guide_can_be_followed(guide: Path, tmp_path: Path, programs: Path) -> None:
    work = repository(tmp_path / "lab")
    git("init", "--quiet", "--bare", "--initial-branch=main", str(tmp_path / "github.com"), folder=tmp_path)
    git("remote", "add", "origin", str(tmp_path / "github.com"), folder=work)
    for fence in FENCE.finditer(guide.read_text(encoding="utf-8")):
        if fence["title"]:
            (work / fence["title"]).parent.mkdir(parents=True, exist_ok=True)
            (work / fence["title"]).write_text(fence["text"], encoding="utf-8")
        elif fence["language"] == "console":
            for command, lines in commands(fence["text"]):
                if is_run(command):
                    answer = shell(command, work, programs)
                    said = answer.stdout + answer.stderr
                    assert answer.returncode in RUN, f"$ {command}\n{said}"
                    assert pattern(lines).fullmatch(said) or not lines, f"$ {command}\n{said}"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The bundled example, committed, on a branch of its own."""
    work = tmp_path / "lab"
    demo.write(str(work))
    repository(work)
    git("add", "--all", folder=work)
    git("commit", "--quiet", "--message", "all", folder=work)
    git("branch", "origin/main", folder=work)
    git("checkout", "--quiet", "-b", "work", folder=work)
    git("clone", "--quiet", "--bare", str(work), "path/to/clone.git", folder=work)
    with (work / ".git/info/exclude").open("a", encoding="utf-8") as stream:
        stream.write("path/\n")
    (work / ".secrets.baseline").write_text('{"results": {}}', encoding="utf-8")
    return work


def lines_of(page: Path) -> list[str]:
    """The commands of the page's `sh` fences, of its pipelines, and those that its sentences name."""
    text = page.read_text(encoding="utf-8")
    found = [*_scripts(text), *_pipelines(text), *_named(FENCE.sub("", text))]
    return list(dict.fromkeys(found))


def _scripts(text: str) -> Iterator[str]:
    for fence in FENCE.finditer(text):
        if fence["language"] == "sh":
            yield from (line.partition(" # ")[0].strip() for line in fence["text"].splitlines() if line.strip())


def _pipelines(text: str) -> Iterator[str]:
    """What they call quantum-lint with, and the folders that they make for it."""
    for fence in FENCE.finditer(text):
        for string in _strings(yaml.safe_load(fence["text"])) if fence["language"] == "yaml" else ():
            for line in string.splitlines():
                if re.match("quantum-lint [a-z]|mkdir ", line):
                    yield re.sub(r"\$\([A-Za-z.]+\)/", "", line)  # a folder of the agent's


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)


def _named(text: str) -> Iterator[str]:
    for command in NAMED.findall(text):
        yield re.sub(r"\b[A-Z]+$", lambda name: MANY[name[0]], " ".join(command.split()))


@pytest.mark.parametrize("page", [page for page in PAGES if lines_of(page)], ids=lambda page: page.stem)
def test_the_commands_of_a_page_do_something(page: Path, example: Path, programs: Path) -> None:
    for command in filter(is_run, lines_of(page)):
        answer = shell(command, example, programs)
        assert answer.returncode in RUN, f"$ {command}\n{answer.stdout}{answer.stderr}"
        assert "Traceback" not in answer.stderr


def test_what_is_not_run_is_in_some_page() -> None:
    written = [command for page in PAGES for command in lines_of(page)]
    for page in GUIDES:
        for fence in FENCE.finditer(page.read_text(encoding="utf-8")):
            if fence["language"] == "console":
                written += [command for command, _ in commands(fence["text"])]
    assert [each for each in NOT_RUN if not any(fnmatchcase(command, each) for command in written)] == []
