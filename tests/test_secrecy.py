"""No byte of any output holds a secret: every card's example, every format, and what the commands write."""

from __future__ import annotations

import io
import random
import re
from pathlib import Path

import pytest

from quantum_lint import audit, baseline, catalog, knowledge, report, synthetic
from quantum_lint.cli.main import main
from quantum_lint.report import RenderContext
from quantum_lint.rotation import rotations
from tests.cli import runner
from tests.support.cards import Example, all_examples, build
from tests.support.command_lines import command_lines
from tests.support.scanning import scan_files, settings_for

#: A piece of a secret this long is a leak as well.
PIECE = 10

FORMATS = report.formats()


def planted(example: Example) -> set[str]:
    """The credentials filled into the example; identifiers and job ids are no secrets."""
    return {secret for name, value in example.secrets.items() if (secret := secret_part(name, value))}


def secret_part(placeholder: str, value: str) -> str | None:
    """The part of a made-up value that nobody may see: all of it, or the group of the credential's pattern."""
    if ":" in placeholder:
        return value
    provider, name = placeholder.strip("{}").split(".", 1)
    credential = knowledge.load().credentials.get((provider, name))
    if credential is None:
        return None
    match = re.search(credential.pattern, value)
    assert match, f"{placeholder} does not look like itself"
    return match[1] if match.re.groups else value


def pieces(value: str) -> set[str]:
    """The value's beginning, middle and end."""
    middle = len(value) // 2
    return {value[:PIECE], value[middle : middle + PIECE], value[-PIECE:]} if len(value) > 2 * PIECE else {value}


def assert_silent(text: str, secrets: set[str], where: str) -> None:
    for secret in secrets:
        for piece in pieces(secret):
            assert piece not in text, f"{where} shows a piece of a secret"


EXAMPLES = [example for example in all_examples() if build(example).files and planted(example)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_no_format_shows_a_secret(example: Example) -> None:
    built = build(example)
    secrets = planted(example)
    found = scan_files(built.files, settings_for(built.configuration, persona="auditor"))
    for name in FORMATS:
        for colour in (False, True):
            replaced = rotations(found.open(), knowledge.load())
            context = RenderContext(colour, 100, show_suppressed=True, help=catalog.body, rotations=replaced)
            assert_silent(report.render(name, found, context), secrets, name)
    assert_silent(repr(found), secrets, "the report")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_a_run_of_one_rule_alone_shows_no_secret(example: Example) -> None:
    built = build(example)
    secrets = planted(example)
    for rule in ("unsafe-load", "unpinned-sdk", "job-in-loop", "evaluated-input", "secret-in-log"):
        found = scan_files(built.files, settings_for(built.configuration, select=frozenset({rule})))
        assert_silent(repr(found), secrets, rule)


def repository(folder: Path) -> set[str]:
    """A folder with a credential in every kind of place; the secrets in it."""
    generator = random.Random("secrecy")
    made: dict[str, str] = {}
    files = {
        "run.py": "from qiskit_ionq import IonQProvider\nIonQProvider('{{ionq.api-key}}')\nprint('{{dwave.token}}')\n",
        "keys.py": "KEY = '{{dwave.token}}'\n",
        "circuits.py": "from qiskit import QuantumCircuit\nfrom qiskit_ionq import IonQProvider\nfrom keys import KEY\n"
        "token = '{{ionq.api-key}}'\nbackend = IonQProvider(token).get_backend('ionq_qpu.forte-1')\n"
        "inner = QuantumCircuit(1, name=KEY)\ninner.h(0)\nouter = QuantumCircuit(2, name=token)\n"
        "outer.append(inner.to_gate(label=token), [0])\nall_of_them = {token: outer, KEY: inner}\n"
        "backend.run(outer, shots=100)\nIonQProvider().get_backend(token).run(inner)\n",
        "settings.env": "QISKIT_IBM_TOKEN={{ibm.cloud-api-key}}\nPASQAL_PASSWORD={{pasqal.password}}\n",
        "dwave.conf": "[defaults]\ntoken = {{dwave.token}}\n",
        ".github/workflows/ci.yml": "on: push\nenv:\n  IONQ_API_KEY: {{ionq.api-key}}\n"
        "jobs: {a: {runs-on: x, steps: [{run: 'echo {{dwave.token}}'}]}}\n",
        "broken.py": "def f(:\n  token = '{{dwave.token}}'\n",
        "broken.ipynb": '{"cells": [{"cell_type": "code", "source": "IonQProvider(\'{{dwave.token}}\')"',
        "broken.yml": "a: [\n'{{dwave.token}}'\n",
        "broken.toml": "token = '{{dwave.token}}\n",
        "nothing.json": '{"schema": 1, "submissions": []}\n',
        "requirements.txt": "--extra-index-url https://lab:{{dwave.token}}@pypi.example.org/simple\nqiskit==1.0.0\n",
        "quantum-lint.toml": "persona = 'auditor'\n[per-environment-policy.production]\nmax-shots = 10\n",
        "comment.md": "**{{dwave.token}}**\n",
        "usage.toml": "[[submission]]\npath = '*.py'\nruns-a-month = 3\n",
        "ignored.py": "from qiskit_ionq import IonQProvider\n"
        "IonQProvider('{{ionq.api-key}}')  # quantum-lint: ignore[token-in-call] it is {{dwave.token}} owner=lab\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(synthetic.fill(text, generator, made))
    return set(made.values())


def remember(folder: Path) -> None:
    """Commit all that is there, and once more with a line in front of each file."""
    runner.repository(folder)
    for line in ("", "\n"):
        for path in folder.glob("*.*"):
            if path.is_file():
                path.write_text(line + path.read_text(encoding="utf-8"), encoding="utf-8")
        runner.git("add", "--all", folder=folder)
        runner.git("commit", "--quiet", "--message", "all", folder=folder)


#: What one option alone does not show: the commands with each of theirs are read from the parser.
TOGETHER: tuple[tuple[str, ...], ...] = (
    ("circuits", "--draw", "--flat", "--no-cache"),
    ("cost", "--against", "nothing.json"),
    ("history", "--all", "--verbose", "--show-suppressed"),
    ("scan", "--verbose", "--show-suppressed", "--statistics", "--color", "always"),
    ("scan", "--format", "json=a.json", "--format", "sarif=a.sarif", "--format", "markdown=a.md"),
    ("baseline", "write", "--baseline", ".secrets.baseline"),
)
COMMANDS = (*command_lines(), *TOGETHER)
#: Exit codes of what was understood; 2 is right only where a command has to be refused.
UNDERSTOOD = (0, 1)


def files() -> list[Path]:
    """Every file of the current folder but those of git, which remembers what it was given."""
    return [path for path in Path().rglob("*") if path.is_file() and ".git" not in path.parts]


def holds(path: Path, secrets: set[str]) -> bool:
    text = path.read_text(encoding="utf-8", errors="replace")
    return any(piece in text for secret in secrets for piece in pieces(secret))


def device_of_the_guide() -> str:
    """The device file that docs/cost.md shows."""
    guide = (runner.PROJECT / "docs/cost.md").read_text(encoding="utf-8")
    return guide.partition("```json\n")[2].partition("```")[0]


@pytest.fixture
def planted_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The current folder is a repository full of secrets, nothing of which has to be asked for; the secrets."""
    secrets = repository(tmp_path)
    remember(tmp_path)
    (tmp_path / "lab.json").write_text(device_of_the_guide(), encoding="utf-8")
    for name in ("accepted.json", baseline.DEFAULT):
        (tmp_path / name).write_text('{"version": 1, "findings": []}', encoding="utf-8")
    token = synthetic.make("ionq", "api-key", random.Random("token"))
    given = f"from qiskit_ionq import IonQProvider\nIonQProvider('{token}')\n"
    monkeypatch.setenv("GITHUB_TOKEN", token)
    monkeypatch.setenv("GITHUB_REPOSITORY", "lab/circuits")
    monkeypatch.setenv("GITHUB_API_URL", "http://127.0.0.1:9")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
    monkeypatch.setattr("quantum_lint.audit.ask", lambda pins, _: audit.Answers((), frozenset(pins), {}))
    monkeypatch.chdir(tmp_path)
    return {*secrets, token}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_shows_a_secret(
    command: tuple[str, ...], planted_repository: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path for path in files() if holds(path, planted_repository)}
    try:
        code = main([*command])
    except SystemExit as leaving:
        code = int(leaving.code or 0)
    captured = capsys.readouterr()
    assert code in UNDERSTOOD or command[0] == "comment", captured.err
    assert_silent(captured.out + captured.err, planted_repository, " ".join(command))
    for path in set(files()) - before:
        assert not holds(path, planted_repository), f"{path} shows a secret"
