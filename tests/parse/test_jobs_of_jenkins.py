"""Stages of a Jenkinsfile as facts: what starts them, how often, what bounds them, and what they hold."""

from __future__ import annotations

from fractions import Fraction

import pytest

from quantum_lint.discover import file_of
from quantum_lint.knowledge import load
from quantum_lint.model.file import File
from quantum_lint.model.pipeline import PipelineJob
from quantum_lint.parse import document, whole
from quantum_lint.parse.groovy_program import Program
from quantum_lint.parse.jenkins_clock import clocks
from quantum_lint.parse.jenkins_condition import answers, uncertain

DAYS = Fraction(1461, 48)
RUN = "steps { sh 'python a.py' }"


def jobs(text: str) -> dict[str, PipelineJob]:
    """The jobs by their names."""
    file = file_of("Jenkinsfile", text.encode())
    assert isinstance(file, File)
    facts = document(whole(file)).facts(load())
    return {fact.id: fact for fact in facts if isinstance(fact, PipelineJob)}


def stage(inside: str = "", steps: str = RUN, around: str = "") -> PipelineJob:
    """A stage `a` of a pipeline, with other sections inside and around it."""
    return jobs(f"pipeline {{ agent any\n{around}\nstages {{ stage('a') {{ {inside}\n{steps} }} }} }}")["a"]


def events(job: PipelineJob) -> list[str]:
    return [start.event for start in job.starts if start.event != "other"]


@pytest.mark.parametrize(
    ("line", "fires"),
    [
        ("H 4 * * *", DAYS),
        ("@daily", DAYS),
        ("@hourly", 24 * DAYS),
        ("@weekly", DAYS / 7),
        ("@monthly", Fraction(1)),
        ("@yearly", Fraction(1, 12)),
        ("H/15 * * * *", 96 * DAYS),
        ("H H(0-7)/4 * * 1-5", 2 * DAYS * Fraction(5, 7)),
        ("H(0-29)/10 2 * * *", 3 * DAYS),
        ("0 0 1 * 1", Fraction(1, 7)),
        ("nonsense", None),
    ],
)
def test_how_often_a_clock_fires(line: str, fires: Fraction | None) -> None:
    assert [each.fires for each in clocks(line)] == [fires]


def test_lines_of_a_clock() -> None:
    text = "TZ=Europe/Berlin\n # twice\n H 4 * * * %DEVICE=a\n\n@weekly # then\n"
    assert [text[each.start : each.end] for each in clocks(text)] == ["H 4 * * *", "@weekly"]


@pytest.mark.parametrize(
    ("trigger", "fires"),
    [
        ("triggers { cron('H 4 * * *') }", [DAYS]),
        ("triggers { cron '''H 4 * * *\n  H 5 * * *''' }", [DAYS, DAYS]),
        ("triggers { cron('H 4 * * *\\nH 5 * * *') }", [DAYS, DAYS]),
        ("triggers { parameterizedCron('H 4 * * * %A=b') }", [DAYS]),
        ("triggers { cron(env.BRANCH_NAME == 'main' ? '@daily' : '') }", [DAYS]),
        ("triggers { cron(someTime()) }", []),
        ("triggers { pollSCM('H 4 * * *') }", []),
        ("// triggers { cron('H 4 * * *') }", []),
        ("environment { cron = 'H 4 * * *' }", []),
    ],
)
def test_the_clocks_of_a_pipeline(trigger: str, fires: list[Fraction]) -> None:
    assert [start.fires for start in stage(around=trigger).starts if start.event == "schedule"] == fires


def test_a_clock_that_has_a_name() -> None:
    text = 'String nightly = env.BRANCH_NAME == "main" ? "@daily" : ""\npipeline { triggers { cron(nightly) } '
    job = jobs(f"{text} stages {{ stage('a') {{ {RUN} }} }} }}")["a"]
    assert [start.fires for start in job.starts if start.event == "schedule"] == [DAYS]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("", ["schedule", "any-push", "pull-request"]),
        ("when { branch 'main' }", ["schedule"]),
        ("when { changeRequest() }", ["pull-request"]),
        ("when { not { changeRequest() } }", ["schedule", "any-push"]),
        ("when { triggeredBy 'TimerTrigger' }", ["schedule"]),
        ("when { not { triggeredBy 'TimerTrigger' } }", ["any-push", "pull-request"]),
        (
            "when { beforeAgent true\n anyOf { branch 'main'\n triggeredBy cause: 'UserIdCause', detail: 'x' } }",
            ["schedule"],
        ),
        ("when { expression { env.BRANCH_NAME == 'main' || env.BRANCH_NAME == 'dev' } }", ["schedule"]),
        ("when { expression { return !env.CHANGE_ID } }", ["schedule", "any-push"]),
        ("when { expression { somethingElse() } }", []),
        ("when { allOf { branch 'main'; environment name: 'A', value: 'b' } }", []),
    ],
)
def test_what_conditions_let_through(condition: str, expected: list[str]) -> None:
    others = "stage('b') { when { changeRequest() }\nsteps { sh 'b' } }"
    text = f"pipeline {{ triggers {{ cron('@daily') }}\nstages {{ stage('a') {{ {condition}\n{RUN} }}\n{others} }} }}"
    assert events(jobs(text)["a"]) == expected


def test_conditions_of_a_scripted_pipeline() -> None:
    program = Program("node { if (env.BRANCH_NAME == 'main') { sh 'a' } else { sh 'b' } }")
    first, second = (index for index, token in enumerate(program.tokens) if token.text == "sh")
    found = answers(program, program.around(first))
    assert (found["schedule"], found["any-push"], found["pull-request"]) == (True, False, False)
    assert not uncertain(program, program.around(first))
    assert uncertain(program, program.around(second))


@pytest.mark.parametrize(
    ("around", "inside", "steps", "bounded", "minutes"),
    [
        ("", "", RUN, False, None),
        ("options { timeout(time: 2, unit: 'HOURS') }", "", RUN, True, 120),
        ("options { timeout(time: 2, unit: 'HOURS') }", "options { timeout(30) }", RUN, True, 30),
        ("", "options { timeout(unit: 'SECONDS', time: 90) }", RUN, True, 1.5),
        ("", "options { timeout(time: LIMIT) }", RUN, True, None),
        ("", "options { timeout(time: 5, activity: true) }", RUN, True, None),
        ("", "", "steps { timeout(5) { sh 'python a.py' } }", True, 5),
        ("", "", "steps { timeout(5) { input 'ok' }\nsh 'python a.py' }", False, None),
        ("", "", "steps { ofTheLibrary { sh 'python a.py' } }", True, None),
    ],
)
def test_limits(around: str, inside: str, steps: str, bounded: bool, minutes: float | None) -> None:
    job = stage(inside, steps, around)
    assert (job.bounded, job.minutes) == (bounded, minutes)


@pytest.mark.parametrize(
    ("inside", "steps", "protected"),
    [
        ("", RUN, False),
        ("input { message 'ok' }", RUN, True),
        ("", "steps { input 'ok'\nsh 'python a.py' }", True),
        ("", "steps { script { answer = input(message: 'ok') }\nsh 'python a.py' }", True),
        ("", "steps { sh 'python a.py'\ninput 'ok' }", False),
        ("when { triggeredBy 'UserIdCause' }", RUN, True),
        ("when { expression { params.HARDWARE } }", RUN, True),
        ("environment { input = 'ok' }", RUN, False),
    ],
)
def test_who_is_asked(inside: str, steps: str, protected: bool) -> None:
    assert stage(inside, steps).protected is protected


@pytest.mark.parametrize("kind", ["parallel", "stages"])
def test_a_question_beside_a_stage_does_not_hold_it_up(kind: str) -> None:
    beside = f"stage('ask') {{ steps {{ input 'ok' }} }} stage('a') {{ {RUN} }}"
    found = jobs(f"pipeline {{ stages {{ stage('all') {{ {kind} {{ {beside} }} }} }} }}")
    assert found["a"].protected is (kind == "stages")


@pytest.mark.parametrize(
    ("around", "steps", "cancels"),
    [
        ("", RUN, None),
        ("options { disableConcurrentBuilds() }", RUN, "never"),
        ("options { disableConcurrentBuilds(abortPrevious: true) }", RUN, "always"),
        ("", "steps { lock('qpu') { sh 'python a.py' } }", "never"),
        ("options { lock('qpu') }", RUN, "never"),
    ],
)
def test_what_keeps_builds_apart(around: str, steps: str, cancels: str | None) -> None:
    found = stage(steps=steps, around=around).concurrency
    assert (found.cancels if found else None) == cancels


@pytest.mark.parametrize(
    ("inside", "cleans"),
    [
        ("", False),
        ("post { always { sh 'python cancel.py' } }", True),
        ("post { aborted { sh 'python cancel.py' } }", True),
        ("post { success { sh 'python cancel.py' } }", False),
    ],
)
def test_what_runs_after_an_abort(inside: str, cleans: bool) -> None:
    assert stage(inside).cleans is cleans
    assert stage(around=inside).cleans is cleans


def test_a_matrix_and_its_excludes() -> None:
    axes = "axis { name 'PY'; values '3.11', '3.12' } axis { name 'OS'; values 'linux', 'mac', 'windows' }"
    excluded = "exclude { axis { name 'PY'; values '3.11' } axis { name 'OS'; notValues 'linux' } }"
    matrix = f"matrix {{ axes {{ {axes} }} excludes {{ {excluded} }} stages {{ stage('a') {{ {RUN} }} }} }}"
    job = jobs(f"pipeline {{ stages {{ stage('all') {{ {matrix} }} }} }}")["a"]
    assert job.matrix is not None
    assert (job.matrix.times, job.matrix.exact) == (4, True)
    assert {axis.name: axis.values for axis in job.matrix.axes} == {
        "PY": ("3.11", "3.12"),
        "OS": ("linux", "mac", "windows"),
    }
    chosen = matrix.replace("stage('a') {", "stage('a') { when { expression { PY == '3.11' } }")
    assert jobs(f"pipeline {{ stages {{ stage('all') {{ {chosen} }} }} }}")["a"].works[0].selective


@pytest.mark.parametrize(
    ("loop", "times", "exact"),
    [
        ("for (v in ['1', '2', '3'])", 3, True),
        ("def all = ['1', '2']\nfor (v in all)", 2, True),
        ("['1', '2'].each", 2, True),
        ("4.times", 4, True),
        ("for (int i = 0; i < n; i++)", 1, False),
        ("findAll().each", 1, False),
    ],
)
def test_loops(loop: str, times: int, exact: bool) -> None:
    job = jobs(f"node {{ {loop} {{ stage('a') {{ sh 'python a.py' }} }} }}")["a"]
    assert job.matrix is not None
    assert (job.matrix.times, job.matrix.exact) == (times, exact)


def test_retries_and_folders() -> None:
    steps = "steps { dir('lab') { retry(3) { sh label: 'run', script: 'cd sub && python a.py' } } }"
    (work,) = stage("options { retry(2) }", steps).works
    assert (work.label, work.files) == ("`run`", ("lab/sub/a.py",))
    assert [(retry.how, retry.attempts) for retry in work.retries] == [("`retry(2)`", 2), ("`retry(3)`", 3)]
    lost = "steps { retry(count: 3, conditions: [agent(), nonresumable()]) { sh 'python a.py' } }"
    assert stage(steps=lost).works[0].retries == ()


def test_credentials_and_how_far_they_reach() -> None:
    bound = "withCredentials([string(credentialsId: 'dwave-token', variable: 'KEY')]) { sh 'python a.py' }"
    around = "environment { IONQ_API_KEY = credentials('ionq'); IQM_TOKEN = 'words'; LAB = credentials('lab') }"
    job = stage(steps=f"steps {{ {bound}\nsh 'echo $IQM_TOKEN $OQC_AUTH_TOKEN' }}", around=around)
    held = {each.name: each.shared for each in job.credentials}
    assert held == {"IONQ_API_KEY": True, "KEY": False, "OQC_AUTH_TOKEN": False}
    assert ("LAB", "lab") in {(each.variable, each.name) for each in job.unclaimed}


def test_a_key_of_a_cloud_counts_beside_words_that_say_so() -> None:
    steps = "steps { withAWS(credentials: 'cloud', region: 'us-east-1') { sh 'python %s.py' } }"
    assert [each.provider for each in stage(steps=steps % "braket_run").credentials] == ["braket"]
    assert stage(steps=steps % "deploy").credentials == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "pipeline {",
        "stage('a') { sh 'b'",
        "}}}} stage { sh 'b' }",
        "stage() { sh 'b' }",
        "matrix { axes { axis { } } sh 'b' }",
        "options { timeout( } sh 'b'",
        "sh 'a",
        "cron(",
        "triggers { cron(x",
        "retry { sh 'b' }",
        "when { not { } sh 'b' }",
        "{ sh 'b' }",
    ],
)
def test_broken_programs_are_read_as_far_as_they_go(text: str) -> None:
    for job in jobs(text).values():
        assert job.host == "jenkins"


@pytest.mark.parametrize(
    ("program", "held"),
    [
        ("def keys = [string(credentialsId: 'a', variable: 'IONQ_API_KEY')]", ["IONQ_API_KEY"]),
        ("def keys = []; keys = [string(credentialsId: 'a', variable: 'IONQ_API_KEY')]", []),
        ("def keys = library.keys('IONQ_API_KEY')", []),
    ],
)
def test_credentials_of_a_list_that_has_a_name(program: str, held: list[str]) -> None:
    found = jobs(f"{program}\nnode {{ stage('a') {{ withCredentials(keys) {{ sh 'python a.py' }} }} }}")["a"]
    assert [each.name for each in found.credentials] == held


@pytest.mark.parametrize(
    ("script", "held"),
    [
        ("export IONQ_API_KEY=$LAB; python a.py", ["IONQ_API_KEY"]),
        ('IONQ_API_KEY="$LAB" python a.py', ["IONQ_API_KEY"]),
        ("IONQ_API_KEY=none python a.py", []),
        ("docker run -e IONQ_API_KEY=$LAB image python a.py", ["IONQ_API_KEY"]),
    ],
)
def test_credentials_that_a_script_fills(script: str, held: list[str]) -> None:
    found = jobs(f"node {{ stage('a') {{ sh '''{script}''' }} }}")["a"]
    assert [each.name for each in found.credentials] == held
