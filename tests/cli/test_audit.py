"""The online audit: places, what could not be asked, and that no answer is never a good one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from textwrap import dedent
from threading import Thread
from typing import Any

import pytest

from quantum_lint import audit
from quantum_lint.model.known import Advisory
from tests.cli.runner import PROJECT, Run, run

#: Stands in for pip-audit: answers from a table, and refuses what the real one refuses.
FAKE = """\
import json, os, sys

arguments = sys.argv[1:]
assert "--no-deps" in arguments and "--disable-pip" in arguments, arguments
lines = open(arguments[arguments.index("--requirement") + 1]).read().split()
pins = [line.split("==") for line in lines]
names = [name for name, _ in pins]
if len(set(names)) < len(names):
    sys.exit("ERROR: package has duplicate requirements")
table = json.loads(os.environ["ANSWERS"])
if table is None:
    sys.exit("ERROR: the index cannot be reached")
rows = []
for name, version in pins:
    answer = table.get(f"{name}=={version}", [])
    row = {"skip_reason": answer} if isinstance(answer, str) else {"version": version, "vulns": answer}
    rows.append({"name": name, **row})
print(json.dumps({"dependencies": rows, "fixes": []}))
sys.exit(any(row.get("vulns") for row in rows))
"""
FLAW = {"id": "PYSEC-2026-1", "aliases": ["CVE-2026-123"], "fix_versions": ["2.0"], "description": "It\nbreaks. " * 90}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder with pins in three formats, and a fake pip-audit beside it."""
    fake = tmp_path / "fake" / "pip_audit"
    fake.mkdir(parents=True)
    (fake / "__init__.py").touch()
    (fake / "__main__.py").write_text(FAKE, encoding="utf-8")
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "requirements.txt").write_text("# pins\nrequests==1.0\nflask\nnumpy==2.3.0\n", encoding="utf-8")
    (folder / "uv.lock").write_text('[[package]]\nname = "requests"\nversion = "1.5"\n', encoding="utf-8")
    (folder / "run.sh").write_text("pip install requests>=1 private==3 tool@git+https://x.org/tool\n", encoding="utf-8")
    return folder


def audited(tree: Path, answers: Any, *words: str) -> Run:
    more = {"PYTHONPATH": f"{PROJECT}:{tree.parent / 'fake'}", "ANSWERS": json.dumps(answers)}
    return run("audit", *words, folder=tree, more=more)


def test_what_is_found_stands_where_it_is_pinned(tree: Path) -> None:
    done = audited(tree, {"requests==1.0": [FLAW], "requests==1.5": [FLAW]}, "--format", "json")
    assert done.code == 1, done.errors
    findings = json.loads(done.output)["findings"]
    assert [(each["path"], each["line"], each["rule"]) for each in findings] == [
        ("requirements.txt", 2, "vulnerable-sdk"),
        ("uv.lock", 3, "vulnerable-sdk"),
    ]
    assert "requests 1.0 has a known flaw, CVE-2026-123 (severity unknown): It breaks." in findings[0]["message"]
    assert "Update to 2.0 or later" in findings[0]["message"]
    assert len(findings[0]["message"]) < 450


def test_what_was_not_audited_is_said(tree: Path) -> None:
    done = audited(tree, {"private==3": "not found"}, "--format", "json")
    assert done.code == 0, done.errors
    report = json.loads(done.output)
    assert [(each["path"], each["line"], each["reason"]) for each in report["files"]["unreadable"]] == [
        ("requirements.txt", 3, "flask was not audited: no exact version is named"),
        ("run.sh", 1, "private was not audited: not found"),
        ("run.sh", 1, "tool was not audited: it comes from an address"),
    ]
    assert report["notes"][0].startswith("3 versions of packages audited with PyPI on ")
    assert report["notes"][0].endswith("; 3 could not be audited")


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (None, "pip-audit gave no answer: ERROR: the index cannot be reached"),
        ({f"{name}": "no such index" for name in ("requests==1.0", "requests==1.5", "numpy==2.3.0", "private==3")},
         "no package could be audited: no such index"),
    ],
)  # fmt: skip
def test_no_answer_is_an_error(tree: Path, answers: Any, message: str) -> None:
    done = audited(tree, answers)
    assert (done.code, done.output) == (2, "")
    assert message in done.errors


@pytest.mark.parametrize(
    ("says", "reason"),
    [
        ("", "it said nothing"),
        ("WARNING:root:slow\nERROR:pip_audit: no such service\n", "ERROR:pip_audit: no such service"),
        (
            "Traceback\nConnectionError: HTTPSConnectionPool(host='pypi.org', port=443): Max retries exceeded with url",
            "pypi.org cannot be reached",
        ),
        ("ReadTimeout: HTTPSConnectionPool(host='api.osv.dev', port=443): Read timed out.", "api.osv.dev cannot be"),
    ],
)
def test_why_there_is_no_answer_is_said_in_few_words(says: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "_command", lambda: ["pip-audit"])
    failed = subprocess.CompletedProcess([], 1, stdout="", stderr=says)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(audit.AuditError, match="nothing was audited") as error:
        audit.ask([audit.Pin("qiskit", "1.2.0")], "pypi")
    assert f"gave no answer: {reason}" in str(error.value)


def test_nothing_to_ask_about_is_an_error(tree: Path) -> None:
    (tree / "requirements.txt").write_text("qiskit>=1\n", encoding="utf-8")
    done = audited(tree, {}, "requirements.txt")
    assert done.code == 2
    assert "no package is pinned to an exact version" in done.errors


def test_reports_come_in_every_format(tree: Path) -> None:
    done = audited(tree, {"numpy==2.3.0": [FLAW]}, "--format", "sarif=audit.sarif", "--format", "github")
    assert done.code == 1
    assert "file=requirements.txt,line=4" in done.output
    (result,) = json.loads((tree / "audit.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert result["ruleId"].endswith("vulnerable-sdk")


def test_a_configuration_cannot_silence_the_audit(tree: Path) -> None:
    (tree / "quantum-lint.toml").write_text('ignore = ["dependencies"]\nselect = ["notebooks"]\n', encoding="utf-8")
    assert audited(tree, {"numpy==2.3.0": [FLAW]}).code == 1


def test_an_exception_in_the_file_holds(tree: Path) -> None:
    ignored = "numpy==2.3.0  # quantum-lint: ignore[vulnerable-sdk] not reached\n"
    (tree / "requirements.txt").write_text(ignored, encoding="utf-8")
    assert audited(tree, {"numpy==2.3.0": [FLAW]}).code == 0


def test_pip_audit_has_to_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "find_spec", lambda _: None)
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(audit.AuditError, match=r"pip install 'quantum-lint\[audit\]'"):
        audit.ask([audit.Pin("qiskit", "1.0")], "pypi")


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (subprocess.TimeoutExpired("pip-audit", 1), "no answer within"),
        (PermissionError(13, "Permission denied"), "cannot be started: Permission denied"),
    ],
)
def test_a_program_that_hangs_or_is_broken(error: Exception, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(audit, "_command", lambda: ["pip-audit"])
    monkeypatch.setattr(subprocess, "run", fail)
    with pytest.raises(audit.AuditError, match=message):
        audit.ask([audit.Pin("qiskit", "1.0")], "osv")


def test_shipped_advisories_are_told_once_and_lend_their_severity() -> None:
    shipped = (Advisory("GHSA-1", "lab", ("<2",), "critical", "Own words.", "", "", ("CVE-1",)),)
    same = Advisory("PYSEC-1", "lab", ("==1",), "unknown", "Theirs.", "", "", ("CVE-1",))
    other = same._replace(package="lab-server")
    assert audit.merged(shipped, [same, other]) == (*shipped, other._replace(severity="critical"))


class _Osv(BaseHTTPRequestHandler):
    """Answers as osv.dev does: one flaw of one package."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        flaw = {
            "id": "GHSA-aaaa-bbbb-cccc",
            "summary": "It breaks.",
            "affected": [
                {
                    "package": {"name": "requests", "ecosystem": "PyPI"},
                    "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.0"}]}],
                    "versions": [asked["version"]],
                }
            ],
        }
        body = json.dumps({"vulns": [flaw]} if asked["package"]["name"] == "requests" else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing is to be printed."""


@pytest.fixture
def osv() -> Iterator[str]:
    """The address of such a service on this machine."""
    server = HTTPServer(("127.0.0.1", 0), _Osv)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query"
    server.shutdown()
    server.server_close()


@pytest.mark.tool
def test_the_real_pip_audit_with_a_service_of_our_own(tree: Path, osv: str) -> None:
    pytest.importorskip("pip_audit")
    more = {"PYTHONPATH": ":".join((str(PROJECT), *filter(None, sys.path))), "PIP_AUDIT_OSV_URL": osv}
    done = run("audit", "--service", "osv", "--format", "json", folder=tree, more=more)
    assert done.code == 1, done.errors
    report = json.loads(done.output)
    assert [(each["path"], each["line"]) for each in report["findings"]] == [("requirements.txt", 2), ("uv.lock", 3)]
    assert "GHSA-aaaa-bbbb-cccc" in report["findings"][0]["message"]
    unreachable = run(
        "audit", "--service", "osv", folder=tree, more={**more, "PIP_AUDIT_OSV_URL": "http://127.0.0.1:1"}
    )
    assert unreachable.code == 2, dedent(unreachable.output)
