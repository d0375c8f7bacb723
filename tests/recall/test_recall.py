"""Every kind of credential in every kind of place, with fresh values: what is found, and whether it says whose it is.

The values are random. A failure prints the seed; `QUANTUM_LINT_TEST_SEED` set to it makes the same values again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from random import Random

import pytest

from quantum_lint.discover import file_of
from quantum_lint.knowledge import Knowledge
from quantum_lint.match import written_names as written_names_module
from quantum_lint.match.written_names import written_names
from quantum_lint.model.file import File
from quantum_lint.model.finding import Finding
from tests.recall import code, files, outputs, settings
from tests.recall.kinds import KNOWN, Kind, Value, kinds
from tests.recall.places import Place, Written
from tests.support.scanning import scan_files, settings_for
from tests.support.seed import SEED

PLACES = [*code.PLACES, *settings.PLACES, *outputs.PLACES, *files.PLACES]
#: Share of all cases that must be found with the provider named.
GOAL = 0.98


@dataclass(frozen=True)
class Case:
    """A kind of credential, written in a place; `path` is that of its file in the scan of all cases."""

    kind: Kind
    place: Place
    value: Value
    written: Written
    path: str

    @property
    def name(self) -> str:
        """For people."""
        return f"{self.kind.name} in {self.place.name} ({self.written.path})"

    def lines(self) -> set[int]:
        """The lines of the file that hold the secret."""
        text = self.written.text.split("\n")
        found = {number for number, line in enumerate(text, 1) if self.value.piece in line}
        return found or set(range(1, len(text) + 1))

    def found(self, findings: list[Finding]) -> bool:
        """Whether a finding on the secret's line names the provider."""
        return any(
            each.provider == self.kind.credential.provider and each.place.line in self.lines() for each in findings
        )


def cases(seed: str) -> Iterator[Case]:
    """All of them, in the same order whatever the seed."""
    for number, kind in enumerate(kinds()):
        for order, place in enumerate(PLACES):
            random = Random(f"{seed}/{kind.name}/{place.name}")
            value = kind.value(random)
            for written in place.write(kind, value):
                yield Case(kind, place, value, written, f"case{number:03}/place{order:03}/{written.path}")


class Matrix:
    """The cases, and the secret findings of each."""

    def __init__(self, seed: str) -> None:
        self.cases = list(cases(seed))
        scanned = [file_of(case.path, case.written.text.encode()) for case in self.cases]
        report = scan_files(tuple(file for file in scanned if isinstance(file, File)), settings_for())
        self.findings: dict[str, list[Finding]] = defaultdict(list)
        for finding in report.findings:
            if finding.rule.secret:
                self.findings[finding.place.path].append(finding)

    def lines_of(self, path: str) -> set[tuple[str, int]]:
        """Rule and line of each finding; in a notebook the line of its cell."""
        places = ((each.rule.name, each.place) for each in self.findings[path])
        return {(name, place.cell.line if place.cell else place.line) for name, place in places}

    def missed(self) -> list[Case]:
        """The cases whose secret no finding reports with its provider."""
        return [case for case in self.cases if not case.found(self.findings[case.path])]


@pytest.fixture(scope="module")
def matrix() -> Matrix:
    return Matrix(SEED)


def listed(missed: list[Case]) -> str:
    return f"\nseed {SEED}\n" + "\n".join(case.name for case in missed)


def test_the_matrix_is_as_large_as_it_says(matrix: Matrix) -> None:
    assert len({case.kind.name for case in matrix.cases}) >= 45
    assert len({case.place.name for case in matrix.cases}) >= 20


def test_nearly_every_credential_is_found_with_its_provider(matrix: Matrix) -> None:
    missed = matrix.missed()
    print(f"{len(matrix.cases) - len(missed)} of {len(matrix.cases)} found, seed {SEED}")
    print(listed(missed))
    assert len(missed) <= (1 - GOAL) * len(matrix.cases), listed(missed)


def test_every_credential_is_found_that_a_call_is_given(matrix: Matrix) -> None:
    missed = [case for case in matrix.missed() if case.place.code]
    assert not missed, listed(missed)


def test_no_secret_is_reported_twice(matrix: Matrix) -> None:
    twice = [
        case
        for case in matrix.cases
        for first, second in combinations(matrix.findings[case.path], 2)
        if first.place.span.touches(second.place.span)
    ]
    assert not twice, listed(twice)


def test_a_notebook_says_what_a_script_says(matrix: Matrix) -> None:
    scripts = {case.path: case for case in matrix.cases if case.path.endswith(".py")}
    pairs = [(case, scripts.get(case.path.removesuffix(".ipynb") + ".py")) for case in matrix.cases]
    pairs = [(case, script) for case, script in pairs if script is not None and script is not case]
    assert len(pairs) > 1000
    differing = [
        case for case, script in pairs if script and matrix.lines_of(case.path) != matrix.lines_of(script.path)
    ]
    assert not differing, listed(differing)


def test_both_engines_find_the_same_names(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("re2")
    texts = [f"é{case.written.text}é" for case in matrix.cases if case.kind.name in ("ionq.api-key", "pasqal.password")]
    found = [list(written_names(text, KNOWN)) for text in texts]
    monkeypatch.setattr(written_names_module, "_expression", _of_standard_library)
    assert found == [list(written_names(text, KNOWN)) for text in texts]
    assert sum(map(len, found)) > 100


def _of_standard_library(known: Knowledge) -> re.Pattern[str]:
    expression = re.compile(written_names_module.pattern(known))
    assert isinstance(expression, re.Pattern)
    return expression
