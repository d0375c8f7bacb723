"""`scan --fix` and `scan --diff`: what is mended, what is refused and why, and that nothing else changes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from quantum_lint import config, synthetic
from quantum_lint.cli import fixing
from quantum_lint.cli.exits import UsageError
from quantum_lint.engine import ScanRequest, scan
from quantum_lint.model.file import File
from quantum_lint.model.report import Report
from tests.cli.conftest import HTTP, SECRET
from tests.cli.runner import PROJECT, Run, environment, run

OTHER = synthetic.make("dwave", "token", Random(6))
MADE = "fixes made: {}\n"
SCRIPT = f'''"""Log in."""
from dwave.system import DWaveSampler
from qiskit_ibm_runtime import QiskitRuntimeService

service = QiskitRuntimeService(token="{SECRET}")  # é
sampler = DWaveSampler(
    token="{OTHER}",
)
'''
MENDED = '''"""Log in."""

import os

from dwave.system import DWaveSampler
from qiskit_ibm_runtime import QiskitRuntimeService

service = QiskitRuntimeService(token=os.environ["QISKIT_IBM_TOKEN"])  # é
sampler = DWaveSampler(
    token=os.environ["DWAVE_API_TOKEN"],
)
'''
UNSAFE = ("--fix", "--unsafe-fixes", "--no-fail", "--quiet")


def notebook(source: str, output: str) -> bytes:
    cell = {
        "cell_type": "code",
        "execution_count": 1,
        "id": "one",
        "metadata": {},
        "outputs": [{"name": "stdout", "output_type": "stream", "text": [output]}] if output else [],
        "source": source.splitlines(keepends=True),
    }
    whole = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(whole, indent=1) + "\n").encode()


@pytest.mark.parametrize(
    ("line_end", "codec"), [("\n", "utf-8"), ("\r\n", "utf-8"), ("\n", "utf-8-sig"), ("\r\n", "utf-8-sig")]
)
def test_a_script_reads_its_credentials_from_the_environment(work: Path, line_end: str, codec: str) -> None:
    path = work / "login.py"
    path.write_bytes(SCRIPT.replace("\n", line_end).encode(codec))
    answer = run("scan", *UNSAFE, folder=work)
    assert answer == Run(0, "", "login.py: " + MADE.format(2))
    assert path.read_bytes() == MENDED.replace("\n", line_end).encode(codec)
    assert run("scan", *UNSAFE, folder=work) == Run(0, "", "")


def test_a_notebook_says_the_same_and_loses_the_output_that_shows_it(work: Path) -> None:
    path = work / "login.ipynb"
    path.write_bytes(notebook(SCRIPT, f"token: {OTHER}\n"))
    answer = run("scan", *UNSAFE, folder=work)
    assert answer == Run(0, "", "login.ipynb: " + MADE.format(3))
    assert path.read_bytes() == notebook(MENDED, "")


def test_a_literal_is_mended_that_another_file_gives_to_a_call(work: Path) -> None:
    (work / "settings.py").write_text(f'VALUE = "{SECRET}"\n')
    (work / "run.py").write_text(
        "from qiskit_ibm_runtime import QiskitRuntimeService\n\n"
        "from settings import VALUE\n\nservice = QiskitRuntimeService(token=VALUE)\n"
    )
    shown = run("scan", "--diff", "--unsafe-fixes", folder=work)
    assert '+VALUE = os.environ["QISKIT_IBM_TOKEN"]' in shown.output
    assert SECRET not in shown.output + shown.errors
    assert run("scan", *UNSAFE, folder=work) == Run(0, "", "settings.py: " + MADE.format(1))
    assert (work / "settings.py").read_text() == 'import os\n\nVALUE = os.environ["QISKIT_IBM_TOKEN"]\n'


def test_without_being_asked_only_what_is_safe_is_mended(work: Path) -> None:
    path = work / "login.ipynb"
    path.write_bytes(notebook(SCRIPT, f"token: {OTHER}\n"))
    run("scan", "--fix", "--no-fail", "--quiet", folder=work)
    assert path.read_bytes() == notebook(SCRIPT, "")


@pytest.mark.parametrize("name", ["login.py", "login.ipynb"])
def test_a_difference_shows_the_read_and_no_secret(work: Path, name: str) -> None:
    data = SCRIPT.encode() if name.endswith("py") else notebook(SCRIPT, f"token: {OTHER}\n")
    (work / name).write_bytes(data)
    answer = run("scan", "--diff", "--unsafe-fixes", folder=work)
    assert answer.code == 1
    assert "os.environ[" in answer.output
    assert "+import os" in answer.output or '+    "import os\\n",' in answer.output
    assert SECRET not in answer.output + answer.errors
    assert OTHER not in answer.output + answer.errors
    assert (work / name).read_bytes() == data


def test_a_file_that_may_not_be_written_does_not_keep_others_from_it(work: Path) -> None:
    for name in ("a.py", "b.py"):
        (work / name).write_text(HTTP, encoding="utf-8")
    (work / "a.py").chmod(0o444)
    answer = run("scan", "--fix", folder=work)
    assert answer.code == 2
    assert "a.py was not mended: the file is read-only" in answer.errors
    assert (work / "a.py").read_text() == HTTP
    assert (work / "b.py").read_text() == HTTP.replace("http:", "https:")


Look = Callable[[File], Report]


@pytest.fixture
def settings(tmp_path: Path) -> config.Settings:
    (tmp_path / "send.py").write_text(HTTP, encoding="utf-8")
    return config.parse("", str(tmp_path / "quantum-lint.toml"))


def look_with(settings: config.Settings) -> Look:
    return lambda file: scan(ScanRequest(settings, files=(file,)))


def report_of(settings: config.Settings) -> Report:
    return scan(ScanRequest(settings, paths=(settings.root,)))


def test_a_fix_after_which_the_finding_is_still_there_is_refused(
    settings: config.Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    report = report_of(settings)
    assert fixing.make(report, settings, lambda _: report, unsafe=False).made == 0
    refused = "a fix for unencrypted-endpoint was not made (Use https): what it mends is still found"
    assert capsys.readouterr().err == f"send.py: {refused}\n"
    assert (Path(settings.root) / "send.py").read_text() == HTTP


def test_a_fix_that_leads_to_another_finding_is_refused(
    settings: config.Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    report = report_of(settings)
    rule = report.findings[0].rule._replace(name="another-rule")

    def look(file: File) -> Report:
        if file.data == HTTP.encode():
            return report
        return report._replace(findings=(replace(report.findings[0], rule=rule),))

    assert fixing.make(report, settings, look, unsafe=False).made == 0
    refused = "a fix for unencrypted-endpoint was not made (Use https): it would lead to another-rule"
    assert capsys.readouterr().err == f"send.py: {refused}\n"
    assert (Path(settings.root) / "send.py").read_text() == HTTP


def test_what_is_left_is_counted_with_the_reason(work: Path) -> None:
    (work / "safe.py").write_text(HTTP, encoding="utf-8")
    (work / "other.py").write_text(HTTP, encoding="utf-8")
    (work / "login.py").write_text(SCRIPT, encoding="utf-8")
    (work / "requirements.txt").write_text("--trusted-host example.org\nqiskit==1.4.6\n", encoding="utf-8")
    shown = run("scan", "--diff", folder=work)
    assert "Would make 2 fixes in 2 files." in shown.errors
    answer = run("scan", "--fix", folder=work)
    assert "Made 2 fixes in 2 files. Left: 1 without a fix, 2 that --unsafe-fixes would mend." in answer.errors
    assert "Can be mended: 2 with `--fix --unsafe-fixes`." in answer.output


def test_what_was_refused_is_not_offered_again(settings: config.Settings) -> None:
    report = report_of(settings)
    outcome = fixing.make(report, settings, lambda _: report, unsafe=False)
    assert fixing.left(report, outcome, unsafe=False) == "Left: 1 whose fix was refused."
    assert [each.fix for each in outcome.without_refused(report).findings] == [None]


def test_a_file_that_changed_after_the_scan_is_left_alone(
    settings: config.Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    report = report_of(settings)
    changed = f"# new\n{HTTP}"
    (Path(settings.root) / "send.py").write_text(changed, encoding="utf-8")
    assert fixing.make(report, settings, look_with(settings), unsafe=False).made == 0
    assert capsys.readouterr().err == "send.py: the file has changed since it was scanned: run again\n"
    assert (Path(settings.root) / "send.py").read_text() == changed


def test_a_file_that_changes_while_it_is_mended_is_left_alone(settings: config.Settings) -> None:
    report, look = report_of(settings), look_with(settings)
    path = Path(settings.root) / "send.py"

    def meddling(file: File) -> Report:
        path.write_text("# somebody else\n", encoding="utf-8")
        return look(file)

    with pytest.raises(UsageError, match=r"send\.py was not mended: the file has changed since it was scanned"):
        fixing.make(report, settings, meddling, unsafe=False)
    assert path.read_text() == "# somebody else\n"


#: Runs `scan --fix` in the current folder once for each of some moments, killed at that line of the fixing modules.
KILLER = """
import contextlib, io, json, os, signal, sys
from quantum_lint.cli import fixing
from quantum_lint.cli.main import main
make = fixing.make
files = {name: open(name, "rb").read() for name in sorted(os.listdir()) if os.path.isfile(name)}
count = [0]

def tracer(last):
    def trace(frame, event, argument):
        if event == "line":
            count[0] += 1
            if count[0] == last:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace
    ours = ("quantum_lint/fix/", "quantum_lint/cli/fixing.py")
    return lambda frame, event, argument: trace if any(each in frame.f_code.co_filename for each in ours) else None

def after(last):
    for name in set(os.listdir()) - {".git"}:
        os.unlink(name)
    for name, data in files.items():
        with open(name, "wb") as stream:
            stream.write(data)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        fixing.make = lambda *words, **more: sys.settrace(tracer(last)) or make(*words, **more)
        main(["scan", "--fix", "--unsafe-fixes", "--no-fail", "--quiet", "--jobs", "1"])
        os.write(writer, str(count[0]).encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writer)
    with open(reader) as stream:
        lines = stream.read()
    return lines, {name: open(name, "rb").read().decode() for name in sorted(os.listdir()) if os.path.isfile(name)}

with contextlib.redirect_stdout(io.StringIO()):  # imports what each child needs
    main(["scan", "--diff", "--unsafe-fixes", "--jobs", "1"])
lines, whole = after(0)
rows = [whole]
for number in range(1, 13):
    rows.append(after(int(lines) * number // 13)[1])
print(json.dumps(rows))
"""


def test_a_run_that_is_killed_leaves_each_file_old_or_new(work: Path) -> None:
    before = {"a.py": SCRIPT, "b.ipynb": notebook(SCRIPT, f"token: {OTHER}\n").decode(), "c.py": HTTP}
    for name, text in before.items():
        (work / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", KILLER],
        cwd=work,
        env=environment(work.parent),
        capture_output=True,
        check=True,
        timeout=300,
    )
    whole, *killed = json.loads(done.stdout)
    after = {name: text for name, text in whole.items() if name in before}
    assert after == {"a.py": MENDED, "b.ipynb": notebook(MENDED, "").decode(), "c.py": HTTP.replace("http:", "https:")}
    states = set()
    for files in killed:
        assert all(files[name] in (before[name], after[name]) for name in before)
        assert all(name.endswith(".tmp") for name in set(files) - set(whole))
        states.add(sum(files[name] == after[name] for name in before))
    assert states >= {0, 1, 2}


def test_notebooks_are_cleaned_as_the_measurement_says(tmp_path: Path) -> None:
    """The program of bench/ that cleans notebooks of public repositories, on two made here."""
    folder = tmp_path / "originals"
    folder.mkdir()
    (folder / "a.ipynb").write_bytes(notebook("x = 1", f"token: {OTHER}\n"))
    (folder / "b.ipynb").write_bytes(notebook("y = 2", "fine\n"))
    for outputs, mended in (("any", 1), ("none", 2)):
        answer = subprocess.run(
            [sys.executable, str(PROJECT / "bench" / "clean_notebooks.py"), "--outputs", outputs, str(folder)],
            env=environment(tmp_path, PYTHONPATH=os.pathsep.join(path for path in sys.path if path)),
            capture_output=True,
            check=False,
            text=True,
        )
        assert answer.returncode == 0, answer.stderr
        assert f", {mended} of them mended" in answer.stdout
