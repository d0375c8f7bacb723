"""The commands beside scan, and the command line itself."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from quantum_lint import catalog
from quantum_lint.cli.parser import COMMANDS, build
from tests.cli.conftest import SECRET
from tests.cli.runner import environment, run


def test_version_and_the_age_of_what_is_known(work: Path) -> None:
    assert run("--version", folder=work).output == "quantum-lint [VERSION]\n"
    lines = run("--version", "-v", folder=work).output.splitlines()
    assert lines[0] == "quantum-lint [VERSION]"
    assert f"{len(catalog.load().rules)} rules" in lines[1]
    assert any(line.startswith("advisories as of 20") for line in lines)


def test_help_names_every_command_and_the_exit_codes(work: Path) -> None:
    answer = run("--help", folder=work)
    assert answer.code == 0
    assert all(f"  {command} " in answer.output for command in COMMANDS)
    assert "exit codes: 0 clean, 1 findings, 2 wrong usage or configuration, 3 a defect" in answer.output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_its_options(work: Path, command: str) -> None:
    answer = run(command, "--help", folder=work)
    assert (answer.code, answer.errors) == (0, "")
    assert answer.output.startswith(f"usage: quantum-lint {command}")


def test_every_option_has_a_help_text() -> None:
    for name, command in build(None, whole=True).commands.items():
        silent = [action.dest for action in command.actions() if not action.help and not action.choices]
        assert silent == [], name


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "say what to do, for example: quantum-lint scan"),
        (("-v", "rules"), "-v goes with --version"),
        (("scna",), "did you mean scan?"),
        (("rule", "token-in-cal"), "there is no such rule; did you mean token-in-call?"),
        (("rules", "--pack", "credental"), "did you mean credentials?"),
        (("baseline", "wrte"), "must be one of write, update, debt; did you mean write?"),
        (("completion", "tcsh"), "must be one of bash, zsh, fish"),
    ],
)
def test_wrong_words_get_an_answer(work: Path, words: tuple[str, ...], message: str) -> None:
    answer = run(*words, folder=work)
    assert (answer.code, answer.output) == (2, "")
    assert message in answer.errors


def test_rule_shows_the_card(work: Path) -> None:
    rule = catalog.load().rules["token-in-call"]
    text = run("rule", "token-in-call", folder=work).output
    assert text.startswith("# token-in-call\n")
    assert "- severity: high (confidence high, persona regular)" in text
    assert "## How to fix" in text
    assert run("rule", "token-in-call", "--format", "markdown", folder=work).output == catalog.body(rule)
    table = json.loads(run("rule", "token-in-call", "--format", "json", folder=work).output)
    assert (table["name"], table["cwe"], table["help"]) == ("token-in-call", ["CWE-798"], catalog.body(rule))


def test_every_card_can_be_shown() -> None:
    from quantum_lint.cli.rule import _RENDERERS

    for rule in catalog.load().rules.values():
        for render in _RENDERERS.values():
            assert rule.name in render(rule)


def test_rules_lists_them_all(work: Path) -> None:
    rules = catalog.load().rules
    text = run("rules", folder=work).output
    assert all(f"  {name} " in text for name in rules)
    table = json.loads(run("rules", "--format", "json", folder=work).output)
    assert {row["name"] for row in table} == set(rules)


def test_rules_can_be_narrowed(work: Path) -> None:
    rules = catalog.load().rules.values()
    words = ("--pack", "governance", "--persona", "regular", "--format", "json")
    table = json.loads(run("rules", *words, folder=work).output)
    wanted = {rule.name for rule in rules if (rule.pack, rule.persona) == ("governance", "regular")}
    assert {row["name"] for row in table} == wanted


def test_cards_of_ones_own_are_shown_too(work: Path) -> None:
    (work / "policy").mkdir()
    (work / "policy" / "no-aer.md").write_text(
        '+++\nsummary = "Aer is used"\nlanguages = ["python"]\nseverity = "low"\nconfidence = "high"\n'
        'persona = "regular"\nsince = "1"\n[match]\nimport = "qiskit_aer"\nnote = "Aer."\n+++\n# no-aer\n',
        encoding="utf-8",
    )
    (work / "quantum-lint.toml").write_text('rules = ["policy/*.md"]\n', encoding="utf-8")
    assert "no-aer" in run("rules", folder=work).output
    assert "Aer is used." in run("rule", "no-aer", folder=work).output
    (work / "sim.py").write_text("import qiskit_aer\n", encoding="utf-8")
    assert "no-aer" in run("scan", folder=work).output


def test_baseline_is_written_and_updated(leaking: Path) -> None:
    written = run("baseline", "write", folder=leaking)
    first, then = written.output.splitlines()
    assert first == "[FOLDER]/quantum-lint-baseline.json: 1 finding accepted."
    assert then == "1 credential is among them, to be revoked: quantum-lint scan --no-baseline --format rotation"
    (leaking / "login.py").unlink()
    updated = run("baseline", "update", folder=leaking)
    assert updated.output == "[FOLDER]/quantum-lint-baseline.json: 0 findings kept, 1 finding taken out.\n"


def test_baseline_of_detect_secrets_is_written_and_used(leaking: Path) -> None:
    assert run("baseline", "write", "--baseline", ".secrets.baseline", folder=leaking).code == 0
    assert SECRET not in (leaking / ".secrets.baseline").read_text()
    assert run("scan", folder=leaking).code == 1
    assert run("scan", "--baseline", ".secrets.baseline", folder=leaking).code == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_valid(work: Path, shell: str) -> None:
    answer = run("completion", shell, folder=work)
    assert answer.code == 0
    assert "quantum-lint" in answer.output
    if shutil.which(shell):
        checked = subprocess.run([shell, "-n"], input=answer.output, text=True, capture_output=True, check=False)
        assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("ba", {"baseline"}),
        ("scan --fail", {"--fail-on"}),
        ("scan --fail-on ", {"low", "medium", "high"}),
        ("baseline w", {"write"}),
        ("scan --config ", set()),
        ("completion ", {"bash", "zsh", "fish", "-h", "--help"}),
    ],
)
def test_bash_completes(work: Path, words: str, completed: set[str]) -> None:
    script = run("completion", "bash", folder=work).output
    typed = ["quantum-lint", *words.split(" ")]
    quoted = " ".join(f'"{word}"' for word in typed)
    program = f'{script}\nCOMP_WORDS=({quoted}); COMP_CWORD={len(typed) - 1}; _quantum_lint; echo "${{COMPREPLY[@]}}"'
    answer = subprocess.run(
        ["bash", "-c", program], env=environment(work.parent), capture_output=True, text=True, check=True
    )
    assert set(answer.stdout.split()) == completed
