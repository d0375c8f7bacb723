"""Rule cards of a user's own: every verb works, and a wrong card is told where it is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quantum_lint import catalog
from quantum_lint.cards import CardError
from quantum_lint.discover import file_of
from quantum_lint.model.file import File
from tests.support.scanning import scan_files, settings_for

FRONT = """summary    = "a policy of ours"
languages  = ["{language}"]
severity   = "medium"
confidence = "high"
persona    = "regular"
since      = "1"
"""

#: Verb -> language, the [match] table, a path, a text with one place that it means, and that place.
VERBS = {
    "call": (
        "python",
        'call = "qiskit.execute"',
        "a.py",
        "from qiskit import execute as go\ngo(1)\nexecute(2)\n",
        "2:1",
    ),
    "import": ("python", 'import = "qiskit.IBMQ"', "a.py", "import os\nfrom qiskit import IBMQ\n", "2:20"),
    "package": ("requirements", 'package = "cirq"', "requirements.txt", "qiskit==2.2\ncirq==1.5\n", "2:1"),
    "yaml": (
        "github-workflow",
        'yaml = "jobs.*.runs-on"\nvalue = "windows"',
        ".github/workflows/a.yml",
        "on: push\njobs:\n  a:\n    runs-on: windows-2022\n  b:\n    runs-on: ubuntu-24.04\n",
        "4:5",
    ),
    "setting": ("ini", 'setting = "*.region"\nvalue = "eu"', "a.ini", "[dwave]\nregion = eu-central\n", "2:10"),
    "text": ("*", 'text = "HACK"', "notes.txt", "one\na HACK\n", "2:3"),
}


def card(folder: Path, language: str, match: str, front: str = FRONT) -> str:
    path = folder / "our-policy.md"
    path.write_text(f'+++\n{front.format(language=language)}[match]\n{match}\nnote = "not here"\n+++\n# our-policy\n')
    return str(path)


def test_there_is_a_trial_of_every_verb() -> None:
    assert set(VERBS) == set(catalog.verbs())


@pytest.mark.parametrize("verb", VERBS)
def test_a_users_card_finds_what_it_names(verb: str, tmp_path: Path) -> None:
    language, match, path, text, place = VERBS[verb]
    settings = settings_for(packs=(card(tmp_path, language, match),), select=frozenset({"our-policy"}))
    file = file_of(path, text.encode())
    assert isinstance(file, File)
    found = scan_files((file,), settings).open()
    assert [f"{finding.place.line}:{finding.place.column}" for finding in found] == [place]
    assert [finding.message for finding in found] == ["not here"]


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        (('severity   = "medium"', 'severity   = "huge"'), 4, "severity must be one of low, medium, high"),
        (('since      = "1"', 'sinse = "1"'), 1, "the front matter has no 'since'"),
        (('since      = "1"', 'since = "1"\nsinse = "1"'), 8, "the front matter takes no key 'sinse'"),
        (('["python"]', '["pyton"]'), 3, "'pyton' is no language"),
        (('["python"]', '"python"'), 3, "languages must be a list of texts"),
        (('call = "x.y"', 'cal = "x.y"'), 9, "[match] starts with a verb: one of call, import, package"),
        (('call = "x.y"', "call = 5"), 9, "[match] is not what the verb 'call' takes"),
        (('note = "not here"', ""), 8, "[match] has no note"),
        (("+++\n# our", "# our"), 1, "the front matter is not closed by a +++ line"),
        (("summary    =", "summary    "), 1, "the front matter is not TOML"),
        (('[match]\ncall = "x.y"\nnote = "not here"', ""), 1, "needs a [match] table"),
    ],
)
def test_a_wrong_card_is_told_where_it_is_wrong(
    change: tuple[str, str], line: int, message: str, tmp_path: Path
) -> None:
    path = Path(card(tmp_path, "python", 'call = "x.y"'))
    path.write_text(path.read_text().replace(*change))
    with pytest.raises(CardError) as caught:
        catalog.load((str(path),))
    assert caught.value.line == line
    assert message in caught.value.message
    assert caught.value.path == str(path)


def test_a_card_may_not_take_a_name_that_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "unsafe-load.md"
    path.write_text(Path(card(tmp_path, "python", 'call = "x.y"')).read_text())
    with pytest.raises(CardError, match="a rule named 'unsafe-load' exists already"):
        catalog.load((str(path),))


def test_candidates_are_looked_for_once_and_however_often_they_repeat() -> None:
    for rule in catalog.load().rules.values():
        assert len(set(rule.candidates or ())) == len(rule.candidates or ())
        assert not any(re.search(r"(?<!\\)\{[0-9]+,[0-9]+\}", each) for each in rule.candidates or ())


def test_only_modules_without_candidates_are_not_asked_for_them() -> None:
    coded = [rule for rule in catalog.load().rules.values() if not rule.match]
    having = [rule.name for rule in coded if hasattr(catalog._module(rule.pack, rule.name), "candidates")]
    asked = {rule.name: catalog._may_name_candidates(rule.pack, rule.name) for rule in coded}
    assert len(having) > 10
    assert all(asked[name] for name in having)
    assert sum(asked.values()) < len(asked) / 4


def test_a_module_whose_text_cannot_be_read_is_asked_for_candidates() -> None:
    assert catalog._may_name_candidates("credentials", "no-such-rule")
