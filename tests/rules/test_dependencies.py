"""What the cards of the pack cannot show: messages, traps of the advisories, and places of the findings."""

from __future__ import annotations

import pytest

from quantum_lint import catalog, knowledge
from quantum_lint.discover import file_of
from quantum_lint.engine import ALL_SCOPES, Repository, ScanRequest, scan
from quantum_lint.knowledge import Knowledge
from quantum_lint.match import package
from quantum_lint.model.fact import Located
from quantum_lint.model.file import File
from quantum_lint.model.finding import Finding
from quantum_lint.model.hit import Hit
from quantum_lint.model.known import Advisory
from quantum_lint.model.rule import Options
from quantum_lint.parse import document, whole
from quantum_lint.rules.dependencies import vulnerable_sdk
from tests.support.notebooks import Output, build, cells_of
from tests.support.scanning import scan_files, settings_for

KNOWN = knowledge.load()


def findings(rule: str, files: dict[str, str], configuration: str = "") -> list[Finding]:
    beside = {path: text.encode() for path, text in files.items()}
    made = [file_of(path, data, beside.get) for path, data in beside.items()]
    settings = settings_for(configuration, select=frozenset({rule}))
    return list(scan_files(tuple(file for file in made if isinstance(file, File)), settings).findings)


def message(rule: str, line: str, path: str = "requirements.txt") -> str:
    (finding,) = findings(rule, {path: line + "\n"})
    return finding.message


def with_advisories(*rows: Advisory) -> Knowledge:
    """The shipped knowledge with other advisories."""
    known = Knowledge(KNOWN.tables)
    known.__dict__["advisories"] = rows
    return known


def judged(line: str, *rows: Advisory) -> list[Hit]:
    file = file_of("requirements.txt", line.encode())
    assert isinstance(file, File)
    stated = tuple(Located(file.path, fact) for fact in document(whole(file)).facts(KNOWN))
    return list(vulnerable_sdk.check(Repository(stated, {}), Options(), with_advisories(*rows)))


def advisory(package: str, affected: tuple[str, ...], fixed: tuple[str, ...] = (), severity: str = "high") -> Advisory:
    return Advisory("GHSA-1", package, affected, severity, "It breaks.", "2026-01-01", "here", ("CVE-2026-1",), fixed)


def test_an_advisory_names_id_fix_reach_and_date() -> None:
    text = message("vulnerable-sdk", "amazon-braket-sdk==1.100.0")
    assert "CVE-2026-9291 (high)" in text
    assert "AwsQuantumJob.result" in text
    assert "Update to 1.117.0 or later" in text
    assert KNOWN.as_of["advisories"] in text


def test_a_call_that_reaches_the_flaw_is_named_with_its_file() -> None:
    reader = "from qiskit import qpy\n\nwith open('a.qpy', 'rb') as stream:\n    circuits = qpy.load(stream)\n"
    writer = "from qiskit import qpy\n\nqpy.dump(circuits, stream)\n"
    pinned = {"requirements.txt": "qiskit==1.3.0\n"}
    (reached,) = findings("vulnerable-sdk", {**pinned, "study/read.py": reader, "write.py": writer, "z.py": reader})
    assert "This repository calls `qiskit.qpy.load` in `study/read.py` and 1 more" in reached.message
    assert "which reaches CVE-2025-2000" in reached.message
    (other,) = findings("vulnerable-sdk", {**pinned, "write.py": writer})
    assert "Reached through qiskit.qpy.load" in other.message
    assert "This repository" not in other.message


def test_any_flaw_of_a_version_may_be_the_one_that_is_reached() -> None:
    code = "from qiskit import QuantumCircuit\nc = QuantumCircuit.from_qasm_str(text)\n"
    (found,) = findings("vulnerable-sdk", {"requirements.txt": "qiskit==1.3.0\n", "a.py": code})
    assert "from_qasm_str` in `a.py`, which reaches QL-2026-QASM2-RECURSION" in found.message


def test_functions_of_one_name_in_other_modules_reach_nothing() -> None:
    code = "from qiskit import qasm3, qpy\nqasm3.load('a.qasm')\nqpy.load(stream)\n"
    (found,) = findings("vulnerable-sdk", {"requirements.txt": "qiskit==2.4.1\n", "a.py": code})
    assert "QASM2" in found.message
    assert "This repository" not in found.message


def test_it_is_found_in_one_file_alone_and_not_by_what_only_looks_at_the_whole() -> None:
    file = file_of("requirements.txt", b"qiskit==1.0.2\n")
    assert isinstance(file, File)
    settings = settings_for(select=frozenset({"vulnerable-sdk"}))
    for scopes, count in ((("document",), 1), (("repository",), 0), (ALL_SCOPES, 1)):
        assert len(scan(ScanRequest(settings, files=(file,), scopes=scopes)).findings) == count


def test_the_release_named_has_no_other_flaw() -> None:
    assert "Update to 1.4.6 or later" in message("vulnerable-sdk", "qiskit==1.0.2")
    assert "Update to 2.4.2 or later" in message("vulnerable-sdk", "qiskit==2.0.0rc1")


def test_without_a_fix_the_successor_is_named() -> None:
    assert "No release fixes it; move to qiskit" in message("vulnerable-sdk", "qiskit-terra==0.46.3")


def test_severity_is_that_of_the_worst_advisory() -> None:
    (mild,) = findings("vulnerable-sdk", {"requirements.txt": "qiskit==2.4.1\n"})
    (grave,) = findings("vulnerable-sdk", {"requirements.txt": "qiskit==1.4.1\n"})
    assert (mild.severity, grave.severity) == ("medium", "high")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("lab==0.46.3", True),
        ("lab==0.46.3+build.7", True),
        ("lab==0.46.4", False),
        ("lab<=0.46.3", True),
        ("lab>=0.18", False),
        ("lab", False),
        ("lab==0.2.0-n653", False),
        ("lab==${VERSION}", False),
        ("lab @ git+https://github.com/example/lab@v0.40", False),
    ],
)
def test_last_affected_without_a_fix(line: str, found: bool) -> None:
    assert bool(judged(line, advisory("lab", (">=0.18.0,<=0.46.3",)))) is found


@pytest.mark.parametrize(
    ("version", "found"),
    [("1.4.1", True), ("1.4.2", False), ("1.4.2rc1", True), ("2.0.0rc1", True), ("2.0.0rc2", False), ("2.0.0", False)],
)
def test_ranges_of_one_advisory_are_alternatives(version: str, found: bool) -> None:
    row = advisory("lab", ("<1.4.2", "==2.0.0rc1"), ("1.4.2", "2.0.0rc2"))
    assert bool(judged(f"lab=={version}", row)) is found


def test_names_are_compared_normalised() -> None:
    assert judged("jupyter_server==1.0", advisory("jupyter-server", ("<2",), ("2",)))


def test_a_package_has_one_finding_however_many_advisories() -> None:
    rows = [advisory("lab", ("<2",), ("2",), severity) for severity in ("low", "critical", "medium")]
    (hit,) = judged("lab==1.0", *rows)
    assert "(critical) and 2 more" in hit.note


def test_every_shipped_advisory_has_ranges_that_can_be_read() -> None:
    from quantum_lint.parse.ranges import range_of
    from quantum_lint.parse.version import version_of

    for row in KNOWN.advisories:
        assert all(range_of(affected) is not None for affected in row.affected), row.id
        assert all(version_of(fixed) is not None for fixed in row.fixed), row.id


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("qiskit", "in whatever version is newest"),
        ("qiskit>=1.0", "any version that fits `>=1.0`"),
        ("qiskit~=1.0", "(`qiskit==1.2.3`)"),
    ],
)
def test_an_open_version_is_quoted(line: str, part: str) -> None:
    assert part in message("unpinned-sdk", line)


def test_the_finding_stands_on_the_package() -> None:
    text = "RUN apt-get update && \\\n    pip install numpy \\\n      'qiskit>=1'\n"
    (finding,) = findings("unpinned-sdk", {"Dockerfile": "FROM python:3.12\n" + text})
    assert (finding.place.line, finding.place.column) == (4, 7)


@pytest.mark.parametrize(
    ("builder", "found"),
    [
        ('with open("requirements.txt") as stream: pass\n', 0),
        ("# reads requirements.txt\n", 1),
        ('open("dev-requirements.txt")\n', 1),
        ("install_requires = glob('require*.txt')\n", 0),
    ],
)
def test_a_library_promises_ranges(builder: str, found: int) -> None:
    files = {"lib/setup.py": builder, "lib/requirements.txt": "qiskit>=1\n"}
    assert len(findings("unpinned-sdk", files)) == found


def test_of_two_extras_in_a_setup_script_only_one_is_installed() -> None:
    text = "from setuptools import setup\nextras = {'cpu': ['qulacs>=0.6'], 'gpu': ['qulacs-gpu>=0.3'%s]}\n"
    setup = text + "setup(name='toolbox', extras_require=extras)\n"
    assert findings("conflicting-sdks", {"setup.py": setup % ""}) == []
    assert len(findings("conflicting-sdks", {"setup.py": setup % ", 'qulacs>=0.6'"})) == 1


def test_one_place_with_two_addresses_is_one_finding() -> None:
    text = (
        "import os\nfrom setuptools import setup\n\nneed = 'pulses @ git+https://github.com/example/pulses'\n"
        "if os.environ.get('NEW'):\n    need += '@dev'\nsetup(name='toolbox', install_requires=[need])\n"
    )
    assert len(findings("unpinned-source", {"setup.py": text})) == 1


@pytest.mark.parametrize(
    ("lock", "found"), [("uv.lock", 0), ("apps/uv.lock", 0), ("apps/a/poetry.lock", 0), ("apps/b/uv.lock", 1), ("x", 1)]
)
def test_a_lock_covers_what_is_beside_and_below(lock: str, found: int) -> None:
    files = {"apps/a/pyproject.toml": '[project]\nname = "a"\ndependencies = ["qiskit"]\n', lock: "version = 1\n"}
    assert len(findings("unpinned-sdk", files)) == found
    assert len(findings("unlocked-project", files)) == found


def test_one_finding_for_each_unlocked_manifest() -> None:
    text = '[project]\nname = "a"\ndependencies = ["qiskit", "qiskit-aer", "cirq", "pennylane", "stim"]\n'
    first, second = findings("unlocked-project", {"a/pyproject.toml": text, "b/pyproject.toml": text})
    assert (first.place.path, second.place.path) == ("a/pyproject.toml", "b/pyproject.toml")
    assert "`qiskit`, `qiskit-aer`, `cirq`" in first.message


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("git+https://github.com/example/x", "the newest commit of its repository"),
        ("git+https://github.com/example/x@dev", "the newest commit of `dev`"),
        ("git+ssh://git@github.com/example/x@v1.2", "the tag `v1.2`"),
        ("https://example.com/x-1.0.tar.gz", "whatever example.com serves"),
    ],
)
def test_a_source_is_described(line: str, part: str) -> None:
    assert part in message("unpinned-source", line)


@pytest.mark.parametrize("user", ["user:password", "${USER}:${PASSWORD}"])
def test_no_message_quotes_the_user_of_an_index(user: str) -> None:
    text = message("additional-index", f"--extra-index-url https://{user}@packages.example.com/simple")
    assert "packages.example.com" in text
    assert user not in text
    assert "assword" not in text


def test_policy_lists_the_indexes() -> None:
    files = {"requirements.txt": "--index-url https://packages.example.com/simple\n"}
    (finding,) = findings("untrusted-index", files, '[policy]\napproved-indexes = ["pypi.org"]\n')
    assert "packages.example.com is not among" in finding.message
    assert not findings("untrusted-index", files)


class TestVerb:
    """The verb `package`, as a user's own card would use it."""

    TEXT = "qiskit==1.0\nqiskit-aer>=0.13,<0.14\npennylane\ncirq @ git+https://github.com/example/cirq\n"

    def names(self, **table: object) -> list[str]:
        file = file_of("requirements.txt", self.TEXT.encode())
        assert isinstance(file, File)
        check = package.compile({"note": "{package}|{specifier}|{advice}", **table})
        return [hit.note.partition("|")[0] for hit in check(document(whole(file)), Options(), KNOWN)]

    def test_names_and_globs(self) -> None:
        assert self.names(package="qiskit*") == ["qiskit", "qiskit-aer"]
        assert self.names(package=["cirq", "penny*"]) == ["pennylane", "cirq"]

    def test_version_must_hold_all_that_is_allowed(self) -> None:
        assert self.names(package="*", version="<1") == ["qiskit-aer"]
        assert self.names(package="*", version="<=1.0") == ["qiskit", "qiskit-aer"]

    def test_pinned(self) -> None:
        assert self.names(package="*", pinned=True) == ["qiskit", "cirq"]
        assert self.names(package="*", pinned=False) == ["qiskit-aer", "pennylane"]

    def test_words(self) -> None:
        assert package.words({"package": "@superseded"}, KNOWN) == ("@packages",)
        assert package.words({"package": ["@known", "numpy"]}, KNOWN) is None


def test_superseded_packages_all_say_what_to_do() -> None:
    rule = catalog.load().rules["superseded-sdk"]
    check = catalog.check_of(rule)
    lines = "".join(f"{name}==1.0\n" for name, known in KNOWN.packages.items() if known.superseded)
    file = file_of("requirements.txt", lines.encode())
    assert isinstance(file, File)
    hits = list(check(document(whole(file)), Options(), KNOWN))
    assert len(hits) == lines.count("\n")
    assert all("Use " in hit.note or "There is no successor" in hit.note for hit in hits)


@pytest.mark.parametrize(
    ("line", "mime", "found"),
    [
        ("jupyterlab==4.5.6", "text/html", True),
        ("jupyterlab==4.5.6", "text/plain", False),
        ("jupyterlab==4.6.2", "text/html", False),
        ("jupyterlab<4.5.6", "text/html", False),
        ("nbconvert==7.0.0", "text/html", False),
    ],
)
def test_a_flaw_of_saved_outputs_takes_such_an_output(line: str, mime: str, found: bool) -> None:
    notebook = build(cells_of("# %%\nframe\n"), {0: [Output("<b>done</b>", {"mime": mime})]}).decode()
    files = {"requirements.txt": f"{line}\n", "a/b.ipynb": notebook, "c.ipynb": notebook}
    hits = findings("saved-output-exploit", files)
    assert [(each.place.path, each.place.line) for each in hits] == ([("requirements.txt", 1)] if found else [])
    for hit in hits:
        assert "CVE-2026-42557 (high)" in hit.message
        assert "`a/b.ipynb`, `c.ipynb` keep text/html output" in hit.message
