"""Jobs of GitLab pipelines as facts: what they take over, what starts, repeats and ends them."""

from __future__ import annotations

import pytest

from quantum_lint import knowledge, parse
from quantum_lint.discover import file_of
from quantum_lint.model.file import File
from quantum_lint.model.pipeline import PipelineJob

KNOWLEDGE = knowledge.load()


def facts(text: str) -> dict[str, PipelineJob]:
    file = file_of(".gitlab-ci.yml", text.encode())
    assert isinstance(file, File)
    (fragment,) = parse.fragments(file)
    found = (fact for fact in parse.document(fragment).facts(KNOWLEDGE) if isinstance(fact, PipelineJob))
    return {fact.id: fact for fact in found}


def test_a_job_takes_over_what_it_extends_and_the_defaults() -> None:
    text = (
        "default: {interruptible: true, retry: 1}\n.a: {script: python a.py, environment: lab}\n"
        ".b: {extends: .a, retry: 2}\nc: {extends: [.b], script: python c.py}\nd: {extends: .d}\n"
    )
    found = facts(text)
    assert list(found) == ["c", "d"]
    job = found["c"]
    assert job.protected
    assert job.concurrency is not None
    assert job.concurrency.cancels == "always"
    assert job.works[0].files == ("c.py",)
    assert [retry.attempts for retry in job.works[0].retries] == [3]
    assert found["d"].works == ()


def test_both_scripts_are_one() -> None:
    (work,) = facts("a:\n  before_script: [cd lab]\n  script: [python a.py, aws braket create-job]\n")["a"].works
    assert work.files == ("lab/a.py",)
    assert work.sends is not None


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("a: {script: x}", ["other", "any-push"]),
        ("a: {script: x, rules: [{if: $X}]}", ["other"]),
        ("a: {script: x, only: [main]}", ["other"]),
        ("a: {script: x, when: manual}", ["other"]),
        ("workflow: {rules: [{if: $X}]}\na: {script: x}", ["other"]),
        ("include: other.yml\na: {script: x}", ["other"]),
        (".b: {except: [tags]}\na: {script: x, extends: .b}", ["other"]),
    ],
)
def test_only_a_job_without_conditions_runs_on_every_push(text: str, events: list[str]) -> None:
    assert [start.event for start in facts(text)["a"].starts] == events


@pytest.mark.parametrize(
    ("parallel", "times"),
    [
        ("{matrix: [{A: [x, y], B: [1, 2, 3]}]}", 6),
        ("{matrix: [{A: [x, y], B: z}, {A: w, B: [1, 2]}]}", 4),
        ("5", None),
        ("{matrix: []}", None),
    ],
)
def test_counts_the_jobs_of_a_matrix(parallel: str, times: int | None) -> None:
    matrix = facts(f"a: {{script: x, parallel: {parallel}}}")["a"].matrix
    assert (matrix.times if matrix else None) == times


@pytest.mark.parametrize(
    ("retry", "attempts"),
    [
        ("2", [3]),
        ("0", []),
        ("{max: 1}", [2]),
        ("{max: 2, when: script_failure}", [3]),
        ("{max: 2, when: [runner_system_failure]}", []),
    ],
)
def test_counts_tries(retry: str, attempts: list[int]) -> None:
    (work,) = facts(f"a: {{script: python a.py, retry: {retry}}}")["a"].works
    assert [each.attempts for each in work.retries] == attempts


def test_credentials_are_the_variables_that_the_script_reads() -> None:
    job = facts("a: {script: 'python a.py --token \"$IONQ_API_KEY\" --home ${HOME}'}")["a"]
    assert [(each.provider, each.name) for each in job.credentials] == [("ionq", "IONQ_API_KEY")]


@pytest.mark.parametrize(
    "text", ["", "[]", "a: 1", "a: {script: {b: c}, retry: [x], parallel: {matrix: 3}}", "a: [", "a: {extends: {b: 1}}"]
)
def test_nothing_that_is_written_breaks_it(text: str) -> None:
    assert all(job.works == () for job in facts(text).values())
