"""Locks that no longer fit the manifest that they were made from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from quantum_lint.match.locked import Pair, pairs
from quantum_lint.model.hit import Hit, Related
from quantum_lint.parse.versions import exact

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.match.projects import Mention
    from quantum_lint.model.rule import Options

#: Kind of lock -> the command that makes it anew, and the one that installs only from a lock that fits.
_COMMANDS = {
    "uv-lock": ("uv lock", "uv sync --locked"),
    "poetry-lock": ("poetry lock", "poetry check --lock"),
    "pdm-lock": ("pdm lock", "pdm install --check"),
    "pylock": ("pip lock", "pip install -r pylock.toml"),
    "pixi-lock": ("pixi lock", "pixi install --locked"),
    "pipfile-lock": ("pipenv lock", "pipenv install --deploy"),
    "requirements": ("pip-compile", "pip install --require-hashes"),
}


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for every manifest of quantum software whose lock is stale, on the first line that shows it."""
    for pair in pairs(repository):
        quantum = {each.dependency.name for each in pair.asked} & knowledge.packages.keys()
        found = sorted(pair.disagreements(), key=lambda each: each[0].dependency.name not in knowledge.packages)
        if quantum and found:
            asked, locked = found[0]
            note = f"the lock has {exact(locked.dependency.specifier)}" if locked else ""
            related = (Related(locked.dependency.span, note, pair.lock),) if locked else ()
            yield Hit(asked.dependency.span, _note(pair, asked, locked, len(found)), related=related, path=asked.path)


def _note(pair: Pair, asked: Mention, locked: Mention | None, count: int) -> str:
    lock, name = pair.lock.rpartition("/")[2], asked.dependency.name
    has = f"has {exact(locked.dependency.specifier)}" if locked else "does not name it"
    more = f", and {count - 1} more disagree" if count > 1 else ""
    anew, strictly = _COMMANDS[pair.kind]
    wanted = f"`{name}{asked.dependency.specifier}`" if asked.dependency.specifier else f"`{name}`"
    return (
        f"{wanted} is asked for and {lock} {has}{more}: whoever installs from the lock runs something else than this "
        f"file says. Make it anew (`{anew}`), and let pipelines refuse a stale one (`{strictly}`)."
    )
