"""Credentials that a fix moves from the `env` of a workflow or a job into the steps that need them."""

from __future__ import annotations

import pytest

from quantum_lint.discover import file_of
from quantum_lint.fix.splice import plan, splice
from quantum_lint.model.file import File
from tests.support.scanning import scan_files, settings_for

KEY = "IONQ_API_KEY: ${{ secrets.IONQ_API_KEY }}"
QUOTED = 'IONQ_API_KEY: "${{ secrets.IONQ_API_KEY }}"'


def fixed(text: str) -> str:
    """The workflow after the fixes of all its findings, of which there is at least one."""
    file = file_of(".github/workflows/ci.yml", text.encode())
    assert isinstance(file, File)
    found = scan_files((file,), settings_for(select=frozenset({"hardware-secret-too-wide"}))).findings
    assert found
    return splice(file.data, plan(each.fix for each in found if each.fix).edits, file.language).decode()


def job(env: str, *steps: str) -> str:
    """A workflow with one job: an installation, and the steps."""
    lines = "".join(f"      {step}\n" for step in ("- run: pip install -r tools.txt", *steps))
    return f"on: push\njobs:\n  a:\n    runs-on: x\n{env}    steps:\n{lines}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("- run: pytest",), ("- env:", f"    {KEY}", "  run: pytest")),
        (("- name: é", "  run: |", "    # c", "    pytest"),
         ("- name: é", "  env:", f"    {KEY}", "  run: |", "    # c", "    pytest")),
        (("- run: pytest", "  env:", "    # c", "    A: b # d"),
         ("- run: pytest", "  env:", "    # c", f"    {KEY}", "    A: b # d")),
        (("- {name: a, run: pytest}",), (f"- {{name: a, env: {{{QUOTED}}}, run: pytest}}",)),
        (("- {run: pytest, env: {A: b}}",), (f"- {{run: pytest, env: {{{QUOTED}, A: b}}}}",)),
        (("- run: pytest", f"  env: {{{QUOTED}}}"), ("- run: pytest", f"  env: {{{QUOTED}}}")),
        (("- run: pytest", "- run: python run.py"),
         ("- env:", f"    {KEY}", "  run: pytest", "- env:", f"    {KEY}", "  run: python run.py")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_step_gets_what_it_needs(before: tuple[str, ...], after: tuple[str, ...], newline: str) -> None:
    text = job(f"    env:\n      {KEY}\n", *before).replace("\n", newline)
    assert fixed(text) == job("", *after).replace("\n", newline)


@pytest.mark.parametrize(
    ("env", "left", "moved"),
    [
        (f"    env:\n      A: b # c\n      {KEY}\n", "    env:\n      A: b # c\n", KEY),
        (f"    env:\n      {KEY} # c\n      # d\n      A: b\n", "    env:\n      # d\n      A: b\n", f"{KEY} # c"),
        (f"    # c\n    env: {{{QUOTED}}}\n", "    # c\n", QUOTED),
    ],
)
def test_everything_else_stays(env: str, left: str, moved: str) -> None:
    assert fixed(job(env, "- run: pytest")) == job(left, "- env:", f"    {moved}", "  run: pytest")


@pytest.mark.parametrize(
    "text",
    [
        job(f"    env:\n      # why it is there\n      {KEY}\n", "- run: pytest"),
        job(f"    env: # why it is there\n      {KEY}\n", "- run: pytest"),
        job(f"    env: {{A: b, {QUOTED}}}\n", "- run: pytest"),
        job(f"    env:\n      {KEY}\n", "- run: pytest", "- uses: lab/a@v1", "  with: {key: '${{env.IONQ_API_KEY}}'}"),
        job(f"    env:\n      {KEY}\n", "- run: pytest", "  env: &one {A: b}", "- run: python a.py", "  env: *one"),
        job("    env:\n      IONQ_API_KEY: >-\n        ${{ secrets.IONQ_API_KEY }}\n        # c\n", "- run: pytest"),
        job(f"    env: &all\n      {KEY}\n", "- run: pytest"),
    ],
)  # fmt: skip
def test_nothing_is_moved_where_more_would_have_to_change(text: str) -> None:
    assert fixed(text) == text


def test_what_is_of_the_workflow_goes_to_every_job_that_needs_it() -> None:
    head, tail = "on: push\n", "  c: {runs-on: x, steps: [{uses: lab/publish@v1}]}\n"
    before = "".join(f"  {name}:\n    steps:\n      - run: pytest\n" for name in "ab")
    after = "".join(f"  {name}:\n    steps:\n      - env:\n          {KEY}\n        run: pytest\n" for name in "ab")
    assert fixed(f"{head}env:\n  {KEY}\njobs:\n{before}{tail}") == f"{head}jobs:\n{after}{tail}"


def test_no_step_that_needs_it_is_known() -> None:
    text = f"on: push\nenv:\n  {KEY}\njobs:\n  a: {{runs-on: x, steps: [{{uses: lab/publish@v1}}]}}\n"
    assert fixed(text) == text
