"""What people do by mistake: each time a message that says what to do, exit code 2, and never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from quantum_lint.cli.parser import build
from tests.cli.conftest import HTTP, LEAK
from tests.cli.runner import environment, git, run

#: Words, and a piece of what is said to them in a folder that holds nothing.
MISTAKES: tuple[tuple[tuple[str, ...], str], ...] = (
    ((), "say what to do, for example: quantum-lint scan"),
    (("scna",), "did you mean scan?"),
    (("scan", "nowhere"), "there is no file or folder nowhere"),
    (("scan", ""), "there is no file or folder without a name"),
    (("scan", "--format", "xml"), "--format must be one of concise"),
    (("scan", "--format", "jsno"), "did you mean json?"),
    (("scan", "--fail-on", "hihg"), "did you mean high?"),
    (("scan", "--select", "token-in-cal"), "did you mean 'token-in-call'?"),
    (("scan", "--staged"), "--staged needs a git repository"),
    (("scan", "--new-since", "HEAD"), "is in no git repository"),
    (("scan", "--new-since", ""), "argument --new-since: is empty"),
    (("scan", "--baseline", "other.json"), "other.json: is no baseline of quantum-lint; `quantum-lint baseline write`"),
    (("scan", "--baseline", "."), ".: cannot be read: Is a directory"),
    (("scan", "--config", "nowhere.toml"), "nowhere.toml: cannot be read: No such file"),
    (("scan", "--config", "wrong.toml"), "wrong.toml:1: unknown key 'fail_on'; did you mean 'fail-on'?"),
    (("scan", "--output", "nowhere/report"), "nowhere/report cannot be written: No such file or directory"),
    (("scan", "--format", "json=/proc/report"), "/proc/report cannot be written"),
    (("scan", "--environment", "lab"), "no policy is configured for 'lab'"),
    (("history",), "is in no git repository"),
    (("init", "--yes"), "run `git init` first"),
    (("baseline", "wirte"), "did you mean write?"),
    (("baseline", "debt"), "is not there; `quantum-lint baseline write` makes one"),
    (("rule", "token-in-cal"), "did you mean token-in-call?"),
    (("rules", "--pack", "credential"), "did you mean credentials?"),
    (("prices", "--provider", "imb"), "no price of imb is known"),
    (("cost", "--against", "other.json"), "is no report of `quantum-lint cost --format json`"),
    (("cost", "--explain", "x.py"), "--explain takes a place like ghz.py:31"),
    (("circuits", "nowhere.py"), "there is no file or folder nowhere.py"),
    (("comment", "x.md", "--pull-request", "1"), "with --repository OWNER/NAME"),
)
#: Names that a shell, a host or a format could take for something else.
NAMES = (
    "a b.py",
    'it\'s "q".py',
    "a::b.py",
    "a%0A,b=c.py",
    "量子.py",
    "-v.py",
    "$(touch x).py",
    "new\nline.py",
    "[x](y).py",
)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A folder in no repository, with a report of another tool and a wrong configuration."""
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / "other.json").write_text('{"results": []}', encoding="utf-8")
    (folder / "wrong.toml").write_text('fail_on = "high"\n', encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("words", "says"), MISTAKES, ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_a_mistake_is_told(empty: Path, words: tuple[str, ...], says: str) -> None:
    answer = run(*words, folder=empty)
    assert (answer.code, answer.output) == (2, "")
    assert answer.errors.startswith("quantum-lint: error: ")
    assert says in answer.errors


#: Options that take a list, in which nothing is a list of nothing, or a text that is checked against what there is.
CHECKED = ("--select", "--extend-select", "--ignore", "--format", "--environment", "--since", "--provider", "--pack")


def test_what_is_left_of_a_variable_that_is_not_set_is_no_option_left_out(empty: Path) -> None:
    for name, command in build(None, whole=True).commands.items():
        for action in command.actions():
            option = (action.option_strings or ("",))[-1]
            if action.option_strings and action.nargs != 0 and action.choices is None and option not in CHECKED:
                assert run(name, option, "", folder=empty).code == 2, f"{name} {option} ''"


def test_a_folder_with_nothing_in_it_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    answer = run("scan", folder=tmp_path / "empty")
    assert (answer.code, answer.output) == (0, "No file was scanned.\n")


def test_a_clone_without_a_work_tree_has_nothing_to_compare(work: Path, tmp_path: Path) -> None:
    git("commit", "--quiet", "--allow-empty", "--message", "state", folder=work)
    git("clone", "--quiet", "--bare", str(work), str(tmp_path / "bare"), folder=work)
    answer = run("scan", "--new-since", "HEAD", folder=tmp_path / "bare")
    assert answer.code == 2
    assert "has no work tree to compare with; `quantum-lint history` reads such a clone" in answer.errors


@pytest.mark.parametrize("name", NAMES)
def test_any_name_of_a_file_stays_one_name(work: Path, name: str) -> None:
    (work / name).write_text(HTTP.replace("\n", "\r\n"), encoding="utf-8", newline="")
    (line,) = run("scan", "--format", "github", folder=work).output.splitlines()
    assert line.startswith("::error file=")
    assert line.count("::") == 2
    properties = dict(each.partition("=")[::2] for each in line.split("::")[1].removeprefix("error ").split(","))
    escaped = {"%": "%25", "\n": "%0A", ":": "%3A", ",": "%2C"}
    assert properties["file"] == "".join(escaped.get(sign, sign) for sign in name)
    assert (properties["line"], run("scan", "--", name, folder=work).code) == ("3", 1)


def test_a_very_long_path_is_scanned(work: Path) -> None:
    """Longer than the system takes at once: the folders are made one in another."""
    here = os.getcwd()
    try:
        os.chdir(work)
        for _ in range(30):
            os.mkdir("l" * 200)
            os.chdir("l" * 200)
        Path("ask.py").write_text(HTTP, encoding="utf-8")
    finally:
        os.chdir(here)
    answer = run("scan", folder=work)
    assert "Traceback" not in answer.errors
    assert answer.code in (0, 1)


def with_streams(folder: Path, redirections: str, *words: str) -> subprocess.CompletedProcess[str]:
    """`quantum-lint` as a shell starts it with these redirections."""
    command = f'exec "$0" -m quantum_lint "$@" {redirections}'
    return subprocess.run(
        ["sh", "-c", command, sys.executable, *words],
        cwd=folder, env=environment(folder.parent), capture_output=True, check=False, text=True, timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize("redirections", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_a_stream_that_is_closed_takes_nothing(leaking: Path, redirections: str) -> None:
    answer = with_streams(leaking, redirections, "scan", "--statistics")
    assert answer.returncode == 1
    assert "internal error" not in answer.stderr
    assert (leaking / "login.py").read_text(encoding="utf-8") == LEAK


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here is always full")
def test_a_disk_that_is_full_is_no_defect_of_ours(leaking: Path) -> None:
    answer = with_streams(leaking, ">/dev/full", "scan", "--format", "json")
    assert answer.returncode == 2
    assert answer.stderr == (
        "quantum-lint: error: the report is not complete, for no more can be written: No space left on device\n"
    )
