"""Repositories that reach hardware and say nowhere whom to tell of a flaw or a leaked credential."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.whole_repository import hardware_submissions, is_whole
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options

#: Where hosts look for the file, and what stands in for it on a web site.
_FOLDERS = ("", ".github/", ".gitlab/", "docs/", ".well-known/", "docs/.well-known/", "public/.well-known/")
_STEMS = frozenset(("security", "security_policy", "security-policy"))


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit, where hardware is first reached."""
    if not is_whole(repository) or any(map(_is_contact, repository.paths())):
        return
    path, sent = min(hardware_submissions(repository), key=lambda each: (each[0], each[1].span), default=("", None))
    if sent is not None:
        yield Hit(
            span=sent.span,
            note=f"The repository sends work to hardware with `{sent.callee}`, and no SECURITY file says whom to tell "
            "of a leaked credential or a flaw: whoever finds one opens a public issue, or tells nobody. Add a "
            "SECURITY.md with an address.",
            provider=sent.provider,
            path=path,
            about="the repository",
        )


def _is_contact(path: str) -> bool:
    folder, slash, name = path.rpartition("/")
    return (folder + slash).lower() in _FOLDERS and name.lower().partition(".")[0] in _STEMS
