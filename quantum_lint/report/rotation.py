"""The credentials to replace, for whoever has to do it: what each opens, where it stands, where to revoke it."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.model.report import Report
from quantum_lint.model.rotation import Rotation
from quantum_lint.report import RenderContext
from quantum_lint.report.parts.counts import counted, some
from quantum_lint.report.parts.past import shown_commit
from quantum_lint.report.parts.places import shown_path, shown_place
from quantum_lint.report.parts.printable import one_line
from quantum_lint.report.parts.rotations import title
from quantum_lint.report.parts.style import Paint, painter
from quantum_lint.report.parts.summary import unseen

_INDENT = "   "
_LABEL = 13


def render(report: Report, context: RenderContext) -> str:
    """The list, the gravest first, and what was not looked at."""
    paint = painter(context.colour)
    lines = [*_list(context.rotations, paint), *unseen(report, paint, context.verbose)]
    return "".join(f"{line}\n" for line in lines)


def _list(rotations: tuple[Rotation, ...], paint: Paint) -> Iterator[str]:
    if not rotations:
        yield paint("good", "No credential to rotate was found.")
        return
    yield paint("high", f"Rotate {counted(len(rotations), 'credential')}, the gravest first.")
    for number, rotation in enumerate(rotations, 1):
        yield ""
        yield f"{number}. {paint('rule', title(rotation))}"
        for label, text in _rows(rotation):
            yield f"{_INDENT}{paint('quiet', f'{label:<{_LABEL}}')}{one_line(text)}".rstrip()
    yield ""


def _rows(rotation: Rotation) -> Iterator[tuple[str, str]]:
    yield "opens", f"{rotation.reach}: {rotation.opens}" if rotation.reach else "unknown"
    yield "in git", _history(rotation)
    for number, finding in enumerate(rotation.findings):
        yield "" if number else "places", shown_place(finding.place)
    yield "revoke", rotation.revoke_url or "where it was issued"
    if rotation.instead:
        yield "then", rotation.instead
    yield "fingerprint", rotation.fingerprint


def _history(rotation: Rotation) -> str:
    if rotation.first is None or rotation.last is None:
        return "in no commit that was looked at"
    since = f"since {shown_commit(rotation.first)}, {counted(rotation.age or 0, 'day')}"
    if rotation.present:
        return f"{since}; still at HEAD"
    still = f", but still at {some([shown_path(name) for name in rotation.refs])}" if rotation.refs else ""
    return f"{since}; last in {shown_commit(rotation.last)}, no longer at HEAD{still}"
