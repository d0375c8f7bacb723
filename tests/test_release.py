"""What is released: the wheel, what is in it, and what an installation of it weighs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import quantum_lint
from quantum_lint.toml import loads
from tests.cli.runner import PROJECT, repository
from tests.support.hooks import INSTALLED, WHEELS, Hooks, copy, released
from tests.support.workflows import PINNED, tool
from tools import changelog

WORKFLOW = PROJECT / ".github/workflows/release.yml"
#: Bytes of an environment of the hooks, with pip and all that is compiled: 58 million are measured with Python 3.11.
MOST_BYTES = 60_000_000
SDKS = ("qiskit", "cirq", "pennylane", "amazon-braket", "pytket", "pyquil", "dwave", "numpy", "rich")
OFFLINE = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(WHEELS), "PIP_CONFIG_FILE": os.devnull}

pytestmark = pytest.mark.tool


def required() -> None:
    if not (WHEELS / "complete").exists() and not os.environ.get("CI"):
        pytest.skip("run `make dev` first")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from what git has, as a release builds it."""
    required()
    folder = tmp_path_factory.mktemp("release")
    for name in INSTALLED:
        copy(PROJECT / name, folder / "source" / name)
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--wheel-dir",
        str(folder),
        str(folder / "source"),
    ]
    subprocess.run(command, check=True, env={**os.environ, **OFFLINE}, timeout=300)
    (built,) = folder.glob("*.whl")
    return built


def tree(folder: str) -> set[str]:
    """The files of a folder of the project that git has, by their paths in it."""
    listed = subprocess.run(["git", "ls-files", folder], cwd=PROJECT, capture_output=True, check=True, text=True)
    return {name.removeprefix(f"{folder}/") for name in listed.stdout.splitlines()}


def test_the_wheel_holds_the_package_and_its_rules_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    rules = {f"quantum_lint/_rules/{name}" for name in tree("rules")}
    example = {f"quantum_lint/_demo/{name}" for name in tree("fixtures/demo")}
    assert names == {f"quantum_lint/{name}" for name in tree("quantum_lint")} | rules | example


def test_the_version_stands_in_one_place(wheel: Path) -> None:
    project = loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"] == {"path": "quantum_lint/__init__.py"}
    assert wheel.name == f"quantum_lint-{quantum_lint.__version__}-py3-none-any.whl"


def test_an_environment_of_the_hooks_is_small_and_holds_no_sdk(tmp_path: Path) -> None:
    """As pre-commit makes it, with all that pip compiles."""
    required()
    hooks = Hooks(released(tmp_path / "quantum-lint"), tmp_path / "home", "pre-commit")
    work = repository(tmp_path / "work")
    hooks.configure(work, "quantum-lint-fix-notebooks", "quantum-lint", "quantum-lint-repository")
    answer = hooks.call(work, "install-hooks", PIP_NO_COMPILE="0")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    (folder,) = hooks.home.glob("repo*/py_env-*")
    size = sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    assert size <= MOST_BYTES, f"{size:,} bytes"
    listed = subprocess.check_output([folder / "bin/python", "-I", "-m", "pip", "list", "--format=json"], text=True)
    names = {package["name"].lower() for package in json.loads(listed)}
    assert [name for name in names if name.startswith(SDKS)] == []
    documented = set(re.findall(r"^\| `([\w-]+)` \| \d", (PROJECT / "docs/pre-commit.md").read_text(), re.MULTILINE))
    assert documented == names - {"pip", "quantum-lint", "tomli"}


def project(folder: Path, **fragments: str) -> Path:
    (folder / "quantum_lint").mkdir()
    (folder / "quantum_lint/__init__.py").write_text('"""Us."""\n\n__version__ = "0.1.0"\n', encoding="utf-8")
    (folder / "CHANGELOG.md").write_text(
        "# Changes\n\nNewest first.\n\n## 0.1.0 (2026-01-01)\n\nFirst.\n", encoding="utf-8"
    )
    (folder / "changelog.d").mkdir()
    for name, text in {"README": "How.\n", **fragments}.items():
        (folder / f"changelog.d/{name}.md").write_text(text, encoding="utf-8")
    return folder


def test_a_release_gathers_the_fragments_and_sets_the_version(tmp_path: Path) -> None:
    folder = project(tmp_path, cost="Added\n\nPrices.\nMore.\n", speed="Fixed\n\nSlowness.\n")
    changelog.release(folder, "0.2.0")
    text = (folder / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.fullmatch(
        r"# Changes\n\nNewest first\.\n\n## 0\.2\.0 \(\d{4}-\d\d-\d\d\)\n\n### Added\n\n- Prices\.\n  More\.\n\n"
        r"### Fixed\n\n- Slowness\.\n\n## 0\.1\.0 \(2026-01-01\)\n\nFirst\.\n",
        text,
    )
    assert [path.name for path in (folder / "changelog.d").iterdir()] == ["README.md"]
    assert changelog.check(folder, "0.2.0") == "### Added\n\n- Prices.\n  More.\n\n### Fixed\n\n- Slowness.\n"
    assert changelog.notes(folder, "0.1.0") == "First.\n"


@pytest.mark.parametrize(
    ("version", "message"), [("0.2.0", "the tag says 0.2.0, the package 0.1.0"), ("0.1.0", "1 fragments are in no")]
)
def test_a_tag_that_is_not_ready_is_refused(tmp_path: Path, version: str, message: str) -> None:
    with pytest.raises(SystemExit, match=message):
        changelog.check(project(tmp_path, cost="Added\n\nPrices.\n"), version)


def test_every_fragment_is_of_a_kind() -> None:
    assert changelog.section(PROJECT, "1.0.0", "2026-12-01").startswith("## 1.0.0 (2026-12-01)\n\n### Added\n")


def test_the_workflow_pins_what_it_uses_and_is_found_no_fault_with() -> None:
    pins = re.findall(r"uses: (\S+)(.*)", WORKFLOW.read_text(encoding="utf-8"))
    assert [use for use, version in pins if not (PINNED.fullmatch(use) and version.startswith(" # v"))] == []
    for command in (
        [tool("check-jsonschema"), "--builtin-schema", "vendor.github-workflows", WORKFLOW],
        *(
            [tool("zizmor"), "--offline", "--no-config", f"--persona={name}", WORKFLOW]
            for name in ("regular", "auditor")
        ),
    ):
        answer = subprocess.run([str(word) for word in command], capture_output=True, check=False, text=True)
        assert answer.returncode == 0, answer.stdout + answer.stderr
