"""What a workflow keeps beyond its run: files that it uploads as artifacts or puts into a cache."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from quantum_lint.model import lazy
from quantum_lint.model.named import NamedTuple
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_node import Job, Step
from quantum_lint.parse.yaml_node import Scalar

#: Actions that keep files, and whether they leave out names with a dot unless told otherwise.
_UPLOADS = {"actions/upload-artifact": True, "actions/upload-pages-artifact": False}
_CACHES = {"actions/cache": False, "actions/cache/save": False}
#: The action that reads the files when the job is over.
_AT_THE_END = "actions/cache"
#: From these versions on, by their major number, hidden files are left out.
_HIDDEN_LEFT_OUT = {3: 2, 4: 4}
_LINE = lazy.pattern(r"\S.*")
_HOME = lazy.pattern(r"(?:~|\$HOME|\$\{HOME\}|\$\{\{\s*env\.HOME\s*\}\}|/home/runner|/root)(?=/|$)")
_WORKSPACE = lazy.pattern(
    r"(?:\$\{\{\s*(?:github\.workspace|env\.GITHUB_WORKSPACE)\s*\}\}|\$\{?GITHUB_WORKSPACE\}?|\.)(?:/+|$)"
)


class Pattern(NamedTuple):
    """What names files: a path from `~`, `/` or the checkout's folder on, and the characters that say so."""

    path: str
    place: tuple[int, int]


class Files(NamedTuple):
    """Files, and what names them; `hidden` tells whether names that start with a dot come along."""

    patterns: tuple[Pattern, ...]
    excluded: tuple[str, ...] = ()
    hidden: bool = True

    def pattern_for(self, path: str) -> Pattern | None:
        """The pattern that takes in a file, or None. Paths start at `~`, `/` or the folder of the checkout."""
        if any(_takes_in(each, path) for each in self.excluded):
            return None
        found = (each for each in self.patterns if _takes_in(each.path, path))
        return next((each for each in found if self.hidden or not _is_hidden(each.path, path)), None)


class Bundle(NamedTuple):
    """Files that a step keeps; `afterwards` tells whether they are read as the job ends."""

    step: Step
    files: Files
    afterwards: bool = False


def uploads(document: WorkflowDocument, job: Job) -> Iterator[Bundle]:
    """What the steps of a job upload."""
    return _bundles(document, job, _UPLOADS)


def caches(document: WorkflowDocument, job: Job) -> Iterator[Bundle]:
    """What the steps of a job put into a cache."""
    return _bundles(document, job, _CACHES)


def normal(path: str) -> str:
    """A path from `~` on, or from the folder of the checkout on, which is empty itself."""
    path = path.strip().strip("'\"")
    for around, written in ((_HOME, "~"), (_WORKSPACE, "")):
        start = around.match(path)
        path = path if start is None else written + path[start.end() :]
    return path.rstrip("/")


def _bundles(document: WorkflowDocument, job: Job, actions: dict[str, bool]) -> Iterator[Bundle]:
    for step in job.steps:
        name = step.uses.name.lower() if step.uses else ""
        given = next((each for each in step.inputs if each.name == "path"), None)
        if name in actions and given is not None:
            lines = list(_lines(document, given.value))
            yield Bundle(
                step,
                Files(
                    tuple(Pattern(normal(line), place) for line, place in lines if not line.startswith("!")),
                    tuple(normal(line[1:]) for line, _ in lines if line.startswith("!")),
                    not actions[name] or _with_hidden(document, step),
                ),
                name == _AT_THE_END,
            )


def _lines(document: WorkflowDocument, scalar: Scalar) -> Iterator[tuple[str, tuple[int, int]]]:
    """The lines of a value that are not empty, each with its characters in the text."""
    _, inner = document.content(scalar)
    for match in _LINE.finditer(scalar.value):
        span = inner.span(*match.span())
        yield match[0].rstrip(), (span.start, span.end)


def _with_hidden(document: WorkflowDocument, step: Step) -> bool:
    assert step.uses is not None
    if any(each.name == "include-hidden-files" and each.value.value.lower() == "true" for each in step.inputs):
        return True
    version = step.uses.version(document.remark(step.uses.scalar))
    if version is None:
        return False
    major, minor = version
    return minor < _HIDDEN_LEFT_OUT[major] if major in _HIDDEN_LEFT_OUT else major < min(_HIDDEN_LEFT_OUT)


def _takes_in(pattern: str, path: str) -> bool:
    """Whether a pattern names the file or a folder around it. Nothing but the whole checkout is empty."""
    outside = path.startswith(("~", "/"))
    if not pattern:
        return not outside
    if pattern.startswith(("~", "/")) != outside:
        return False
    parents = [path[:at] for at, character in enumerate(path) if character == "/"]
    return any(fnmatchcase(each, pattern.replace("**/", "*")) for each in (path, *parents))


def _is_hidden(pattern: str, path: str) -> bool:
    """Whether a name with a dot lies on the way that the pattern leaves open, its own last name included."""
    fixed = re.split(r"[*?\[]", pattern)[0]
    root = pattern if fixed == pattern else fixed.rpartition("/")[0]
    rest = path.removeprefix(root)
    names = [root.rpartition("/")[2], *rest.split("/")]
    return any(name.startswith(".") and name not in (".", "..") for name in names)
