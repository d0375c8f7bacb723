"""A credential that one file writes down and another gives to an SDK."""

from __future__ import annotations

import subprocess
from pathlib import Path
from random import Random
from typing import Any

import pytest

from quantum_lint import synthetic
from quantum_lint.discover import file_of
from quantum_lint.engine import ScanRequest, scan
from quantum_lint.model.file import File
from quantum_lint.model.report import Report
from tests.support import notebooks
from tests.support.scanning import scan_files, settings_for

LOGIN = "from fireopal import authenticate_qctrl_account\n"
MAIN = f"from settings import ACCESS\n{LOGIN}\nauthenticate_qctrl_account(ACCESS)\n"


def value(seed: int = 0) -> str:
    return synthetic.make("qctrl", "api-key", Random(seed))


def report(files: dict[str, str], **changes: Any) -> Report:
    made = [file_of(path, text.encode()) for path, text in files.items()]
    return scan_files(tuple(each for each in made if isinstance(each, File)), settings_for(**changes))


def places(found: Report) -> list[tuple[str, str, int]]:
    return [(each.rule.name, each.place.path, each.place.line) for each in found.open()]


def on_disk(folder: Path, files: dict[str, str], *paths: str, jobs: int = 1) -> Report:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    wanted = tuple(str(folder / path) for path in paths) or (str(folder),)
    found = scan(ScanRequest(settings_for(root=str(folder)), paths=wanted, jobs=jobs))
    assert not found.errors
    return found


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


def test_finding_is_where_the_literal_stands_and_says_where_it_goes() -> None:
    secret = value()
    found = report({"main.py": MAIN, "settings.py": f'\nACCESS = "{secret}"\n'})
    assert places(found) == [("token-in-call", "settings.py", 2)]
    finding = found.findings[0]
    assert (finding.provider, finding.credential) == ("qctrl", "api-key")
    assert [(each.place.path, each.place.line) for each in finding.related] == [("main.py", 4)]
    assert secret not in repr(finding)
    assert [line.text for line in finding.frame if line.mark] == [f'ACCESS = "{"*" * len(secret)}"']


def test_notebook_beside_a_module() -> None:
    notebook = notebooks.build(notebooks.cells_of(f"# %%\n{MAIN}"), {}).decode()
    found = report({"work/demo.ipynb": notebook, "work/settings.py": f'ACCESS = "{value()}"\n'})
    assert places(found) == [("token-in-call", "work/settings.py", 1)]
    assert [each.place.cell.line for each in found.findings[0].related if each.place.cell] == [4]


def test_many_importers_are_one_finding() -> None:
    files = {f"main{number}.py": MAIN for number in range(5)}
    found = report({**files, "settings.py": f'ACCESS = "{value()}"\n'})
    assert places(found) == [("token-in-call", "settings.py", 1)]


def test_secret_that_gives_itself_away_is_reported_once() -> None:
    """D-Wave's tokens have a shape of their own: the file alone shows one, the importing file says what it is for."""
    secret = synthetic.make("dwave", "token", Random(1))
    code = "from settings import ACCESS\nfrom dwave.system import DWaveSampler\nDWaveSampler(token=ACCESS)\n"
    settings = f'ACCESS = "{secret}"\n'
    assert places(report({"settings.py": settings})) == [("provider-token", "settings.py", 1)]
    assert places(report({"main.py": code, "settings.py": settings})) == [("token-in-call", "settings.py", 1)]
    default = f'import os\nACCESS = os.getenv("DWAVE_API_TOKEN", "{secret}")\n'
    found = report({"main.py": code, "settings.py": default})
    assert [(path, line) for _, path, line in places(found)] == [("settings.py", 2)]


def test_secret_is_hidden_in_every_file() -> None:
    """The value is known only from the module, and stands in a line that another rule shows."""
    secret = value()
    other = f'requests.get("http://api.ionq.co/v0.3/jobs")  # {secret}\n'
    found = report({"main.py": MAIN, "settings.py": f'ACCESS = "{secret}"\n', "other.py": f"import requests\n{other}"})
    assert len(found.findings) > 1
    assert secret not in repr(found)


def test_wrapper_in_another_file() -> None:
    files = {
        "helpers.py": f"{LOGIN}def login(key):\n    authenticate_qctrl_account(key)\n",
        "main.py": f'import helpers  # calls authenticate_qctrl_account\nhelpers.login("{value()}")\n',
    }
    assert places(report(files)) == [("token-in-call", "main.py", 2)]


def test_file_that_names_no_call_is_not_read() -> None:
    """What wakes a rule is a word of the file itself."""
    files = {"helpers.py": "from fireopal import authenticate_qctrl_account as login\n"}
    assert places(report({**files, "main.py": f'from helpers import login\nlogin("{value()}")\n'})) == []


def test_ignore_comment_in_the_module_holds() -> None:
    settings = f'ACCESS = "{value()}"  # quantum-lint: ignore[token-in-call] until=2030-01-01 owner=me a test account\n'
    found = report({"main.py": MAIN, "settings.py": settings})
    assert places(found) == []
    assert [each.suppressed is not None for each in found.findings] == [True]


class TestOnDisk:
    def test_module_that_is_not_scanned(self, tmp_path):
        files = {"main.py": MAIN, "settings.py": f'ACCESS = "{value()}"\n'}
        assert places(on_disk(tmp_path, files, "main.py")) == [("token-in-call", "settings.py", 1)]

    def test_ignore_comment_in_a_module_that_is_not_scanned(self, tmp_path):
        settings = f'ACCESS = "{value()}"  # quantum-lint: ignore[token-in-call] owner=me until=2999-01-01 shared\n'
        assert places(on_disk(tmp_path, {"main.py": MAIN, "settings.py": settings}, "main.py")) == []

    def test_module_that_git_ignores_is_where_a_secret_may_be(self, tmp_path):
        git(tmp_path, "init")
        files = {"main.py": MAIN, "settings.py": f'ACCESS = "{value()}"\n', ".gitignore": "settings.py\n"}
        assert places(on_disk(tmp_path, files)) == []
        assert places(on_disk(tmp_path, {}, "main.py")) == []
        git(tmp_path, "add", "--force", "settings.py")
        assert places(on_disk(tmp_path, {}, "main.py")) == [("token-in-call", "settings.py", 1)]

    @pytest.mark.parametrize("jobs", [1, 2])
    def test_workers_find_the_same(self, tmp_path, jobs):
        files = {f"p{number}/main.py": MAIN for number in range(120)}
        files |= {f"p{number}/settings.py": f'ACCESS = "{value(number)}"\n' for number in range(120)}
        found = on_disk(tmp_path, files, jobs=jobs)
        assert sorted(places(found)) == sorted(("token-in-call", f"p{number}/settings.py", 1) for number in range(120))

    def test_link_out_of_the_tree(self, tmp_path):
        (tmp_path / "outside.py").write_text(f'ACCESS = "{value()}"\n')
        (tmp_path / "tree").mkdir()
        (tmp_path / "tree" / "settings.py").symlink_to(tmp_path / "outside.py")
        assert places(on_disk(tmp_path / "tree", {"main.py": MAIN})) == []
