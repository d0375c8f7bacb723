"""Jobs of workflows as facts: what starts them, how often, what they run, and what ends them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from quantum_lint.model.pipeline import PipelineJob
from quantum_lint.parse import workflow_condition
from tests.parse.test_workflow import KNOWLEDGE, job, read


def facts(text: str) -> list[PipelineJob]:
    return [fact for fact in read(text).facts(KNOWLEDGE) if isinstance(fact, PipelineJob)]


def the_job(text: str, **top: str) -> PipelineJob:
    (found,) = (fact for fact in job(text, **top).facts(KNOWLEDGE) if isinstance(fact, PipelineJob))
    return found


@pytest.mark.parametrize(
    ("matrix", "times", "exact"),
    [
        ("{a: [1, 2, 3]}", 3, True),
        ("{a: [1, 2, 3], b: [x, y]}", 6, True),
        ("{a: [1, 2, 3], b: [x, y], exclude: [{a: 1, b: y}]}", 5, True),
        ("{a: [1, 2, 3], b: [x, y], exclude: [{b: y}]}", 3, True),
        ("{a: [1, 2, 3], b: [x, y], exclude: [{b: z}]}", 6, True),
        ("{a: [1, 2], include: [{a: 1, color: red}]}", 2, True),  # adds a value to one that is there
        ("{a: [1, 2], include: [{color: red}]}", 2, True),  # adds a value to all
        ("{a: [1, 2], include: [{a: 3}]}", 3, True),
        ("{a: [1, 2], exclude: [{a: 2}], include: [{a: 2}]}", 2, True),
        ("{include: [{a: 1}, {a: 2}]}", 2, True),
        ("{a: [{v: 1}, {v: 2}], exclude: [{a: {v: 1}}]}", 1, True),
        ("{a: '${{ fromJSON(needs.x.outputs.y) }}', b: [1, 2]}", 2, False),
        ("{a: [1, 2], include: '${{ fromJSON(x) }}'}", 2, False),
        ("{a: [1, 2], exclude: '${{ fromJSON(x) }}'}", 1, False),
        ("'${{ fromJSON(needs.x.outputs.y) }}'", 1, False),
    ],
)
def test_counts_the_jobs_of_a_matrix(matrix: str, times: int, exact: bool) -> None:
    found = the_job(f"strategy:\n  matrix: {matrix}").matrix
    assert found is not None
    assert (found.times, found.exact) == (times, exact)


def test_a_job_without_a_matrix_has_none() -> None:
    assert the_job("runs-on: x").matrix is None
    assert the_job("strategy: {fail-fast: false}").matrix is None


@pytest.mark.parametrize(
    ("on", "events"),
    [
        ("push", ["push", "any-push"]),
        ("[push, pull_request]", ["push", "any-push", "pull-request"]),
        ("{push: {branches: [main]}}", ["push"]),
        ("{push: {branches: '**'}}", ["push", "any-push"]),
        ("{push: {branches-ignore: [main]}}", ["push"]),
        ("{push: {tags: ['v*']}}", ["push"]),
        ("{push: {paths: ['src/**']}}", ["push", "any-push"]),
        ("{workflow_dispatch: , workflow_call: }", ["other", "call"]),
    ],
)
def test_tells_what_starts_a_job(on: str, events: list[str]) -> None:
    assert [start.event for start in the_job("runs-on: x", on=on).starts] == events


def test_each_clock_starts_it_and_a_condition_may_choose_one() -> None:
    clocks = "{schedule: [{cron: '0 4 1 * *'}, {cron: '0 4 1,15 * *'}]}"
    assert [start.fires for start in the_job("runs-on: x", on=clocks).starts] == [1, 2]
    chosen = the_job("if: github.event.schedule == '0 4 1,15 * *'", on=clocks)
    assert [start.fires for start in chosen.starts] == [Fraction(2)]


@pytest.mark.parametrize(
    ("condition", "kept_out"),
    [
        ("", set()),
        ("github.event_name == 'push'", {"schedule", "pull-request"}),
        ("${{ github.event_name != 'schedule' }}", {"schedule"}),
        ("github.event_name == 'schedule' || github.event_name == 'push'", {"pull-request"}),
        ("github.event_name == 'push' && github.ref == 'refs/heads/main'", {"schedule", "pull-request", "any-push"}),
        ("github.ref == 'refs/heads/main'", {"any-push"}),
        ("github.repository == 'lab/experiments'", set()),
        ("contains(github.event.pull_request.labels.*.name, 'hardware')", {"schedule", "push", "any-push"}),
        ("inputs.hardware", {"schedule", "push", "any-push"}),
        ("always()", set()),
        ("false", {"schedule", "push", "pull-request", "any-push", "other"}),
    ],
)
def test_tells_the_events_that_a_condition_keeps_out(condition: str, kept_out: set[str]) -> None:
    assert workflow_condition.excluded(condition) >= kept_out
    events = {"schedule", "push", "any-push", "pull-request", "other"}
    assert not (events - kept_out) & workflow_condition.excluded(condition) - {"any-push"}


@pytest.mark.parametrize(
    ("script", "files"),
    [
        ("python run.py", ["run.py"]),
        ("python3 -u ./lab/run.py --shots 5", ["lab/run.py"]),
        ("cd lab && python run.py\npython ../other.py", ["lab/run.py", "other.py"]),
        ("(cd lab; python run.py)\npython other.py", ["run.py", "other.py"]),
        ("uv run --with numpy python run.py", ["run.py"]),
        ("conda run -n lab python run.py", ["run.py"]),
        ("python -m lab.run", ["lab/run.py", "lab/run/__main__.py", "src/lab/run.py", "src/lab/run/__main__.py"]),
        ("./run.py", ["run.py"]),
        ("pytest tests/test_x.py::test_y -k z", ["tests/test_x.py"]),
        ("python -m pytest --nbmake notebooks", ["notebooks/*.ipynb"]),
        ("jupyter nbconvert --to notebook --execute a.ipynb b.ipynb", ["a.ipynb", "b.ipynb"]),
        ("jupyter execute a.ipynb", ["a.ipynb"]),
        ("papermill in.ipynb out.ipynb -p shots 5", ["in.ipynb"]),
        ("jupyter nbconvert --to html a.ipynb", []),
        ("python -c 'import run'", []),
        ("python /opt/run.py", []),
        ("python $SCRIPT", []),
        ("echo python run.py", []),
        ("cd $FOLDER && python run.py", []),
        ("pip install run.py", []),
    ],
)
def test_tells_the_files_that_a_script_runs(script: str, files: list[str]) -> None:
    lines = "\n".join(f"    {line}" for line in script.split("\n"))
    assert [path for work in the_job(f"steps:\n- run: |\n{lines}").works for path in work.files] == files


def test_a_script_starts_where_it_is_told_to() -> None:
    text = "defaults: {run: {working-directory: ./lab}}\nsteps:\n- run: python a.py\n- run: python b.py\n"
    first, second = the_job(text + "  working-directory: other").works
    assert (first.files, second.files) == (("lab/a.py",), ("other/b.py",))


@pytest.mark.parametrize(
    ("script", "attempts"),
    [
        ("pytest --reruns 2", [3]),
        ("pytest --reruns=2", [3]),
        ("pytest", []),
        ("python a.py || python a.py", [2]),
        ("python a.py || python b.py", []),
        ("for i in 1 2 3; do python a.py && break; done", [3]),
        ("for i in {1..5}; do python a.py && break; done", [5]),
        ("for i in $(seq 4); do python a.py && break; done", [4]),
        ("for i in $LIST; do python a.py && break; done", [0]),
        ("for i in 1 2 3; do python a.py; done", []),
        ("until python a.py; do sleep 1; done", [0]),
        ("while ! python a.py; do sleep 1; done", [0]),
    ],
)
def test_counts_tries(script: str, attempts: list[int]) -> None:
    held = "env: {IONQ_API_KEY: '${{ secrets.IONQ_API_KEY }}'}\n"
    (work,) = the_job(f"{held}steps:\n- run: |\n    {script}").works
    assert [retry.attempts for retry in work.retries] == attempts


def test_leaves_out_steps_that_lead_to_no_hardware() -> None:
    steps = "steps:\n- uses: actions/checkout@v4\n- run: pytest\n- uses: ./action\n- run: pip install -e .\n"
    assert [work.action for work in the_job(steps).works] == ["action"]


@pytest.mark.parametrize(
    ("group", "cancels"),
    [
        ("name", "never"),
        ("{group: name}", "never"),
        ("{group: name, cancel-in-progress: true}", "always"),
        ("{group: name, cancel-in-progress: false}", "never"),
        ("{group: 'a-${{ github.head_ref || github.run_id }}', cancel-in-progress: true}", "pull-requests"),
        ("{group: name, cancel-in-progress: \"${{ github.event_name == 'pull_request' }}\"}", "pull-requests"),
    ],
)
def test_tells_whom_a_group_cancels(group: str, cancels: str) -> None:
    for found in (the_job(f"concurrency: {group}"), the_job("runs-on: x", concurrency=group)):
        assert found.concurrency is not None
        assert found.concurrency.cancels == cancels


def test_a_group_that_each_run_has_for_itself_is_none() -> None:
    assert the_job("concurrency: {group: 'a-${{ github.run_id }}', cancel-in-progress: true}").concurrency is None


def test_reads_limits() -> None:
    assert the_job("timeout-minutes: 30").minutes == 30
    by_expression = the_job("timeout-minutes: ${{ vars.LIMIT }}")
    assert by_expression.bounded
    assert by_expression.minutes is None
    assert not the_job("runs-on: x").bounded


def test_an_action_is_a_job_too() -> None:
    text = "name: submit\nruns:\n  using: composite\n  steps:\n  - run: python run.py\n    shell: bash\n"
    (fact,) = (
        each for each in read(text, ".github/actions/a/action.yml").facts(KNOWLEDGE) if isinstance(each, PipelineJob)
    )
    assert fact.action
    assert fact.works[0].files == ("run.py",)


def test_a_called_pipeline_is_named_by_its_path() -> None:
    text = "on: push\njobs:\n  a: {uses: ./.github/workflows/b.yml}\n  c: {uses: lab/x/.github/workflows/b.yml@v1}\n"
    assert [each.calls for each in facts(text)] == [".github/workflows/b.yml", ""]
