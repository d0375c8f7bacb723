"""The run as a whole: order, selection, thresholds, failures of rules, facts, secrets of one file in another."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from quantum_lint import catalog, engine, synthetic
from quantum_lint.discover import file_of
from quantum_lint.engine import ScanRequest, scan
from quantum_lint.findings import scrubbed
from quantum_lint.model.file import File
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Edit, Fix, Hit
from quantum_lint.model.report import Report
from quantum_lint.model.span import Span
from tests.report import samples
from tests.support.scanning import TODAY, scan_files, settings_for

PICKLED = """import pickle
from qiskit import QuantumCircuit
with open('c.pkl', 'rb') as stream:
    c = pickle.load(stream)
"""


def file(path: str, text: str) -> File:
    made = file_of(path, text.encode())
    assert isinstance(made, File)
    return made


def names(report: Report) -> list[str]:
    return [finding.rule.name for finding in report.open()]


def test_same_input_same_report_whatever_the_number_of_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(40):
        (tmp_path / f"file_{number:02}.py").write_text(PICKLED if number % 3 else "x = 1\n")
    monkeypatch.setattr(engine, "POOL_FROM", 1)
    settings = settings_for(root=str(tmp_path))
    reports = [scan(ScanRequest(settings, paths=(str(tmp_path),), jobs=jobs, today=TODAY)) for jobs in (1, 2, 3)]
    assert reports[0].scanned == 40
    assert len(reports[0].findings) == 26
    assert reports[0] == reports[1] == reports[2]


def test_what_was_read_of_a_file_is_freed_with_it() -> None:
    code = b"from qiskit_ibm_runtime import QiskitRuntimeService\nservice = QiskitRuntimeService()\nprint(service)\n"
    read, settings = File("run.py", "python", code), settings_for(select=frozenset({"credentials"}))
    scan_files((read,), settings)
    gc.collect()
    kept = [each for each in gc.get_objects() if isinstance(each, Document)]  # by other tests
    gc.disable()
    try:
        scan_files((read,), settings)
        left = [each for each in gc.get_objects() if isinstance(each, Document)]
        assert all(any(each is one for one in kept) for each in left)
    finally:
        gc.enable()


def test_selection_by_name_pack_and_persona() -> None:
    files = (file("a.py", PICKLED),)
    assert names(scan_files(files, settings_for())) == ["unsafe-load"]
    assert names(scan_files(files, settings_for(select=frozenset({"unsafe-load"})))) == ["unsafe-load"]
    assert names(scan_files(files, settings_for(select=frozenset({"integrity"})))) == ["unsafe-load"]
    assert names(scan_files(files, settings_for(select=frozenset({"credentials"})))) == []
    assert names(scan_files(files, settings_for(ignore=frozenset({"unsafe-load"})))) == []
    assert names(scan_files(files, settings_for(ignore=frozenset({"integrity"})))) == []


def test_a_named_rule_beats_its_ignored_pack() -> None:
    settings = settings_for(select=frozenset({"unsafe-load"}), ignore=frozenset({"integrity"}))
    assert names(scan_files((file("a.py", PICKLED),), settings)) == ["unsafe-load"]


def test_a_pedantic_rule_waits_for_its_reader() -> None:
    text = "from qiskit import QuantumCircuit, transpile\ntranspile(QuantumCircuit(2), coupling_map=[[0, 1]])\n"
    files = (file("a.py", text),)
    assert names(scan_files(files, settings_for())) == []
    assert names(scan_files(files, settings_for(persona="pedantic"))) == ["unseeded-transpile"]
    assert names(scan_files(files, settings_for(select=frozenset({"unseeded-transpile"})))) == ["unseeded-transpile"]


def test_a_finding_says_for_whom_it_is_where_its_rule_is_for_others_too() -> None:
    workflow = "on: push\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: someone/something@v1\n"
    files = (file(".github/workflows/test.yml", workflow),)
    (finding,) = scan_files(files, settings_for(persona="pedantic")).open()
    assert (finding.rule.name, finding.rule.persona, finding.persona) == ("unpinned-action", "regular", "pedantic")


def test_severity_is_configured_and_cut_in_one_place() -> None:
    files = (file("a.py", PICKLED),)
    changed = scan_files(files, settings_for(severities={"unsafe-load": "low"}))
    assert [finding.severity for finding in changed.open()] == ["low"]
    assert names(scan_files(files, settings_for(severities={"unsafe-load": "low"}, min_severity="medium"))) == []


def test_paths_may_be_left_out_for_a_rule() -> None:
    settings = settings_for(per_path_ignores=(("old/*", frozenset({"unsafe-load"})),))
    report = scan_files((file("old/a.py", PICKLED), file("new/a.py", PICKLED)), settings)
    assert [finding.place.path for finding in report.open()] == ["new/a.py"]


def test_a_rule_that_fails_is_reported_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    found = catalog.check_of

    def broken(document: object, options: object, knowledge: object) -> Iterator[Hit]:
        raise ValueError("quotes the scanned file")

    monkeypatch.setattr(catalog, "check_of", lambda rule: broken if rule.name == "unsafe-load" else found(rule))
    report = scan(ScanRequest(settings_for(), files=(file("a.py", PICKLED + "eval(input())\n"),), today=TODAY))
    assert [(each.path, each.rule) for each in report.errors] == [("a.py", "unsafe-load")]
    assert report.errors[0].error.startswith("ValueError at ")
    assert "quotes" not in report.errors[0].error
    assert names(report) == ["evaluated-input"]


def test_a_secret_of_one_file_is_hidden_in_the_lines_of_another() -> None:
    token = synthetic.make("ionq", "api-key", Random(3))
    bound = f"from qiskit_ionq import IonQProvider\nprovider = IonQProvider('{token}')\n"
    other = f"import pickle\nimport qiskit\nx = pickle.load(open('{token}', 'rb'))\n"
    report = scan_files((file("a.py", bound), file("b.py", other)), settings_for())
    assert {finding.rule.name for finding in report.open()} == {"token-in-call", "unsafe-load"}
    assert token not in repr(report)


def test_a_deselected_credential_rule_still_hides_what_it_finds() -> None:
    token = synthetic.make("ionq", "api-key", Random(4))
    text = f"from qiskit_ionq import IonQProvider\nimport pickle\nx = IonQProvider('{token}'), pickle.load(open('c'))\n"
    report = scan_files((file("a.py", text),), settings_for(select=frozenset({"unsafe-load"})))
    assert names(report) == ["unsafe-load"]
    assert token not in repr(report)


def test_fingerprints_survive_moved_lines_and_tell_repeats_apart() -> None:
    twice = PICKLED + "with open('c.pkl', 'rb') as stream:\n    c = pickle.load(stream)\n"
    before = scan_files((file("a.py", twice),), settings_for()).open()
    after = scan_files((file("a.py", "# moved\n\n" + twice),), settings_for()).open()
    assert [finding.fingerprint for finding in before] == [finding.fingerprint for finding in after]
    assert len({finding.fingerprint for finding in before}) == len(before) == 2


def test_a_changed_secret_changes_the_fingerprint() -> None:
    reports = []
    for seed in range(6):
        token = synthetic.make("ionq", "api-key", Random(seed))
        text = f"from qiskit_ionq import IonQProvider\nprovider = IonQProvider('{token}')\n"
        reports.append(scan_files((file("a.py", text),), settings_for()))
    prints = [finding.fingerprint for report in reports for finding in report.open()]
    assert len(set(prints)) == len(prints) == 6


def test_the_index_of_facts_gives_the_repository_rules_their_findings() -> None:
    manifest = file("pyproject.toml", '[project]\nname = "x"\nversion = "1"\ndependencies = ["qiskit==2.2.0"]\n')
    report = scan_files((manifest,), settings_for(select=frozenset({"unlocked-project"})))
    assert [(finding.rule.name, finding.place.path) for finding in report.open()] == [
        ("unlocked-project", "pyproject.toml")
    ]
    narrowed = scan(ScanRequest(settings_for(), files=(manifest,), scopes=("document",), today=TODAY))
    assert "unlocked-project" not in names(narrowed)


def test_fragments_of_a_file_keep_its_traits() -> None:
    original = file("tests/test_a.py", PICKLED)
    assert original.traits == {"test", "collected"}


def test_a_fix_that_would_write_a_secret_is_withheld() -> None:
    secret = synthetic.make("ionq", "api-key", Random(5))
    fixes = [Fix("Move it", (Edit(Span(0, 1), text),), "unsafe") for text in (f"KEY = {secret}", "KEY")]
    findings = [samples.finding(fix=fix) for fix in fixes]
    assert [finding.fix for finding in scrubbed(findings, [secret])] == [None, fixes[1]]


def test_what_is_not_for_this_reader_is_hidden_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    token = synthetic.make("dwave", "token", Random(6))
    text = f"import pickle, qiskit\nx = pickle.load(open('{token}', 'rb'))\n"
    found = catalog.check_of

    def for_auditors(document: Document, options: object, knowledge: object) -> Iterator[Hit]:
        span = document.span(text.index(token), text.index(token) + len(token))
        yield Hit(span, "a secret", secret=(span,), persona="auditor")

    monkeypatch.setattr(
        catalog, "check_of", lambda rule: for_auditors if rule.name == "provider-token" else found(rule)
    )
    report = scan_files((file("a.py", text),), settings_for())
    assert names(report) == ["unsafe-load"]
    assert token not in repr(report)
