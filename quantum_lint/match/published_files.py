"""How a job hands files to others: artifacts, pages, commits, releases and buckets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from quantum_lint.match.executed_notebooks import Kept, inside
from quantum_lint.match.kept_files import Files, Pattern, uploads
from quantum_lint.parse.shell_command import Command, Word
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_node import Job, Step

#: Actions that publish a folder or commit files: the input that names them (without it: all), and what they do.
_ACTIONS = {
    "peaceiris/actions-gh-pages": ("publish_dir", "publishes"),
    "jamesives/github-pages-deploy-action": ("folder", "publishes"),
    "softprops/action-gh-release": ("files", "publishes"),
    "stefanzweifel/git-auto-commit-action": ("file_pattern", "commits"),
    "endbug/add-and-commit": ("add", "commits"),
    "peter-evans/create-pull-request": ("add-paths", "commits"),
}


class Publication(NamedTuple):
    """What is published: patterns of paths, the characters that say so in the text, and how (`uploads`, ...)."""

    files: Files
    how: str

    def taking(self, kept: Kept) -> Pattern | None:
        """The pattern that takes in what a command kept; where its name is not known, one for files of its kind."""
        if kept.known:
            return self.files.pattern_for(kept.path.replace("*", "_"))
        patterns = self.files.patterns
        return next((each for each in patterns if not each.path or each.path.endswith(kept.ending)), None)


def of_actions(document: WorkflowDocument, job: Job) -> dict[int, Publication]:
    """By the number of the step, what it publishes through an action."""
    found = {bundle.step.index: Publication(bundle.files, "uploads") for bundle in uploads(document, job)}
    for step in job.steps:
        name = step.uses.name.lower() if step.uses else ""
        if name in _ACTIONS:
            found[step.index] = _of_action(document, step, *_ACTIONS[name])
    return found


def _of_action(document: WorkflowDocument, step: Step, option: str, how: str) -> Publication:
    given = next((each for each in step.inputs if each.name == option), None)
    if given is None:
        assert step.uses is not None
        everything = Pattern("", document.text_span(step.uses.scalar))
        return Publication(Files((everything,)), how)
    place = document.text_span(given.value)
    patterns = tuple(Pattern(inside("", word), place) for word in given.value.value.split())
    return Publication(Files(patterns), how)


def of_command(command: Command, folder: str) -> Publication | None:
    """What a command publishes: `git add`, `git commit -a`, `aws s3 cp`, `gsutil cp`, `gh release upload`."""
    words = command.effective()
    texts = [word.text for word in words]
    how, paths = "", list[Word]()
    if texts[:2] == ["git", "add"]:
        how, paths = "commits", [word for word in words[2:] if not word.text.startswith("-")]
        if not paths or {"-A", "--all", "-u"} & set(texts):
            return _everything(command, "commits")
    elif texts[:2] == ["git", "commit"] and any(_takes_all(text) for text in texts[2:]):
        return _everything(command, "commits")
    elif texts[:3] in (["aws", "s3", "cp"], ["aws", "s3", "sync"], ["aws", "s3", "mv"]):
        how, paths = "uploads", list(words[3:4])
    elif texts[:1] == ["gsutil"] and {"cp", "rsync"} & set(texts):
        how, paths = "uploads", [word for word in words[2:-1] if not word.text.startswith("-")]
    elif texts[:3] in (["gh", "release", "upload"], ["gh", "release", "create"]):
        how, paths = "publishes", [word for word in words[4:] if not word.text.startswith("-")]
    patterns = tuple(Pattern(inside(folder, word.text), (command.start, command.end)) for word in paths)
    return Publication(Files(patterns), how) if how else None


def _takes_all(word: str) -> bool:
    return word == "--all" or (word.startswith("-") and not word.startswith("--") and "a" in word)


def _everything(command: Command, how: str) -> Publication:
    pattern = Pattern("", (command.start, command.end))
    return Publication(Files((pattern,)), how)


def pushes(commands: list[Command]) -> Iterator[Command]:
    """The commands that bring commits to others."""
    for command in commands:
        words = [word.text for word in command.effective()]
        if words[:2] == ["git", "push"] or words[:3] == ["gh", "pr", "create"]:
            yield command
