from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from quantum_lint.discover import file_of
from quantum_lint.model.file import File
from quantum_lint.synthetic import make
from tests.near_misses.blanks import BLANKS, places
from tests.near_misses.likenesses import LIKENESSES
from tests.support.notebooks import build, cells_of
from tests.support.scanning import scan_files, settings_for
from tests.support.seed import SEED

#: Programs, one a code block.
READS = re.findall(r"```python\n(.*?)```", Path(__file__).with_name("reads.md").read_text(), re.DOTALL)
#: Values of each likeness, each made anew.
DRAWS = 8


def found(files: dict[str, str | bytes]) -> list[str]:
    """What the regular persona is told of credentials and outputs in these files."""
    read = [file_of(path, text if isinstance(text, bytes) else text.encode()) for path, text in files.items()]
    made = tuple(file for file in read if isinstance(file, File))
    assert len(made) == len(files)
    report = scan_files(made, settings_for(select=("credentials", "notebooks")))
    return [f"{each.place.path}:{each.place.line} {each.rule.name}: {each.message}" for each in report.findings]


def test_the_same_places_report_a_credential_that_is_one():
    token = make("dwave", "token", Random(SEED))
    reported = {each.partition(":")[0] for each in found(dict(places(token)))}
    assert reported == set(places(token))


@pytest.mark.parametrize("blank", BLANKS)
def test_a_placeholder_is_no_credential_wherever_it_stands(blank: str):
    assert found(dict(places(blank))) == []


@pytest.mark.parametrize("likeness", LIKENESSES, ids=lambda each: each.__name__)
def test_what_is_as_random_as_a_credential_and_is_none(likeness):
    for draw in range(DRAWS):
        path, text = likeness(Random(f"{SEED} {draw}"))
        assert found({path: text}) == [], f"QUANTUM_LINT_TEST_SEED={SEED}, draw {draw}"


@pytest.mark.parametrize("number", range(len(READS)))
def test_a_credential_that_is_read_from_where_it_belongs(number: int):
    source = READS[number]
    assert found({"program.py": source, "program.ipynb": build(cells_of("# %%\n" + source), {})}) == []
