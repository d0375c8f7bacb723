"""The looks at a text that spare an evaluation: what is found is the same without them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest

from quantum_lint import knowledge
from quantum_lint.discover import file_of
from quantum_lint.match.credential_candidates import may_hold_credential
from quantum_lint.match.named_credentials import credential_named, may_bind_secret, may_name_secret
from quantum_lint.match.passed_credentials import may_pass
from quantum_lint.model.file import File
from quantum_lint.model.fragment import Fragment
from quantum_lint.model.span import TextMap
from quantum_lint.parse.environment_dumps import may_show
from quantum_lint.parse.python import PythonDocument
from quantum_lint.synthetic import make
from tests.support.notebooks import build, cells_of
from tests.support.scanning import scan_files, settings_for
from tests.support.seed import SEED

KNOWN = knowledge.load()
#: Room between a word for a provider and one for a key, so that the two are no label.
FAR = "\n" * 80
PROGRAMS = re.findall(r"```python\n(.*?)```", Path(__file__).with_name("looks.md").read_text(), re.DOTALL)
#: Every look that keeps the evaluation of a program from a question about credentials.
LOOKS = (
    "quantum_lint.match.named_values._may_bind",
    "quantum_lint.match.credential_defaults._may_default",
    "quantum_lint.match.given_credentials.may_give_value",
    "quantum_lint.match.credential_facts._may_state",
    "quantum_lint.rules.credentials.credential_printed._may_tell",
    "quantum_lint.rules.credentials.credential_saved.may_give",
    "quantum_lint.rules.credentials.credential_on_command_line._may_pass",
    "quantum_lint.match.command_lines.may_start",
)


@contextmanager
def without_looks() -> Iterator[None]:
    """Every question is answered by an evaluation."""
    with ExitStack() as stack:
        for look in LOOKS:
            stack.enter_context(patch(look, return_value=True))
        yield


def found(source: str) -> list[str]:
    """What an auditor is told of the program, as a script and as a notebook with a cell for each of its lines."""
    texts = {"program.py": source.encode(), "program.ipynb": build(cells_of("# %%\n" + source), {})}
    files = tuple(file for file in (file_of(*each) for each in texts.items()) if isinstance(file, File))
    report = scan_files(files, settings_for(select=("credentials",), persona="auditor"))
    return [f"{each.place.path}:{each.place.line} {each.rule.name}: {each.message}" for each in report.findings]


@pytest.mark.parametrize("number", range(len(PROGRAMS)))
def test_a_look_keeps_nothing_back(number: int) -> None:
    random = Random(f"{SEED} {number}")
    source = re.sub(r"\{\{([\w-]+)\.([\w-]+)\}\}", lambda each: make(each[1], each[2], random), PROGRAMS[number])
    seen = found(source)
    assert {each.partition(":")[0] for each in seen} == {"program.py", "program.ipynb"}
    with without_looks():
        assert found(source) == seen


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x = 1  # one\n# two\ny = 2", "x = 1  \n\ny = 2"),
        ("x = 1  # it's one", "x = 1  # it's one"),
        ("# it's one\nx = '#'", "\nx = '#'"),
        ('"""\n# three\n"""', '"""\n# three\n"""'),
        ('f"{given["#"]}"; token = given["IONQ_API_KEY"]', 'f"{given["#"]}"; token = given["IONQ_API_KEY"]'),
    ],
)
def test_the_code_of_a_program(text: str, code: str) -> None:
    assert PythonDocument(Fragment("python", text, TextMap.identity())).code == code


def test_a_class_is_no_credential_by_its_name() -> None:
    name = "Commuting2qGateRouterX9zQ4"
    assert not may_hold_credential(f"from passes import {name}", KNOWN)
    assert may_hold_credential(f"x = ' {name} '", KNOWN)
    assert may_hold_credential(f"""x = f"{{names[" {name} "]}}" """, KNOWN)


@pytest.mark.parametrize(
    ("code", "binds"),
    [
        ("for key in keys: print(key)", False),
        ("for value in key:\n    pass", False),
        ("slider(value=0.5, max=3)", False),
        ("value = 12", False),
        ("value = 12 * half", True),
        ("pair(value=2\n* half)", True),
        ("key: str = given", True),
        ("key: Annotated[\n    str, 1\n] = given", True),
        ("table['key'] = given", True),
    ],
)
def test_code_that_gives_a_name_a_text(code: str, binds: bool) -> None:
    assert may_bind_secret(f"{code}{FAR}owners = ['ionq']", KNOWN) == binds


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("ionq_key", True),
        ("ionqKey", True),
        ("keyIonq", True),
        ("IONQ_KEY_2", True),
        ("the key of IonQ", True),
        ("ionq2KEY", True),
        ("ionq.counts.keys()", False),
        ("ionq_keyed", False),
        ("ionq and the monkey", False),
    ],
)
def test_a_name_with_the_word_key(name: str, names: bool) -> None:
    assert may_name_secret(f"x = '{name}'", KNOWN) == names
    assert names or credential_named(name, name, KNOWN) is None


@pytest.mark.parametrize(
    ("code", "passes"),
    [
        ("os.system(f'mkdir {folder}')", False),
        ("for key in table: pass", False),
        ("print(bypass, author, table.keys())", False),
        ("run(['curl', '-su', given])", True),
        ("run('docker login -p x')", True),
        ("run(['planqk', '-t', given])", True),
        ("run(['tool', '--key', given])", True),
        ("run('tool ' + 'key=' + given)", True),
        ("get(url, auth=given)", True),
        ("get(url, headers={'Authorization': given})", True),
    ],
)
def test_code_that_may_pass_a_credential_on(code: str, passes: bool) -> None:
    assert may_pass(code, KNOWN) == passes


@pytest.mark.parametrize(
    ("code", "shows"),
    [
        ("import pyomo.environ as pyo\nfrom pyomo.environ import Var", False),
        ("import pyomo.environ\nprint(pyomo.environ.Var)", True),
        ("from os import environ\nprint(environ)", True),
        ("import os as system, pyomo.environ as pyo\nprint(dict(system.environ))", True),
    ],
)
def test_code_that_may_show_all_variables(code: str, shows: bool) -> None:
    assert may_show(code) == shows
