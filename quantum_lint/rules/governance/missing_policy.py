"""Repositories that reach hardware under a configuration that sets no limit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.whole_repository import hardware_submissions, is_whole
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options

#: What the options are where no policy sets them: everything is approved, and no amount is.
_UNSET = (["*"], 0)


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit, where hardware is first reached."""
    if not is_whole(repository) or any(value not in _UNSET for value in options.values()):
        return
    path, sent = min(hardware_submissions(repository), key=lambda each: (each[0], each[1].span), default=("", None))
    if sent is not None:
        yield Hit(
            span=sent.span,
            note=f"The repository sends work to hardware with `{sent.callee}`, and its configuration sets no budget "
            "and approves no devices: any device may be used, at any price, and nothing here would object. Add a "
            "[policy] with max-cost-run, max-cost-month and approved-devices to quantum-lint.toml.",
            provider=sent.provider,
            path=path,
            about="the repository",
        )
