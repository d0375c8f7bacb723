"""Locks that no longer fit the manifest that they were made from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from quantum_lint.match.locked import Disagreement, Pair, pairs
from quantum_lint.model.hit import Hit, Related
from quantum_lint.parse.versions import exact

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge
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
        found = sorted(pair.disagreements(), key=lambda each: each.asked.dependency.name not in knowledge.packages)
        if quantum and found:
            asked, locked, _ = found[0]
            note = f"the lock has {exact(locked.dependency.specifier)}" if locked else ""
            related = (Related(locked.dependency.span, note, pair.lock),) if locked else ()
            yield Hit(asked.dependency.span, _note(pair, found[0], len(found)), related=related, path=asked.path)


def _note(pair: Pair, found: Disagreement, count: int) -> str:
    wanted = found.asked.dependency
    lock, name = pair.lock.rpartition("/")[2], f"{wanted.name}[{found.extra}]" if found.extra else wanted.name
    without = f" without `{found.extra}`" if found.extra else ""
    has = f"has {exact(found.locked.dependency.specifier)}{without}" if found.locked else "does not name it"
    more = f", and {count - 1} more disagree" if count > 1 else ""
    anew, strictly = _COMMANDS[pair.kind]
    return (
        f"`{name}{wanted.specifier}` is asked for and {lock} {has}{more}: whoever installs from the lock runs "
        f"something else than this file says. Make it anew (`{anew}`), and let pipelines refuse a stale one "
        f"(`{strictly}`)."
    )
