"""What steps of a Jenkinsfile keep beyond the build, and the folders that steps start in."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import join
from typing import TYPE_CHECKING

from quantum_lint.match.executed_notebooks import inside
from quantum_lint.match.kept_files import Files, Pattern
from quantum_lint.model.named import NamedTuple
from quantum_lint.parse.groovy import Token, value

if TYPE_CHECKING:
    from quantum_lint.parse.groovy_program import Program
    from quantum_lint.parse.jenkins_stages import Stage

#: Steps that keep files, and what their argument with the files, or the folder, is called.
_ARCHIVES = {"archive": "includes", "archiveArtifacts": "artifacts", "publishHTML": "reportDir"}


class Archive(NamedTuple):
    """The files that the step at a token keeps."""

    at: int
    files: Files


def archives(stage: Stage) -> Iterator[Archive]:
    """What is kept by steps of a stage, and by those that come after it or after all, in order."""
    for at in sorted(stage.program.places(*_ARCHIVES)):
        files = _files(stage.program, at) if _belongs(stage, at) else None
        if files is not None:
            yield Archive(at, files)


def folder(program: Program, at: int) -> str:
    """The folder that the step at a token starts in."""
    blocks = (each for each in program.around(at) if each.name == "dir")
    named = (program.argument(each.head + 1, "path") for each in blocks)
    return inside("", join("", *(value(program.tokens[each]) for each in named if each is not None)))


def told(program: Program, at: int, name: str) -> Token | None:
    """The string that the call at a token is given first, or under a name, in a map of its own too."""
    first = program.argument(at + 1, name)
    if first is None and program.at(at + 1, "("):
        among = range(at + 2, program.closing(at + 1))
        return next((string for each in among if program.at(each, name) and (string := program.told(each))), None)
    return program.tokens[first] if first is not None else None


def _belongs(stage: Stage, at: int) -> bool:
    around = stage.program.around(at)
    owner = next((each for each in reversed(around) if each.name == "stage"), None)
    after = next((each for each in around if each.name == "post"), None)
    late = after is not None and stage.program.opened(after.first) in {each.first for each in stage.around}
    return owner == stage.block or late


def _files(program: Program, at: int) -> Files | None:
    string = told(program, at, _ARCHIVES[program.tokens[at].text])
    if string is None:
        return None
    left_out = program.named(at + 2 if program.at(at + 1, "(") else at + 1, "excludes", "string")
    excluded = _paths(program, at, program.tokens[left_out]) if left_out is not None else ()
    return Files(tuple(Pattern(path, string.inside) for path in _paths(program, at, string)), excluded)


def _paths(program: Program, at: int, string: Token) -> tuple[str, ...]:
    """The paths of a list with commas, from the folder of the checkout on."""
    named = (each.strip() for each in value(string).split(","))
    return tuple(inside(folder(program, at), each) for each in named if each)
