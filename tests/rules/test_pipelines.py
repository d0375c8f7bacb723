"""Rules on workflows: what the cards cannot show."""

from __future__ import annotations

import pytest

from quantum_lint.discover import file_of
from quantum_lint.model.file import File
from quantum_lint.model.finding import Finding
from tests.support.cards import Example, all_examples, build
from tests.support.scanning import scan_files, settings_for

REPAIRED = [
    example
    for example in all_examples()
    if example.fixed and example.rule.name in ("broad-permissions", "template-injection")
]
INJECTED = """\
on: issues
permissions: {{contents: read}}
jobs:
  work:
    runs-on: {machine}
    environment: quantum-hardware
    steps:
      - env:
          IONQ_API_KEY: ${{{{ secrets.IONQ_API_KEY }}}}
        shell: {shell}
        run: {script}
      - run: {script}
"""


def scan(text: str, rule: str, persona: str = "regular") -> tuple[Finding, ...]:
    file = file_of(".github/workflows/ci.yml", text.encode())
    assert isinstance(file, File)
    settings = settings_for(select=frozenset({rule}), persona=persona)
    return scan_files((file,), settings).findings


def repaired(data: bytes, findings: tuple[Finding, ...]) -> bytes:
    edits = [edit for finding in findings if finding.fix for edit in finding.fix.edits]
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        data = data[: edit.span.start] + edit.text.encode() + data[edit.span.end :]
    return data


@pytest.mark.parametrize("example", REPAIRED, ids=lambda example: example.name)
def test_a_fix_gives_the_repaired_text_and_nothing_is_left(example: Example) -> None:
    (file,) = build(example).files
    name = example.rule.name
    result = repaired(file.data, scan(file.data.decode(), name)).decode()
    assert example.fixed is not None
    assert result == example.fixed.text() + "\n"
    assert scan(result, name) == ()


def test_a_fix_keeps_the_line_ends_of_the_file() -> None:
    text = (
        "on: push\njobs:\n  work:\n    steps:\n    - run: make x\n      env: {IQM_TOKEN: '${{ secrets.IQM_TOKEN }}'}\n"
    )
    findings = scan(text.replace("\n", "\r\n"), "broad-permissions")
    assert b"\n" not in repaired(text.replace("\n", "\r\n").encode(), findings).replace(b"\r\n", b"")


@pytest.mark.parametrize(
    ("machine", "shell", "script", "fixed"),
    [
        ("ubuntu-latest", "bash", "echo ${{ github.event.issue.title }}", True),
        ("ubuntu-latest", "pwsh", "echo ${{ github.event.issue.title }}", False),
        ("ubuntu-latest", "bash", "echo '${{ github.event.issue.title }}'", False),
    ],
)
def test_an_expression_is_moved_only_where_the_shell_will_look(
    machine: str, shell: str, script: str, fixed: bool
) -> None:
    first, _ = scan(INJECTED.format(machine=machine, shell=shell, script=script), "template-injection")
    assert (first.fix is not None) is fixed


def test_no_fix_guesses_the_shell_of_a_windows_machine() -> None:
    text = INJECTED.format(machine="windows-latest", shell="bash", script="echo ${{ github.event.issue.title }}")
    assert [finding.fix is not None for finding in scan(text, "template-injection")] == [True, False]


def test_other_workflows_are_for_the_pedantic_persona() -> None:
    text = "on: push\njobs:\n  a:\n    steps:\n    - uses: o/r@v1\n    - uses: o/r@v1\n"
    assert scan(text, "unpinned-action") == ()
    (finding,) = scan(text, "unpinned-action", "pedantic")
    assert finding.place.line == 5
    assert [related.place.line for related in finding.related] == [6]


def test_an_action_beside_the_job_with_the_credential_is_for_the_pedantic() -> None:
    text = (
        "on: push\njobs:\n  a: {steps: [{uses: o/r@v1}]}\n"
        "  b: {steps: [{uses: o/s@v1, with: {key: '${{ secrets.IONQ_API_KEY }}'}}]}\n"
    )
    assert [(each.place.line, each.severity) for each in scan(text, "unpinned-action")] == [(4, "medium")]
    told = scan(text, "unpinned-action", "pedantic")
    assert (told[0].place.line, told[0].severity, told[0].persona) == (3, "low", "pedantic")


def test_an_action_of_several_jobs_counts_in_the_one_with_the_credential() -> None:
    text = (
        "on: push\njobs:\n  a: {steps: [{uses: o/r@v1}]}\n"
        "  b: {steps: [{uses: o/r@v1}, {run: make, env: {IONQ_API_KEY: '${{ secrets.IONQ_API_KEY }}'}}]}\n"
    )
    (finding,) = scan(text, "unpinned-action")
    assert (finding.place.line, [each.place.line for each in finding.related]) == (4, [4, 3])
    assert "runs in job `b`, which holds `IONQ_API_KEY`" in finding.message


def test_an_environment_halves_the_weight_of_untrusted_code() -> None:
    text = (
        "on: pull_request_target\njobs:\n  a:\n    {environment}\n    steps:\n"
        "    - {{uses: actions/checkout@v4, with: {{ref: '${{{{ github.head_ref }}}}'}}}}\n"
        "    - {{run: make, env: {{IONQ_API_KEY: '${{{{ secrets.IONQ_API_KEY }}}}'}}}}\n"
    )
    rule = "hardware-secret-on-untrusted-code"
    (bare,), (guarded,) = (scan(text.format(environment=each), rule) for each in ("name: a", "environment: lab"))
    assert (bare.severity, guarded.severity) == ("high", "medium")
    assert "required reviewers" in guarded.message
    assert [each.place.line for each in bare.related] == [1, 6, 7]


def test_messages_name_the_secret_the_job_and_the_step() -> None:
    text = (
        "on: push\nenv:\n  IONQ_API_KEY: ${{ secrets.IONQ_API_KEY }}\njobs:\n  lab:\n    steps:\n"
        "    - name: Install\n      run: pip install tox\n    - name: Devices\n      run: tox -e device\n"
    )
    (finding,) = scan(text, "hardware-secret-too-wide")
    for word in ("`IONQ_API_KEY`", "IonQ", "`Install`", "`Devices`", "`lab`"):
        assert word in finding.message
    assert finding.provider == "ionq"


def test_a_path_through_two_workflows_is_shown_in_both() -> None:
    job = (
        "on: workflow_dispatch\njobs:\n  work:\n    steps:\n      - run: make x\n"
        "        env: {{IQM_TOKEN: '${{{{ secrets.IQM_TOKEN }}}}'}}\n{0}"
    )
    texts = {"a.yml": job.format(""), "b.yml": job.format("    environment: production\n")}
    files = [file_of(f".github/workflows/{name}", text.encode()) for name, text in texts.items()]
    settings = settings_for(select=frozenset({"hardware-secret-shared"}))
    (finding,) = scan_files(tuple(file for file in files if isinstance(file, File)), settings).findings
    assert finding.place.path == ".github/workflows/a.yml"
    assert [(each.place.path, each.place.line) for each in finding.related] == [(".github/workflows/b.yml", 6)]


GATED = """\
on:
  {trigger}:
    types: [{types}]
jobs:
  device:
    if: {condition}
    steps:
      - run: {script}
        env: {{IQM_TOKEN: "${{{{ secrets.IQM_TOKEN }}}}"}}
"""
LABELLED = "contains(github.event.pull_request.labels.*.name, 'qpu')"


@pytest.mark.parametrize(
    ("trigger", "types", "condition", "script", "severities"),
    [
        ("pull_request_target", "labeled, synchronize", LABELLED, "make x", ["medium"]),
        ("pull_request", "labeled, synchronize", LABELLED, "make x", ["low"]),
        ("pull_request_target", "labeled, reopened", LABELLED, "make x", ["medium"]),
        ("pull_request_target", "labeled", LABELLED, "make x", []),
        ("pull_request_target", "labeled, synchronize", LABELLED, "gh pr edit --remove-label qpu", []),
        ("pull_request_target", "synchronize", f"{LABELLED} && github.event.action == 'labeled'", "make x", []),
        ("pull_request_target", "synchronize", f"{LABELLED} || github.event_name == 'push'", "make x", ["medium"]),
        ("issues", "labeled", LABELLED, "make x", []),
    ],
)
def test_a_label_is_a_gate_only_where_a_push_does_not_pass_it(
    trigger: str, types: str, condition: str, script: str, severities: list[str]
) -> None:
    text = GATED.format(trigger=trigger, types=types, condition=condition, script=script)
    assert [finding.severity for finding in scan(text, "bypassable-label-gate")] == severities


@pytest.mark.parametrize(
    ("step", "severities"),
    [
        ("uses: example/tool@v1.2", ["medium"]),
        ("uses: example/tool@main", ["high"]),
        ("uses: example/tool", ["high"]),
        ("uses: example/tool@1111111111111111111111111111111111111111", []),
        ("uses: actions/checkout@main", []),
        ("uses: ./tools", []),
        ("run: pip install qiskit==2.4.2", []),
        ("run: pip install 'qiskit>=2'", ["medium"]),
        ("run: pip install git+https://github.com/example/x@v1.2.0", ["medium"]),
        ("run: pip install git+https://github.com/example/x@1111111111111111111111111111111111111111", []),
        ("run: curl -L https://example.com/x.sh | bash", ["high"]),
        ("run: pip install -r requirements.txt", []),
        ("run: pip install --upgrade pip uv", []),
    ],
)
def test_what_may_be_other_code_at_the_next_run(step: str, severities: list[str]) -> None:
    text = (
        f"on: push\njobs:\n  device:\n    steps:\n      - {step}\n      - run: make x\n"
        '        env: {IQM_TOKEN: "${{ secrets.IQM_TOKEN }}"}\n'
    )
    assert [finding.severity for finding in scan(text, "mutable-code-beside-credential")] == severities


INHERITING = """\
on: push
jobs:
  device:
    steps:
      - run: make x
        env: {IQM_TOKEN: "${{ secrets.IQM_TOKEN }}"}
  other:
    uses: CALLED
    secrets: inherit
"""


@pytest.mark.parametrize(
    ("called", "severity", "words"),
    [
        ("./.github/workflows/none.yml", "low", "It uses none of them: delete the line."),
        ("./.github/workflows/one.yml", "low", "`secrets: {CODECOV_TOKEN: ${{ secrets.CODECOV_TOKEN }}}`"),
        ("./.github/workflows/through.yml", "low", "`secrets: {CODECOV_TOKEN: ${{ secrets.CODECOV_TOKEN }}}`"),
        ("example/x/.github/workflows/y.yml@main", "high", "whoever can change it"),
        (
            "example/x/.github/workflows/y.yml@1111111111111111111111111111111111111111",
            "medium",
            "it can read them all",
        ),
    ],
)
def test_what_a_called_workflow_needs_is_written_out(called: str, severity: str, words: str) -> None:
    (finding,) = inherited(called)
    assert (finding.severity, finding.persona) == (severity, "pedantic" if severity == "low" else "regular")
    assert words in finding.message


@pytest.mark.parametrize("called", ["foreign", "missing", "all"])
def test_a_called_workflow_of_the_repository_that_needs_them_or_may_is_not_reported(called: str) -> None:
    assert inherited(f"./.github/workflows/{called}.yml") == []


def inherited(called: str) -> list[Finding]:
    """What is said of the job that calls, in a repository of several workflows."""
    texts = {
        "ci": INHERITING.replace("CALLED", called),
        "none": "on: workflow_call\njobs: {x: {steps: [{run: ruff check}]}}\n",
        "one": "on: workflow_call\njobs: {x: {steps: [{run: x, env: {T: '${{ secrets.CODECOV_TOKEN }}'}}]}}\n",
        "through": "on: workflow_call\njobs: {x: {uses: ./.github/workflows/one.yml, secrets: inherit}}\n",
        "all": "on: workflow_call\njobs: {x: {steps: [{run: x, env: {T: '${{ secrets.IQM_TOKEN }}'}}]}}\n",
        "foreign": "on: workflow_call\njobs: {x: {uses: example/x/.github/workflows/y.yml@main, secrets: inherit}}\n",
    }
    files = [file_of(f".github/workflows/{name}.yml", text.encode()) for name, text in texts.items()]
    settings = settings_for(select=frozenset({"inherited-secrets"}), persona="pedantic")
    found = scan_files(tuple(file for file in files if isinstance(file, File)), settings).findings
    return [each for each in found if each.place.path.endswith("ci.yml")]
