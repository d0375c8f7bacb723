"""Baselines: our own, and the one of detect-secrets."""

from __future__ import annotations

import json
from hashlib import sha1
from pathlib import Path
from random import Random

import pytest
from detect_secrets.core import baseline as detect_secrets_baseline
from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.settings import default_settings

from quantum_lint import baseline, config, synthetic
from quantum_lint.engine import ScanRequest, scan
from quantum_lint.model.file import File
from quantum_lint.model.finding import Finding, Place, Suppression
from quantum_lint.model.report import Report
from quantum_lint.model.rule import Rule
from quantum_lint.model.span import Span
from tests.cli.runner import repository, run

SECRET = synthetic.make("ibm", "cloud-api-key", Random(1))
LOGIN = f'from qiskit_ibm_runtime import QiskitRuntimeService\n\nQiskitRuntimeService(token="{SECRET}")\n'
DIGEST = sha1(SECRET.encode(), usedforsecurity=False).hexdigest()


def finding(fingerprint: str, path: str = "a.py", line: int = 1, suppressed: Suppression | None = None) -> Finding:
    rule = Rule("one", "pack", "summary", ("python",), "high", "high", "regular", "0.1.0")
    place = Place(path, Span(0, 1), line, 1, line, 2)
    return Finding(rule, place, "message", "high", "high", "python", fingerprint, suppressed=suppressed)


def report(*findings: Finding) -> Report:
    return Report(findings, scanned=1)


def open_fingerprints(result: Report) -> list[str]:
    return [each.fingerprint for each in result.open()]


@pytest.fixture
def own(tmp_path: Path) -> str:
    return str(tmp_path / baseline.DEFAULT)


@pytest.fixture
def foreign(tmp_path: Path) -> str:
    return str(tmp_path / baseline.FOREIGN)


def test_what_was_written_is_suppressed_and_what_is_new_is_not(own: str) -> None:
    assert baseline.write(report(finding("b"), finding("a", "z.py")), own) == 2
    result = baseline.apply(report(finding("b", line=9), finding("new")), own)
    assert open_fingerprints(result) == ["new"]
    assert result.findings[0].suppressed == Suppression("baseline", reason=f"listed in {baseline.DEFAULT}")


def test_the_file_is_sorted_and_the_same_every_time(own: str) -> None:
    findings = (finding("b"), finding("a"), finding("c", "0.py"))
    baseline.write(report(*findings), own)
    first = Path(own).read_bytes()
    baseline.write(report(*reversed(findings)), own)
    assert Path(own).read_bytes() == first
    table = json.loads(first)
    assert [row["fingerprint"] for row in table["findings"]] == ["c", "a", "b"]
    assert table["version"] == 1


def test_what_a_comment_ignores_needs_no_baseline(own: str) -> None:
    ignored = finding("a", suppressed=Suppression("comment", reason="why"))
    assert baseline.write(report(ignored), own) == 0
    assert baseline.apply(report(ignored), own).findings == (ignored,)


def test_update_forgets_what_is_gone_and_adds_nothing(own: str) -> None:
    baseline.write(report(finding("a"), finding("b")), own)
    assert baseline.update(report(finding("b"), finding("new")), own) == (1, 1)
    assert open_fingerprints(baseline.apply(report(finding("b"), finding("new")), own)) == ["new"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is not JSON"),
        ("[]", "its JSON is no object"),
        ('{"version": 2, "findings": []}', "has version 2; this quantum-lint reads version 1"),
        ('{"version": 1, "findings": [{"rule": "one"}]}', "is damaged"),
        ('{"version": 1}', "is damaged"),
        ("[" * 100_000, "is not JSON"),
    ],
)
def test_a_baseline_that_cannot_be_used_says_so(own: str, text: str, message: str) -> None:
    Path(own).write_text(text, encoding="utf-8")
    with pytest.raises(baseline.BaselineError, match=message):
        baseline.apply(report(), own)


def test_an_absent_baseline_is_an_error(own: str) -> None:
    with pytest.raises(baseline.BaselineError, match="is not there; `quantum-lint baseline write`"):
        baseline.apply(report(), own)


def test_writing_where_nobody_can_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(baseline.BaselineError, match="cannot be written"):
        baseline.write(report(), str(tmp_path / "absent" / "b.json"))


def test_hashes_of_detect_secrets_suppress_credential_findings(foreign: str) -> None:
    hashes = {"a": (DIGEST,), "b": ("0" * 40,)}
    assert baseline.write(report(finding("a")), foreign, hashes) == 1
    result = baseline.apply(report(finding("a"), finding("b"), finding("plain")), foreign, hashes)
    assert open_fingerprints(result) == ["b", "plain"]


def test_a_secret_in_another_file_is_not_accepted(foreign: str) -> None:
    hashes = {"a": (DIGEST,)}
    baseline.write(report(finding("a")), foreign, hashes)
    assert open_fingerprints(baseline.apply(report(finding("a", "other.py")), foreign, hashes)) == ["a"]


def test_a_finding_with_two_secrets_needs_both_accepted(foreign: str) -> None:
    baseline.write(report(finding("a")), foreign, {"a": (DIGEST,)})
    both = {"a": (DIGEST, "0" * 40)}
    assert open_fingerprints(baseline.apply(report(finding("a")), foreign, both)) == ["a"]


def test_an_entry_audited_as_real_accepts_nothing(foreign: str) -> None:
    hashes = {"a": (DIGEST,)}
    baseline.write(report(finding("a")), foreign, hashes)
    table = json.loads(Path(foreign).read_text())
    table["results"]["a.py"][0]["is_secret"] = True
    Path(foreign).write_text(json.dumps(table))
    assert open_fingerprints(baseline.apply(report(finding("a")), foreign, hashes)) == ["a"]


def test_detect_secrets_reads_what_we_write(foreign: str) -> None:
    baseline.write(report(finding("a", line=7)), foreign, {"a": (DIGEST,)})
    loaded = detect_secrets_baseline.load(detect_secrets_baseline.load_from_file(foreign), foreign)
    assert [(path, secret.secret_hash, secret.line_number) for path, secret in loaded] == [("a.py", DIGEST, 7)]


def test_we_read_what_detect_secrets_writes(tmp_path: Path, foreign: str) -> None:
    script = tmp_path / "login.py"
    script.write_text(LOGIN, encoding="utf-8")
    collection = SecretsCollection(root=str(tmp_path))
    with default_settings():
        collection.scan_file("login.py")
        table = detect_secrets_baseline.format_for_output(collection)
    assert DIGEST in {row["hashed_secret"] for row in table["results"]["login.py"]}
    Path(foreign).write_text(json.dumps(table), encoding="utf-8")
    hashes: dict[str, tuple[str, ...]] = {}
    files = (File("login.py", "python", LOGIN.encode()),)
    found = scan(ScanRequest(config.Settings(select=frozenset({"credentials"})), files=files, hashes=hashes))
    assert found.open()
    assert baseline.apply(found, foreign, hashes).open() == ()


def test_an_existing_baseline_keeps_its_plugins_and_judgements(foreign: str) -> None:
    hashes = {"a": (DIGEST,)}
    row = {"type": "Hex High Entropy String", "filename": "a.py", "hashed_secret": DIGEST, "is_verified": False}
    old = {**row, "hashed_secret": "1" * 40, "line_number": 3}
    table = {
        "version": "1.4.0",
        "plugins_used": [{"name": "KeywordDetector"}],
        "filters_used": [],
        "results": {"a.py": [{**row, "line_number": 1, "is_secret": False}, old]},
    }
    Path(foreign).write_text(json.dumps(table), encoding="utf-8")
    assert baseline.update(report(finding("a")), foreign, hashes) == (1, 1)
    written = json.loads(Path(foreign).read_text())
    assert written["plugins_used"] == table["plugins_used"]
    assert written["results"] == {"a.py": [{**row, "line_number": 1, "is_secret": False}]}


def test_no_baseline_holds_the_secret(own: str, foreign: str) -> None:
    hashes: dict[str, tuple[str, ...]] = {}
    request = ScanRequest(config.Settings(), files=(File("a.py", "python", LOGIN.encode()),), hashes=hashes)
    found = scan(request)
    assert baseline.write(found, own) > 0
    assert baseline.write(found, foreign, hashes) > 0
    for file in (own, foreign):
        assert SECRET not in Path(file).read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ['{"results": []}', '{"results": {"a.py": 1}}', "{}"])
def test_a_damaged_foreign_baseline_says_so(foreign: str, text: str) -> None:
    Path(foreign).write_text(text, encoding="utf-8")
    with pytest.raises(baseline.BaselineError, match="is not a baseline of detect-secrets"):
        baseline.apply(report(), foreign, {})


def test_what_is_accepted_and_has_to_be_revoked_is_said(tmp_path: Path) -> None:
    folder = repository(tmp_path / "lab")
    (folder / "login.py").write_text(LOGIN, encoding="utf-8")
    answer = run("baseline", "write", folder=folder)
    assert "1 credential is among them, to be revoked" in answer.output
    assert SECRET not in answer.output
