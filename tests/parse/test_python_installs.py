"""What Python installs: commands that it starts, setup scripts, sessions of nox."""

from __future__ import annotations

from textwrap import dedent
from unittest.mock import patch

import pytest

from quantum_lint import parse
from quantum_lint.model.fact import Dependency, Manifest, PackageIndex
from quantum_lint.model.file import File
from quantum_lint.model.fragment import Fragment
from quantum_lint.parse.python import PythonDocument


def pieces(text: str) -> list[Fragment]:
    return list(parse.document(parse.whole(File("run.py", "python", text.encode()))).fragments())


def stated(text: str) -> list[tuple[str, str, str]]:
    """Name, range and what is written there (without the quotes of the shell), of every package."""
    data = text.encode()
    facts = [fact for piece in pieces(text) for fact in parse.document(piece).facts(None)]
    found = [fact for fact in facts if isinstance(fact, Dependency)]
    written = [data[each.span.start : each.span.end].decode().strip("'\"\\") for each in found]
    return [(each.name, each.specifier, text) for each, text in zip(found, written, strict=True)]


QISKIT = ("qiskit", ">=2", "qiskit>=2")


@pytest.mark.parametrize(
    "text",
    [
        'import subprocess, sys\nsubprocess.run([sys.executable, "-m", "pip", "install", "-q", "qiskit>=2"])',
        'from subprocess import check_call as run\nrun(("pip3", "install", "qiskit>=2"))',
        "import subprocess as s\ns.Popen(\"pip install 'qiskit>=2'\", shell=True)",
        "import os, sys\nos.system(f'{sys.executable} -m pip install \"qiskit>=2\" {sys.argv[1]}')",
        'import os\nos.system("pip \\\n  install -U \\"qiskit>=2\\"")',
        'import os\nos.system("pip install" " " + "\'qiskit>=2\'")',
        "from os import system as run\nrun(\"echo '#' && pip install 'qiskit>=2'\")",
        "import subprocess\nsubprocess.run('''\n[ $# = 0 ] && pip install \"qiskit>=2\"\n''', shell=True)",
        "# as the course asks\rimport os\ros.system(\"pip install 'qiskit>=2'\")",
        'import pip\npip.main(["install", "qiskit>=2"])',
        'from pip._internal import main as pip_main\npip_main(["install", "qiskit>=2"])',
        'from pip._internal.cli.main import main\nmain(["install", "qiskit>=2"])',
        "get_ipython().system(\"pip install 'qiskit>=2'\")",
        'get_ipython().run_line_magic("pip", "install \'qiskit>=2\'")',
        'import micropip\nawait micropip.install("qiskit>=2")',
        'import nox\n@nox.session\ndef tests(session):\n    session.install("qiskit>=2", silent=True)',
        "import nox\n@nox.session\ndef tests(session): helper(session)\n"  # noqa: ISC004
        'def helper(session):\n    session.run("python", "-m", "pip", "install", "qiskit>=2")',
        'from setuptools import setup\nsetup(name="a", install_requires=["qiskit>=2"])',
        'import setuptools\nNEEDS = """\n# the SDK\nqiskit>=2\n"""\nsetuptools.setup(install_requires=NEEDS)',
        'from setuptools import setup\nsetup(**{"extras_require": {"all": ["qiskit>=2"], **rest}})',
    ],
)
def test_forms(text: str) -> None:
    assert stated(text) == [QISKIT]


@pytest.mark.parametrize(
    "text",
    [
        "system = 2  # a system of qubits\n# pip install qiskit>=2\nprint(system)",
        "import os\n#!pip install 'qiskit>=2'\nos.system('ls')",
    ],
)
def test_what_only_prose_and_comments_say_is_not_evaluated(text: str) -> None:
    with patch.object(PythonDocument, "evaluation", side_effect=AssertionError):
        assert pieces(text) == []


@pytest.mark.parametrize(
    "text",
    [
        '# os.system("pip install qiskit")\nimport os',
        'import os\nos.system("pip list")\nprint("pip install qiskit")',
        'import subprocess\nraise ImportError("run `pip install qiskit`")',
        'import os\nif False:\n    os.system("pip install qiskit")',
        'import os\nos.system(f"pip install {name}=={version}")',
        'import subprocess\nsubprocess.run(["git", "commit", "-m", "pip install qiskit"])',
        'from setuptools import setup\nsetup(install_requires=open("requirements.txt").read().splitlines())',
        'class Session:\n    def install(self, name): ...\nsession = Session()\nsession.install("qiskit")\nimport nox',
        'def tests(session):\n    session.install("qiskit")\nimport subprocess',
    ],
)
def test_what_installs_nothing_known(text: str) -> None:
    assert stated(text) == []


def test_each_package_of_a_helper_and_of_a_loop_stands_where_it_is_written() -> None:
    text = dedent("""\
        import subprocess
        import sys

        NAMES = ["café", "qiskit==2.4.2"]

        def install(package):
            subprocess.check_call([sys.executable, "-m", "pip", "install", package])

        for name in NAMES:
            install(name)
        install("cirq")
    """)
    assert sorted(stated(text)) == [("cirq", "", "cirq"), ("qiskit", "==2.4.2", "qiskit==2.4.2")]


def test_escapes_keep_the_place_of_the_other_words() -> None:
    text = 'import os\nos.system("echo \\"\\u00e9\\"; pip install qiskit==1.0\\n")\n'
    assert stated(text) == [("qiskit", "==1.0", "qiskit==1.0")]


def test_what_a_package_asks_for_is_a_promise_unless_it_is_private() -> None:
    asked = 'from setuptools import setup\nsetup(install_requires=["qiskit>=2"], classifiers=[{}])'
    for classifiers, library in (("", True), ('"Private :: Do Not Upload"', False)):
        (piece,) = pieces(asked.format(classifiers))
        (manifest,) = [each for each in parse.document(piece).facts(None) if isinstance(each, Manifest)]
        assert ("library" in piece.traits) == library != manifest.application


def test_indexes_of_such_commands_are_seen_too() -> None:
    text = 'import os\nos.system("pip install --extra-index-url https://pypi.example qiskit")'
    facts = [fact for piece in pieces(text) for fact in parse.document(piece).facts(None)]
    assert [fact.url for fact in facts if isinstance(fact, PackageIndex)] == ["https://pypi.example"]
