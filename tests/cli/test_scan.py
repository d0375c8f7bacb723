"""`quantum-lint scan`, run as a user runs it."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quantum_lint.cli import outputs
from tests.cli.conftest import CLEAN, HTTP, LEAK, SECRET
from tests.cli.runner import Run, environment, git, run


def found(answer: Run) -> list[tuple[str, str, int]]:
    return [(row["rule"], row["path"], row["line"]) for row in json.loads(answer.output)["findings"]]


def test_a_clean_repository_exits_with_0(work: Path) -> None:
    answer = run("scan", folder=work)
    assert (answer.code, answer.errors) == (0, "")
    assert answer.output == "Nothing found in 1 file.\n"


def test_findings_exit_with_1_and_show_no_secret(leaking: Path) -> None:
    answer = run("scan", folder=leaking)
    assert answer.code == 1
    assert "token-in-call" in answer.output
    assert "login.py:3:" in answer.output
    assert SECRET not in answer.output + answer.errors


def test_the_words_of_an_ignore_comment_show_no_secret(work: Path) -> None:
    ignored = LEAK.replace('")\n', f'")  # quantum-lint: ignore[token-in-call] owner={SECRET} like {SECRET}\n')
    (work / "login.py").write_text(ignored, encoding="utf-8")
    for name in ("json", "sarif", "text"):
        words = ("--show-suppressed", "--select", "token-in-call", "--format", name)
        answer = run("scan", *words, folder=work)
        assert answer.code == 0
        assert "token-in-call" in answer.output
        assert SECRET not in answer.output


def test_paths_are_relative_to_the_repository_wherever_one_stands(leaking: Path) -> None:
    (leaking / "inner").mkdir()
    (leaking / "inner" / "again.py").write_text(LEAK, encoding="utf-8")
    answer = run("scan", "--format", "json", folder=leaking / "inner")
    assert found(answer) == [("token-in-call", "inner/again.py", 3)]


@pytest.mark.parametrize("option", ["--exit-zero", "--no-fail"])
def test_findings_need_not_fail(leaking: Path, option: str) -> None:
    assert run("scan", option, folder=leaking).code == 0


def test_fail_on_decides_what_fails(work: Path) -> None:
    (work / "load.py").write_text("x = 1  # quantum-lint: ignore[token-in-call] no longer there\n", encoding="utf-8")
    low = run("scan", "--format", "json", folder=work)
    assert (low.code, found(low)) == (1, [("unused-exception", "load.py", 1)])
    assert run("scan", "--fail-on", "medium", folder=work).code == 0
    assert found(run("scan", "--min-severity", "medium", "--format", "json", folder=work)) == []


def test_rules_are_chosen_by_name_and_pack(leaking: Path) -> None:
    assert run("scan", "--select", "governance", folder=leaking).code == 0
    assert run("scan", "--select", "governance,token-in-call", folder=leaking).code == 1
    assert run("scan", "--ignore", "credentials", folder=leaking).code == 0
    assert run("scan", "--select", "governance", "--extend-select", "credentials", folder=leaking).code == 1


def test_quiet_says_nothing_if_there_is_nothing_to_say(work: Path) -> None:
    assert run("scan", "--quiet", folder=work) == Run(0, "", "")


def test_quiet_keeps_no_document_from_a_program(work: Path) -> None:
    answer = run("scan", "--quiet", "--format", "json", "--format", "text=scan.txt", folder=work)
    assert (answer.code, found(answer)) == (0, [])
    assert (work / "scan.txt").read_text(encoding="utf-8").startswith("Nothing found")


@pytest.mark.parametrize("name", sorted(outputs.PROSE))
def test_quiet_keeps_people_from_reading_nothing(work: Path, name: str) -> None:
    assert run("scan", "--quiet", "--format", name, folder=work) == Run(0, "", "")


def test_quiet_still_reports_findings(leaking: Path) -> None:
    assert "token-in-call" in run("scan", "--quiet", folder=leaking).output


def test_several_formats_go_to_several_places(leaking: Path) -> None:
    answer = run("scan", "--format", "json=out.json", "--format", "sarif=out.sarif", "--format", "text", folder=leaking)
    assert answer.code == 1
    assert "token-in-call" in answer.output
    assert json.loads((leaking / "out.json").read_text())["findings"][0]["rule"] == "token-in-call"
    assert json.loads((leaking / "out.sarif").read_text())["version"] == "2.1.0"
    for file in ("out.json", "out.sarif"):
        assert SECRET not in (leaking / file).read_text()


def test_output_names_the_file_of_the_one_format(leaking: Path) -> None:
    answer = run("scan", "--format", "json", "--output", "out.json", folder=leaking)
    assert (answer.code, answer.output) == (1, "")
    assert json.loads((leaking / "out.json").read_text())["schema"] == 1


def test_formats_may_stand_in_the_configuration(leaking: Path) -> None:
    (leaking / "quantum-lint.toml").write_text('format = ["json"]\n', encoding="utf-8")
    assert found(run("scan", folder=leaking)) == [("token-in-call", "login.py", 3)]
    (leaking / "quantum-lint.toml").write_text('format = ["jsn"]\n', encoding="utf-8")
    answer = run("scan", folder=leaking)
    assert answer.code == 2
    assert "quantum-lint.toml: format must be one of" in answer.errors
    assert "did you mean json?" in answer.errors


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--format", "txt"), "--format must be one of"),
        (("--format", "json", "--format", "text"), "only one format can go to standard output"),
        (("--format", "json", "--format", "text", "--output", "x"), "--output takes one format"),
        (("--format", "json=absent/x.json"), "absent/x.json cannot be written: No such file or directory"),
        (("--selekt", "x"), "unknown option --selekt; did you mean --select?"),
        (("--select", "token-in-cal"), "no rule or pack is named 'token-in-cal'; did you mean 'token-in-call'?"),
        (("--persona", "audtor"), "must be one of regular, pedantic, auditor; did you mean auditor?"),
        (("--jobs", "many"), "argument --jobs: must be a whole number"),
        (("absent.py",), "there is no file or folder absent.py"),
        (("--baseline", "absent.json"), "absent.json: is not there; `quantum-lint baseline write` makes one"),
        (("--config", "absent.toml"), "absent.toml: cannot be read: No such file or directory"),
        (("--staged", "--stdin-filename", "x.py"), "--staged and --stdin-filename exclude each other"),
        (("--staged", "--fix"), "--fix and --diff work on files on disk"),
        (("--unsafe-fixes",), "add --fix to make them or --diff to see them"),
    ],
)
def test_wrong_usage_exits_with_2_and_says_what_is_right(work: Path, words: tuple[str, ...], message: str) -> None:
    answer = run("scan", *words, folder=work)
    assert (answer.code, answer.output) == (2, "")
    assert answer.errors.startswith("quantum-lint: error: ")
    assert message in answer.errors


def test_a_secret_among_wrong_words_is_not_repeated(work: Path) -> None:
    for words in (("scan", f"--token={SECRET}"), ("scan", "--jobs", SECRET), (SECRET,), ("scan", "--fail-on", SECRET)):
        answer = run(*words, folder=work)
        assert answer.code == 2
        assert SECRET not in answer.output + answer.errors


def test_wrong_configuration_exits_with_2_and_names_the_line(work: Path) -> None:
    (work / "quantum-lint.toml").write_text('persona = "regular"\nsellect = []\n', encoding="utf-8")
    answer = run("scan", folder=work)
    assert answer.code == 2
    assert answer.errors == (
        "quantum-lint: error: [FOLDER]/quantum-lint.toml:2: unknown key 'sellect'; did you mean 'select'?\n"
    )
    assert run("scan", "--isolated", folder=work).code == 0


def test_a_policy_for_an_environment(work: Path) -> None:
    (work / "run.py").write_text(
        "from braket.aws import AwsDevice\n"
        "AwsDevice('arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet').run('bell', shots=500)\n",
        encoding="utf-8",
    )
    (work / "quantum-lint.toml").write_text("[per-environment-policy.production]\nmax-shots = 100\n", encoding="utf-8")
    assert run("scan", folder=work).code == 0
    answer = run("scan", "--environment", "production", "--format", "json", folder=work)
    assert (answer.code, found(answer)) == (1, [("excessive-shots", "run.py", 2)])
    wrong = run("scan", "--environment", "productive", folder=work)
    assert (wrong.code, wrong.errors) == (
        2,
        "quantum-lint: error: --environment: no policy is configured for 'productive'; did you mean 'production'?\n",
    )


def test_what_is_staged_is_scanned_as_it_is_staged(work: Path) -> None:
    (work / "login.py").write_text(LEAK, encoding="utf-8")
    git("add", "login.py", folder=work)
    (work / "login.py").write_text(CLEAN, encoding="utf-8")
    assert run("scan", folder=work).code == 0
    answer = run("scan", "--staged", "--format", "json", folder=work)
    assert (answer.code, found(answer)) == (1, [("token-in-call", "login.py", 3)])
    assert run("scan", "--staged", "clean.py", folder=work).code == 0


def test_only_what_is_staged_is_scanned(leaking: Path) -> None:
    git("add", "clean.py", folder=leaking)
    answer = run("scan", "--staged", folder=leaking)
    assert answer == Run(0, "Nothing found in 1 file.\n", "")


def test_staged_deletions_links_and_names_with_spaces_are_no_trouble(work: Path) -> None:
    git("add", "clean.py", folder=work)
    git("commit", "--quiet", "--message", "first", folder=work)
    git("rm", "--quiet", "clean.py", folder=work)
    (work / "två namn.py").write_text(LEAK, encoding="utf-8")
    (work / "link.py").symlink_to("två namn.py")
    git("add", "två namn.py", "link.py", folder=work)
    answer = run("scan", "--staged", "--format", "json", folder=work)
    assert found(answer) == [("token-in-call", "två namn.py", 3)]


def test_staged_needs_git(tmp_path: Path) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    answer = run("scan", "--staged", folder=folder)
    assert (answer.code, answer.errors) == (2, "quantum-lint: error: --staged needs a git repository\n")


def test_standard_input_is_scanned_under_a_name(work: Path) -> None:
    answer = run("scan", "--stdin-filename", "deep/new.py", "--format", "json", folder=work, given=LEAK.encode())
    assert (answer.code, found(answer)) == (1, [("token-in-call", "deep/new.py", 3)])
    assert run("scan", "--stdin-filename", "x.py", folder=work, given=CLEAN.encode()).code == 0


def test_a_baseline_is_used_without_being_named(leaking: Path) -> None:
    assert run("baseline", "write", folder=leaking).code == 0
    assert run("scan", folder=leaking).code == 0
    assert run("scan", "--no-baseline", folder=leaking).code == 1
    assert run("scan", "--isolated", folder=leaking).code == 1
    shown = run("scan", "--show-suppressed", folder=leaking)
    assert shown.code == 0
    assert "token-in-call" in shown.output


def test_scope_splits_the_rules_in_two(leaking: Path) -> None:
    (leaking / "requirements.in").write_text("qiskit>=1.0\n", encoding="utf-8")
    names = {
        scope: {row[0] for row in found(run("scan", "--scope", scope, "--format", "json", folder=leaking))}
        for scope in ("all", "file", "repository")
    }
    assert "token-in-call" in names["file"]
    assert "unlocked-project" in names["repository"]
    assert names["file"] | names["repository"] == names["all"]
    assert not names["file"] & names["repository"]


def test_fix_mends_the_file_and_diff_only_shows_it(work: Path) -> None:
    (work / "send.py").write_text(HTTP, encoding="utf-8")
    shown = run("scan", "--diff", folder=work)
    assert shown.code == 1
    assert '-requests.get("http://api.ionq.co/v0.4/jobs")\n' in shown.output
    assert '+requests.get("https://api.ionq.co/v0.4/jobs")\n' in shown.output
    assert (work / "send.py").read_text() == HTTP
    mended = run("scan", "--fix", folder=work)
    assert (mended.code, mended.errors) == (0, "send.py: fixes made: 1\n")
    assert (work / "send.py").read_text() == HTTP.replace("http:", "https:")
    assert run("scan", "--diff", folder=work) == Run(0, "", "")


def test_a_difference_shows_no_secret(work: Path) -> None:
    (work / "send.py").write_text(f'import requests\n{LEAK}token = "{SECRET}"\n{HTTP}', encoding="utf-8")
    answer = run("scan", "--diff", folder=work)
    assert "+requests.get" in answer.output
    assert ' token = "***' in answer.output
    assert SECRET not in answer.output


def test_statistics_count_by_rule(leaking: Path) -> None:
    answer = run("scan", "--statistics", folder=leaking)
    first, last = answer.errors.splitlines()
    assert first.split() == ["1", "token-in-call"]
    assert last.startswith("2 files, ")


@pytest.mark.parametrize(
    ("words", "more", "coloured"),
    [
        ((), {}, False),
        (("--color", "always"), {}, True),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_is_for_terminals(leaking: Path, words: tuple[str, ...], more: dict[str, str], coloured: bool) -> None:
    assert ("\x1b[" in run("scan", *words, folder=leaking, more=more).output) == coloured


def test_the_report_is_the_same_whatever_the_number_of_processes(leaking: Path) -> None:
    for number in range(230):
        (leaking / f"file{number}.py").write_text(LEAK if number % 50 == 0 else CLEAN, encoding="utf-8")
    alone, together = (run("scan", "--jobs", jobs, "--format", "json", folder=leaking) for jobs in ("1", "2"))
    assert alone == together
    assert len(found(alone)) == 6


def test_a_closed_pipe_is_quiet(leaking: Path) -> None:
    for number in range(60):
        (leaking / f"file{number}.py").write_text(LEAK * 20, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "quantum_lint", "scan"],
        cwd=leaking,
        env=environment(leaking.parent),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), errors) == (141, b"")


def test_an_interrupt_ends_the_run_and_says_so(leaking: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "quantum_lint", "scan", "--stdin-filename", "x.py"],
        cwd=leaking,
        env=environment(leaking.parent),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell's background job, as this may be, ignores interrupts, and so would what it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  no threads run here
    )
    _wait_until_it_reads(process.pid)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert (process.returncode, errors) == (130, b"quantum-lint: interrupted; the scan is not complete\n")


def _wait_until_it_reads(process: int) -> None:
    """Until the process sleeps in a read of standard input."""
    deadline = time.monotonic() + 30
    channel = Path(f"/proc/{process}/wchan")
    while time.monotonic() < deadline and "pipe" not in channel.read_text():
        time.sleep(0.01)


def test_a_defect_of_ours_exits_with_3_and_quotes_nothing(leaking: Path) -> None:
    program = (
        "import sys; from quantum_lint import engine\n"
        "def broken(request): raise ValueError(open('login.py').read())\n"
        "engine.scan = broken\n"
        "from quantum_lint.cli.main import main; sys.exit(main(['scan']))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=leaking, env=environment(leaking.parent), capture_output=True, check=False
    )
    assert answer.returncode == 3
    assert b"internal error: ValueError" in answer.stderr
    assert SECRET.encode() not in answer.stderr + answer.stdout


def test_a_short_run_draws_no_progress_even_on_a_terminal(work: Path) -> None:
    parent, child = pty.openpty()
    answer = subprocess.run(
        [sys.executable, "-m", "quantum_lint", "scan"],
        cwd=work,
        env=environment(work.parent, TERM="xterm"),
        stdout=subprocess.DEVNULL,
        stderr=child,
        check=False,
    )
    os.close(child)
    with open(parent, "rb", buffering=0) as terminal:
        try:
            drawn = terminal.read(100)
        except OSError:  # how Linux says that nobody holds the other end any more
            drawn = b""
    assert (answer.returncode, drawn) == (0, b"")
