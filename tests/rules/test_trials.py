"""Who is told of versions that a workflow leaves open: everybody where something is at stake, else the pedantic."""

from __future__ import annotations

import pytest

from quantum_lint.config import Settings
from quantum_lint.discover import file_of
from quantum_lint.engine import ScanRequest, scan
from quantum_lint.model.file import File

LIBRARY = "[build-system]\nrequires = ['hatchling']\n[project]\nname = 'toolbox'\n"
NOTHING = "permissions: {contents: read}\n"
HEAD = "jobs:\n  newest:\n    runs-on: ubuntu-24.04\n"
INSTALLS = {
    "unpinned-sdk": "pip install qiskit",
    "unpinned-source": "pip install git+https://github.com/example/pulses",
    "piped-installer": "curl -LsSf https://astral.sh/uv/install.sh | sh",
}


def persona_of(rule: str, manifest: str, workflow: str) -> str:
    texts = {".github/workflows/a.yml": workflow, "pyproject.toml": manifest}
    files = tuple(file for file in (file_of(path, text.encode()) for path, text in texts.items()))
    assert all(isinstance(file, File) for file in files)
    settings = Settings(select=frozenset((rule,)), persona="auditor")
    report = scan(ScanRequest(settings=settings, files=files))  # type: ignore[arg-type]
    (found,) = (each for each in report.findings if each.place.path.endswith("a.yml"))
    return found.persona


def steps(rule: str) -> str:
    return f"    steps:\n      - run: {INSTALLS[rule]}\n"


@pytest.mark.parametrize("rule", INSTALLS)
def test_a_test_of_a_library_with_nothing_at_stake_is_for_the_pedantic(rule: str) -> None:
    assert persona_of(rule, LIBRARY, f"on: push\n{NOTHING}{HEAD}{steps(rule)}") == "pedantic"


@pytest.mark.parametrize("rule", ["unpinned-sdk", "unpinned-source"])
@pytest.mark.parametrize(
    ("manifest", "events", "persona"),
    [
        ("", "on: push\n", "regular"),
        ("", "on: {schedule: [{cron: '0 4 * * 1'}]}\n", "pedantic"),
        (LIBRARY + "classifiers = ['Private :: Do Not Upload']\n", "on: push\n", "regular"),
    ],
)
def test_no_other_repository_is_a_library_unless_a_clock_asks_for_the_newest(
    rule: str, manifest: str, events: str, persona: str
) -> None:
    assert persona_of(rule, manifest, f"{events}{NOTHING}{HEAD}{steps(rule)}") == persona


@pytest.mark.parametrize("rule", INSTALLS)
@pytest.mark.parametrize(
    "workflow",
    [
        f"on: push\npermissions: write-all\n{HEAD}",
        f"on: push\npermissions: {{id-token: write}}\n{HEAD}",
        f"on: push\nenv: {{TOKEN: '${{{{ secrets.PYPI_TOKEN }}}}'}}\n{NOTHING}{HEAD}",
        f"on: push\n{NOTHING}{HEAD}    env: {{TOKEN: '${{{{ secrets.DEPLOY }}}}'}}\n",
    ],
)
def test_where_something_is_at_stake_everybody_is_told(rule: str, workflow: str) -> None:
    assert persona_of(rule, LIBRARY, workflow + steps(rule)) == "regular"


@pytest.mark.parametrize("secret", ["GITHUB_TOKEN", "CODECOV_TOKEN"])
def test_a_token_that_only_reports_opens_nothing(secret: str) -> None:
    workflow = f"on: push\n{NOTHING}{HEAD}    env: {{TOKEN: '${{{{ secrets.{secret} }}}}'}}\n"
    assert persona_of("unpinned-sdk", LIBRARY, workflow + steps("unpinned-sdk")) == "pedantic"


def persona_in(path: str, text: str, manifest: str, rule: str = "unpinned-sdk") -> str:
    files = [file_of(name, content.encode()) for name, content in ((path, text), ("pyproject.toml", manifest))]
    settings = Settings(select=frozenset((rule,)), persona="auditor")
    report = scan(ScanRequest(settings=settings, files=tuple(files)))  # type: ignore[arg-type]
    (found,) = (each for each in report.findings if each.place.path == path)
    return found.persona


DEVELOPS = {
    "requirements-dev.txt": "qiskit>=1\n",
    "requirements_ci.txt": "qiskit>=1\n",
    "dev-requirements.txt": "qiskit>=1\n",
    "requirements/tests.txt": "qiskit>=1\n",
    "tests/requirements.txt": "qiskit>=1\n",
    "docs/requirements.txt": "qiskit>=1\n",
    "tox.ini": "[testenv:headers]\ndeps = qiskit>=1\n",
    "docs/environment.yml": "dependencies: [qiskit]\n",
    "requirements/requirements-rtd.txt": "qiskit>=1\n",
    ".pre-commit-config.yaml": (
        "repos:\n- repo: https://github.com/example/mypy\n  rev: v1\n  hooks:\n"
        "  - id: mypy\n    additional_dependencies: [qiskit]\n"
    ),
    "noxfile.py": "import nox\n\n\n@nox.session\ndef lint(session):\n    session.install('qiskit')\n",
    "ci/build-test.sh": "python -m pip install --upgrade --pre qiskit~=2.0\n",
}
SOURCES = {
    "docs/requirements.txt": "pulses @ git+https://github.com/example/pulses@main\n",
    "tox.ini": "[testenv:newest]\ndeps = git+https://github.com/example/pulses\n",
    "noxfile.py": (
        "import nox\n\n\n@nox.session\ndef newest(session):\n"
        "    session.install('pulses @ git+https://github.com/example/pulses')\n"
    ),
}


@pytest.mark.parametrize("path", DEVELOPS)
def test_what_a_library_is_developed_with_is_for_the_pedantic(path: str) -> None:
    assert persona_in(path, DEVELOPS[path], LIBRARY) == "pedantic"
    assert persona_in(path, DEVELOPS[path], "[tool.ruff]\n") == "regular"


@pytest.mark.parametrize("path", SOURCES)
def test_the_newest_commit_that_a_library_is_tried_with_is_for_the_pedantic(path: str) -> None:
    assert persona_in(path, SOURCES[path], LIBRARY, "unpinned-source") == "pedantic"
    assert persona_in(path, SOURCES[path], "[tool.ruff]\n", "unpinned-source") == "regular"


def test_a_script_that_readers_of_a_guide_pipe_into_a_shell_is_for_the_pedantic_if_its_maker_hands_it_out() -> None:
    guide = "```sh\ncurl -LsSf https://{}/install.sh | sh\n```\n"
    assert persona_in("docs/start.md", guide.format("astral.sh"), LIBRARY, "piped-installer") == "pedantic"
    assert persona_in("docs/start.md", guide.format("get.example.org"), LIBRARY, "piped-installer") == "regular"


@pytest.mark.parametrize(("build", "persona"), [("", "regular"), ("[build-system]\nrequires = []\n", "pedantic")])
def test_a_library_without_a_lock_is_for_the_pedantic(build: str, persona: str) -> None:
    text = f"{build}[project]\nname = 'toolbox'\ndependencies = ['qiskit>=2']\n"
    assert persona_in("part/pyproject.toml", text, "", "unlocked-project") == persona


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("requirements.txt", "qiskit>=1\n"),
        ("requirements-device.txt", "qiskit>=1\n"),
        ("contest/requirements.txt", "qiskit>=1\n"),
        ("ci/build.sh", "python -m pip install --upgrade qiskit\n"),
    ],
)
def test_what_is_installed_for_another_purpose_is_for_everybody(path: str, text: str) -> None:
    assert persona_in(path, text, LIBRARY) == "regular"
