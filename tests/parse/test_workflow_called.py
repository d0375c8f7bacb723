"""Following what a workflow calls in the same repository."""

from __future__ import annotations

from collections.abc import Mapping

from quantum_lint.model.file import File
from quantum_lint.model.fragment import Surroundings
from quantum_lint.parse import whole
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_called import Place, called, running

CALLER = """\
on: push
jobs:
  work:
    steps:
      - run: first
      - uses: ./.github/actions/one
        with: {revision: "${{ github.head_ref }}"}
      - run: last
  reused:
    uses: ./.github/workflows/other.yml
"""
ONE = """\
runs:
  using: composite
  steps:
    - run: inside ${{ inputs.revision }}
    - uses: ./.github/actions/two/
      with: {branch: "refs/${{ inputs.revision }}"}
"""
TWO = "runs: {using: composite, steps: [{run: deep}]}"


def document(files: Mapping[str, str], path: str = ".github/workflows/ci.yml") -> tuple[WorkflowDocument, list[str]]:
    """The workflow at the path, and the paths that it asks for."""
    asked: list[str] = []

    def read(other: str) -> bytes | None:
        asked.append(other)
        return files[other].encode() if other in files else None

    found = WorkflowDocument(whole(File(path, "github-workflow", files[path].encode())))
    found.surroundings = Surroundings(path, read)
    return found, asked


def test_steps_of_actions_stand_in_the_place_of_the_step_that_calls() -> None:
    files = {
        ".github/workflows/ci.yml": CALLER,
        ".github/actions/one/action.yaml": ONE,
        ".github/actions/two/action.yml": TWO,
    }
    found, asked = document(files)
    steps = list(running(Place(found), found.jobs[0]))
    assert [each.step.run.value if each.step.run else "" for each in steps] == [
        "first", "", "inside ${{ inputs.revision }}", "", "deep", "last",
    ]  # fmt: skip
    assert [each.outer.index for each in steps] == [0, 1, 1, 1, 1, 2]
    assert steps[2].given == {"revision": "${{ github.head_ref }}"}
    assert steps[4].given == {"branch": "refs/${{ github.head_ref }}"}
    assert steps[4].place.path == ".github/actions/two/action.yml"
    list(running(Place(found), found.jobs[0]))
    assert len(asked) == len(set(asked)), "each file is read once"


def test_paths_start_where_the_folder_of_the_host_stands() -> None:
    files = {"lab/.github/workflows/ci.yml": CALLER, "lab/.github/workflows/other.yml": "on: workflow_call\njobs: {}\n"}
    found, _ = document(files, "lab/.github/workflows/ci.yml")
    place = called(found, found.jobs[1].uses)
    assert place is not None
    assert place.path == "lab/.github/workflows/other.yml"


def test_what_is_not_there_is_not_followed() -> None:
    found, _ = document({".github/workflows/ci.yml": CALLER})
    assert called(found, found.jobs[1].uses) is None
    assert called(found, None) is None
    assert len(list(running(Place(found), found.jobs[0]))) == 3


def test_actions_that_call_themselves_come_to_an_end() -> None:
    steps = "\n".join(["    - uses: ./.github/actions/one"] * 50)
    files = {
        ".github/workflows/ci.yml": CALLER,
        ".github/actions/one/action.yml": f"runs:\n  using: composite\n  steps:\n{steps}\n",
    }
    found, _ = document(files)
    assert len(list(running(Place(found), found.jobs[0]))) == 1000
