"""Every shipped advisory in every format that can carry it: the versions it is about, and their neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from quantum_lint import knowledge
from quantum_lint.discover import file_of
from quantum_lint.match.advisories import name
from quantum_lint.model.file import File
from quantum_lint.model.known import Advisory
from tests.support.notebooks import build, cells_of
from tests.support.scanning import scan_files, settings_for

KNOWN = knowledge.load()
HASH = "0" * 64

#: Path -> a file that installs, asks for or locks `@P` in version `@V`.
FORMATS: dict[str, str] = {
    "requirements.txt": "# the SDK\n@P==@V  # pinned\n",
    "constraints.txt": "@P == @V ; python_version >= '3.9'\n",
    "hashed/requirements.txt": f"@P==@V \\\n    --hash=sha256:{HASH}\n",
    "requirements/dev.in": "@P===@V\n",
    "pyproject.toml": '[project]\nname = "a"\ndependencies = ["@P==@V"]\n',
    "extras/pyproject.toml": '[project]\nname = "a"\noptional-dependencies = {all = ["@P[x]==@V"]}\n',
    "groups/pyproject.toml": '[dependency-groups]\ntest = ["@P==@V"]\n',
    "poetry/pyproject.toml": '[tool.poetry.dependencies]\n@P = "@V"\n',
    "poetry-table/pyproject.toml": '[tool.poetry.group.dev.dependencies]\n@P = {version = "@V", extras = ["x"]}\n',
    "pdm/pyproject.toml": '[tool.pdm.dev-dependencies]\ntest = ["@P==@V"]\n',
    "hatch/pyproject.toml": '[tool.hatch.envs.test]\ndependencies = ["@P==@V"]\n',
    "hatch.toml": '[envs.test]\ndependencies = ["@P==@V"]\n',
    "pixi/pyproject.toml": '[tool.pixi.pypi-dependencies]\n@P = "==@V"\n',
    "pixi.toml": '[dependencies]\n@P = "==@V"\n',
    "Pipfile": '[packages]\n@P = "==@V"\n',
    "environment.yml": "dependencies:\n  - python=3.12\n  - conda-forge::@P=@V=py312_0\n",
    "pip/environment.yml": "dependencies:\n  - pip:\n      - @P==@V\n",
    "envs/lab.yml": "channels: [conda-forge]\ndependencies:\n  - @P ==@V\n",
    "uv.lock": '[[package]]\nname = "@P"\nversion = "@V"\nsource = { registry = "https://pypi.org/simple" }\n',
    "run.py.lock": '[[package]]\nname = "@P"\nversion = "@V"\n',
    "poetry.lock": '[[package]]\nname = "@P"\nversion = "@V"\ndescription = ""\n\n[package.dependencies]\na = "*"\n',
    "pdm.lock": '[[package]]\nname = "@P"\nversion = "@V"\nsummary = ""\n',
    "pylock.toml": "[[packages]]\nname = '@P'\nversion = '@V'\n",
    "Pipfile.lock": '{"_meta": {}, "default": {}, "develop": {"@P": {"hashes": [], "version": "==@V"}}}',
    "pixi.lock": "version: 6\npackages:\n- pypi: https://example.com/x.whl\n  name: @P\n  version: @V\n",
    "conda/pixi.lock": "version: 6\npackages:\n- conda: https://conda.anaconda.org/x/noarch/@P-@V-pyh_0.conda\n",
    "conda-lock.yml": "package:\n- name: @P\n  version: '@V'\n  manager: conda\n  hash:\n    md5: a\n",
    "pip/conda-lock.yml": "package:\n- name: @P\n  version: @V\n  manager: pip\n",
    "conda-linux-64.lock": "@EXPLICIT\nhttps://conda.anaconda.org/x/noarch/@P-@V-pyh_0.tar.bz2#0\n",
    "setup.py": 'from setuptools import setup\nsetup(install_requires=["@P==@V"])\n',
    "setup.cfg": "[options]\ninstall_requires =\n    @P==@V\n",
    "tox.ini": "[testenv]\ndeps =\n    py312: @P==@V\n",
    "commands/tox.ini": "[testenv]\ncommands = pip install @P==@V\n",
    "tox.toml": '[env_run_base]\ndeps = ["@P==@V"]\n',
    "noxfile.py": 'import nox\n@nox.session\ndef tests(session):\n    session.install("@P==@V")\n',
    "script.py": '# /// script\n# dependencies = ["@P==@V"]\n# ///\nprint()\n',
    "start.py": 'import subprocess\nsubprocess.run(["pip", "install", "@P==@V"])\n',
    "system.py": 'import os\nos.system("pip install @P==@V")\n',
    "magic.ipynb": "# %%\n%pip install @P==@V\n",
    "bang.ipynb": "# %%\n!pip install -q '@P==@V' numpy\n",
    "conda.ipynb": "# %%\n!conda install -y @P=@V=py_0\n",
    "install.sh": "set -e\nuv pip install --system '@P==@V'\n",
    "poetry.sh": "poetry add @P@@V\n",
    "Makefile": "install:\n\tpip install @P==@V\n",
    "Dockerfile": 'FROM a\nRUN apt-get update && \\\n    pip install "@P==@V"\n',
    "compose.yml": "services:\n  lab:\n    command: bash -c 'pip install @P==@V && jupyter lab'\n",
    ".github/workflows/ci.yml": "on: push\njobs:\n  a:\n    steps:\n      - run: |\n          pip install @P==@V\n",
    ".pre-commit-config.yaml": "repos:\n- hooks:\n  - id: mypy\n    additional_dependencies: ['@P==@V']\n",
    ".readthedocs.yml": "build:\n  jobs:\n    post_install:\n      - pip install @P==@V\n",
    ".binder/postBuild": "pip install @P==@V\n",
    "devcontainer.json": '{"postCreateCommand": "pip install @P==@V"}',
}


class Case(NamedTuple):
    """A version of an advisory's package: `affected` by it, or next to those that are."""

    advisory: Advisory
    version: str
    affected: bool


def _below(version: Version) -> str | None:
    """A version just below, as far as numbers go."""
    numbers = list(version.release)
    last = max((index for index, number in enumerate(numbers) if number), default=None)
    if version.is_prerelease or last is None:
        return None
    return ".".join(map(str, [*numbers[:last], numbers[last] - 1, 99]))


def _versions(advisory: Advisory) -> Iterator[str]:
    """The ends of all its ranges with their neighbours, and what is fixed."""
    for specifier in (each for affected in advisory.affected for each in SpecifierSet(affected)):
        end = Version(specifier.version)
        yield from filter(None, (str(end), _below(end), f"{'.'.join(map(str, end.release))}.1"))
    yield from advisory.fixed


def _cases() -> list[Case]:
    found = []
    for advisory in KNOWN.advisories:
        for version in dict.fromkeys(_versions(advisory)):
            ranges = [SpecifierSet(text, prereleases=True) for text in advisory.affected]
            found.append(Case(advisory, version, any(each.contains(version) for each in ranges)))
    return found


CASES = _cases()


def _file(path: str, text: str, case: Case, number: int) -> File:
    text = text.replace("@P", case.advisory.package).replace("@V", case.version)
    data = build(cells_of(text), {}) if path.endswith(".ipynb") else text.encode()
    found = file_of(f"{number}/{path}", data)
    assert isinstance(found, File)
    return found


def test_the_cases_hold_every_advisory_on_both_sides() -> None:
    for affected in (True, False):
        rows = {(case.advisory.id, case.advisory.package) for case in CASES if case.affected is affected}
        assert len(rows) == len(KNOWN.advisories)


@pytest.mark.parametrize("path", FORMATS)
def test_every_advisory_is_matched_and_nothing_beside_it(path: str) -> None:
    files = tuple(_file(path, FORMATS[path], case, number) for number, case in enumerate(CASES))
    report = scan_files(files, settings_for(select=frozenset({"vulnerable-sdk"})))
    messages = {int(each.place.path.partition("/")[0]): each.message for each in report.findings}
    assert len(messages) == len(report.findings)
    for number, case in enumerate(CASES):
        message = messages.get(number, "")
        assert (name(case.advisory) in message) is case.affected, (case.advisory.id, case.version)
        assert not message or KNOWN.as_of["advisories"] in message
        assert not case.affected or _names_what_to_do(message, case), message


def _names_what_to_do(message: str, case: Case) -> bool:
    """Whether the message names a release without a flaw, or what takes the package's place."""
    if "Update to " not in message:
        return not case.advisory.fixed and "No release fixes it; move to qiskit" in message
    release = Version(message.partition("Update to ")[2].split()[0])
    ranges = [text for row in KNOWN.advisories if row.package == case.advisory.package for text in row.affected]
    flawed = any(SpecifierSet(text, prereleases=True).contains(release) for text in ranges)
    return release > Version(case.version) and not flawed
