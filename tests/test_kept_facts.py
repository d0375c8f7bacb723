"""A second run is told the facts of files that are as they were, and works out those of files that are not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest

from quantum_lint import cache, compiled, config, engine, kept_facts, synthetic
from quantum_lint.match import submission_facts
from quantum_lint.model.fact import (
    CircuitRead,
    CircuitSource,
    Cost,
    CredentialUse,
    FlawedCall,
    Located,
    SavedOutputs,
    Submission,
)
from quantum_lint.model.report import Report
from quantum_lint.model.span import Span
from tests.support.seed import SEED

DEVICE = "arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet"
PROGRAM = f"from braket.aws import AwsDevice\n\nAwsDevice('{DEVICE}').run('circuit', shots=100)\n"
IMPORTING = (
    "from braket.aws import AwsDevice\nfrom settings import SHOTS\n\nAwsDevice('{}').run('circuit', shots=SHOTS)\n"
)
#: What shows whether a fact of a submission came from the file or from the last run.
TOLD = [(100, DEVICE)]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUANTUM_LINT_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "tree"
    folder.mkdir()
    for number in range(engine.CACHE_FROM + 1):
        (folder / f"plain{number}.py").write_text(f"number = {number}\n")
    (folder / "job.py").write_text(PROGRAM)
    return folder


@pytest.fixture
def submissions(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int | None, str | None]]:
    """Shots and devices of the submissions that rules of the last run saw."""
    found: list[tuple[int | None, str | None]] = []
    made = engine._repository

    def noting(*given: object) -> engine.Repository:
        repository = made(*given)  # type: ignore[arg-type]
        found[:] = [(each.shots, each.device) for _, each in repository.facts(Submission)]
        return repository

    monkeypatch.setattr(engine, "_repository", noting)
    return found


def scanned(folder: Path, toml: str = "", *, remembering: bool = True) -> Report:
    settings = config.parse(toml, "quantum-lint.toml")._replace(root=str(folder))
    return engine.scan(engine.ScanRequest(settings, paths=(str(folder),), jobs=1, cache=remembering))


FACTS = (
    Submission("braket", "braket.aws.AwsDevice.run", Span(3, 9), "hardware", 100, DEVICE, sure=True, earnest=False,
               cost=Cost(Decimal("0.30"), "USD", "one task", least=True)),
    Submission("ibm", "qiskit_ibm_runtime.SamplerV2.run", Span(0, 2), "unknown"),
    CircuitSource(Span(0, 0)),
    CircuitRead("ibm", "qiskit.qpy.load", "QPY", Span(1, 2), "a download"),
    FlawedCall("qiskit.qpy.load", Span(5, 6)),
    SavedOutputs(frozenset({"text/html", "image/png"}), Span(0, 0)),
)  # fmt: skip


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_a_fact_is_told_as_it_was(fact: object, tmp_path: Path) -> None:
    located = Located("folder/file.py", fact, 17)
    rows = kept_facts.rows([located, Located("folder/file.py", CredentialUse("ibm", "TOKEN", Span(0, 1)))])
    compiled.write(str(tmp_path / "rows"), rows)
    [again] = kept_facts.facts_of("folder/file.py", compiled.read(str(tmp_path / "rows")))
    assert (again, type(again.fact)) == (located, type(fact))
    assert repr(again) == repr(located)


def test_every_field_of_a_kept_fact_has_a_plain_form() -> None:
    """A new field that is a tuple of its own would come back as a plain one."""
    known = {"span", "cost", "types", "provider", "callee", "format", "origin", "target", "shots", "device", "sure",
             "earnest"}  # fmt: skip
    assert {name for fact in FACTS for name in fact._fields} == known


def test_the_second_run_asks_no_file_that_is_as_it_was(
    tree: Path, submissions: list[tuple[int | None, str | None]]
) -> None:
    first = scanned(tree)
    assert submissions == TOLD
    with patch.object(submission_facts, "facts", side_effect=AssertionError):
        assert scanned(tree) == first
    assert submissions == TOLD
    assert scanned(tree, remembering=False) == first
    assert submissions == TOLD


def test_a_file_that_changed_is_asked(tree: Path, submissions: list[tuple[int | None, str | None]]) -> None:
    scanned(tree)
    (tree / "job.py").write_text(PROGRAM.replace("100", "200"))
    scanned(tree)
    assert submissions == [(200, DEVICE)]
    (tree / "job.py").write_text("number = 1\n")
    scanned(tree)
    assert submissions == []
    (tree / "job.py").write_text(PROGRAM)
    scanned(tree)
    assert submissions == TOLD


def test_a_file_is_asked_when_a_module_that_it_imports_comes_changes_and_goes(
    tree: Path, submissions: list[tuple[int | None, str | None]]
) -> None:
    (tree / "job.py").write_text(IMPORTING.format(DEVICE))
    states = []
    for text in (None, "SHOTS = 100\n", "SHOTS = 300\n", None):
        if text is not None:
            (tree / "settings.py").write_text(text)
        else:
            (tree / "settings.py").unlink(missing_ok=True)
        scanned(tree)
        scanned(tree)
        states += submissions
    assert [shots for shots, _ in states] == [None, 100, 300, None]


def test_other_settings_and_another_version_ask_every_file(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scanned(tree)
    with patch.object(submission_facts, "facts", wraps=submission_facts.facts) as asked:
        scanned(tree)
        assert asked.call_count == 0
        scanned(tree, "[policy]\nmax-shots = 10\n")
        assert asked.call_count == 1
        monkeypatch.setattr(cache, "__version__", "0")
        scanned(tree)
        assert asked.call_count == 2


LOGIN = "from qiskit_ibm_runtime import QiskitRuntimeService\nQiskitRuntimeService(token='{}')\n"


@pytest.mark.parametrize(
    "files",
    [{"job.py": LOGIN + PROGRAM}, {"job.py": IMPORTING.format(DEVICE), "settings.py": LOGIN + "SHOTS = 100\n"}],
    ids=["holds", "uses"],
)
def test_nothing_is_kept_of_a_file_that_holds_a_secret_or_uses_a_file_that_does(
    files: dict[str, str], tree: Path, submissions: list[tuple[int | None, str | None]]
) -> None:
    scanned(tree)
    (kept,) = (tree.parent / "cache" / "traces").iterdir()
    assert DEVICE.encode() in kept.read_bytes()
    kept.unlink()
    secret = synthetic.make("ibm", "cloud-api-key", Random(SEED))
    for name, text in files.items():
        (tree / name).write_text(text.format(secret))
    first = scanned(tree)
    assert submissions == TOLD
    assert scanned(tree) == first
    assert submissions == TOLD
    assert DEVICE.encode() not in kept.read_bytes()
    assert secret.encode() not in kept.read_bytes()
