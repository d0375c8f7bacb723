"""Conditions of workflows: what is sure of them when only some values are known."""

from __future__ import annotations

import pytest

from quantum_lint.parse.workflow_condition import excluded, kept_out
from quantum_lint.parse.workflow_evaluation import Unknown, Value, holds

KNOWN: dict[str, Value] = {
    "matrix.os": "Linux",
    "matrix.version": 3.1,
    "matrix.paid": True,
    "matrix.tags": ["fast", "slow"],
    "matrix.none": None,
}


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("matrix.os == 'linux'", True),  # texts are compared without regard to case
        ("matrix.os != 'linux'", False),
        ("matrix['OS'] == 'linux'", True),
        ("matrix.version == '3.10'", True),  # as numbers, when the types differ
        ("matrix.version == 'new'", False),
        ("matrix.version >= 3.0 && matrix.version < 4", True),
        ("matrix.paid", True),
        ("matrix.paid == 'true'", False),
        ("!matrix.paid", False),
        ("matrix.none", False),
        ("matrix.none == ''", True),
        ("matrix.tags == matrix.tags", False),
        ("contains(matrix.tags, 'SLOW')", True),
        ("contains('fast slow', 'quick')", False),
        ("startsWith(matrix.os, 'lin') && endsWith(matrix.os, 'x')", True),
        ("'it''s' == 'it''s'", True),
        ("'a' < 'B'", True),
        ("(matrix.os == 'mac' || matrix.paid) && true", True),
        ("false || null", False),
        ("env.NIGHT == '1'", None),
        ("env.NIGHT == '1' && matrix.os == 'mac'", False),
        ("matrix.os == 'mac' && env.NIGHT", False),
        ("env.NIGHT || matrix.paid", True),
        ("env.NIGHT && matrix.paid", None),
        ("!(env.NIGHT && false)", True),
        ("(env.NIGHT || 'night') == 'day'", None),
        ("success()", None),
        ("failure() && matrix.os == 'mac'", False),
        ("contains(env.TAGS, 'x')", None),
        ("fromJSON(env.X).y == 'z'", None),
        ("fromJSON('true') && contains(fromJSON('[\"mac\", \"LINUX\"]'), matrix.os)", True),
        ("contains(fromJSON('[\"mac\", 3]'), matrix.os)", False),
        ("contains(fromJSON('[3.1]'), matrix.version)", True),
        ("fromJSON('null') || fromJSON('0') || fromJSON('\"\"')", False),
        ("fromJSON('{}') && fromJSON('[]')", True),
        ("contains(fromJSON(env.X), 'a')", None),
        ("fromJSON('[1')", None),
        ("fromJSON('1' , '2')", None),
        ("format('{0}-{1}', matrix.os, 1) == 'LINUX-1'", True),
        ("format('{{{0}}}', 'a') == '{a}'", True),
        ("format('{0} {1}', 'a') == 'a'", None),
        ("format('{0}', env.X) == 'a'", None),
        ("format() == ''", None),
        ("matrix.os = 'mac'", None),
        ("matrix.os == 'mac", None),
        ("(matrix.paid", None),
        ("", None),
        ("(" * 1000 + "false" + ")" * 1000, None),
        ("!" * 1000 + "false", None),
    ],
)
def test_tells_what_is_sure_of_a_condition(source: str, answer: bool | None) -> None:
    assert holds(source, lambda path: KNOWN.get(path, Unknown.MAYBE)) is answer


def test_a_list_of_events_keeps_the_others_out() -> None:
    assert "schedule" in excluded('contains(fromJSON(\'["push", "pull_request"]\'), github.event_name)')
    assert "push" not in excluded('contains(fromJSON(\'["push", "pull_request"]\'), github.event_name)')
    assert "schedule" not in excluded("contains(fromJSON(vars.EVENTS), github.event_name)")


def test_tells_each_job_of_a_matrix_apart() -> None:
    jobs: list[dict[str, Value]] = [{"OS": "linux"}, {"OS": "mac"}, {}]
    answers = kept_out("${{ matrix.os == 'linux' && github.event_name != 'push' }}", jobs)
    assert [("schedule" in each, "push" in each, "other" in each) for each in answers] == [
        (False, True, False),
        (True, True, True),
        (True, True, True),
    ]
    assert kept_out("", jobs) == ()


@pytest.mark.parametrize(
    ("condition", "event", "out"),
    [
        ("!(github.event_name == 'schedule')", "schedule", True),
        ("!(github.event_name == 'schedule')", "push", False),
        ("github.event_name == 'pull_request'", "pull-request", False),
        ("github.event_name == 'push'", "pull-request", True),
        ("github.event_name == 'push' || (github.event_name == 'release' && env.X)", "schedule", True),
        ("github.event.inputs.device != 'none'", "schedule", False),
        ("github.event.inputs.device == 'garnet'", "schedule", True),
        ("contains(github.event.pull_request.labels.*.name, 'paid')", "push", True),
        ("matrix.os == 'mac'", "schedule", False),
    ],
)
def test_tells_the_events_that_a_condition_keeps_out(condition: str, event: str, out: bool) -> None:
    assert (event in excluded(condition)) is out
