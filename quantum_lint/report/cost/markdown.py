"""Costs in Markdown: of a tree for the summary of a run, and of a change for the comment on a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from quantum_lint.model.comparison import Change, Comparison, Unread
from quantum_lint.model.estimate import Bills, Breach, Month, PlacedEstimate
from quantum_lint.report.cost import figures
from quantum_lint.report.cost.headline import before_and_now, difference, headline, uncompared
from quantum_lint.report.parts.counts import counted
from quantum_lint.report.parts.markdown import MOST_CHARACTERS, escaped, within
from quantum_lint.report.parts.places import shown_cell
from quantum_lint.report.parts.printable import encodable

_KEY = "Key: `~` changed, `+` added, `-` removed, `?` not known, `*` partly assumed (see the details)."
#: What a table may take, so that the rest fits in a comment with it.
_ROOM = MOST_CHARACTERS * 2 // 5


def compared(comparison: Comparison, today: date) -> str:
    """The comment; empty where nothing that people are shown is different, or not known, and no limit is passed."""
    if not (comparison.changes or comparison.breaches or comparison.unread):
        return ""
    blocks = (
        [f"### {escaped(headline(comparison))}"],
        [before_and_now(comparison)],
        _policy(comparison.breaches),
        _changes(comparison.of_code()),
        _unpriced(comparison.changes),
        _uncompared(comparison.unread),
        _folded("Details of what changed", _details(comparison.of_code())),
        _folded("Same code, other price or device data", _changes(comparison.of_data())),
        [f"{_prices(comparison.oldest, today)}Compared with {escaped(comparison.base)}. {_KEY}"],
    )
    return _joined(blocks)


def rendered(bills: Bills, today: date) -> str:
    """All submissions of a tree; empty where there is none."""
    if not bills.estimates:
        return ""
    total = escaped("; ".join(map(figures.total, bills.totals)))
    blocks = (
        [f"### Estimated run cost {total or 'not known'}"],
        _policy(bills.breaches),
        _table(bills.estimates),
        _months(bills.months),
        _folded("Details", (line for each in bills.estimates for line in _detail(each))),
        [f"{_prices(bills.oldest, today)}`?` is not known, `*` is partly assumed: see the details."],
    )
    return _joined(blocks)


def _joined(blocks: Iterable[Iterable[str]]) -> str:
    texts = ("\n".join(block) for block in blocks)
    return encodable("\n\n".join(text for text in texts if text) + "\n")


def _prices(oldest: str, today: date) -> str:
    return f"Prices of {oldest} ({figures.age(oldest, today)}). " if oldest else ""


def _policy(breaches: Iterable[Breach]) -> Iterator[str]:
    for each in breaches:
        what = "**Blocked by policy**" if each.blocks else "Beyond policy"
        where = f" ({escaped(each.where)})" if each.where else ""
        yield f"- {what}: `{each.name}` is {escaped(each.limit)}, this is {escaped(each.figure)}{where}"


def _changes(changes: Sequence[Change]) -> Iterator[str]:
    if not changes:
        return
    yield "| | Submission | Device | Before | Now | Difference | Why |"
    yield "|---|---|---|---:|---:|---:|---|"
    shown = list(within(map(_change, changes), _ROOM))
    yield from shown
    if len(shown) < len(changes):
        yield f"\n{counted(len(changes) - len(shown), 'more change')} did not fit in here."


def _change(change: Change) -> str:
    estimate, amount = change.placed.estimate, change.amount
    both = ("" if change.kind == "added" else _paid(change.earlier), _paid(change.now))
    cells = (
        f"`{figures.SIGNS[change.kind]}`",
        _submission(change.placed),
        escaped(figures.device(estimate.device)),
        *both,
        difference(amount, change.currency) if amount.change else figures.UNKNOWN,
        _why(change),
    )
    return f"| {' | '.join(cells)} |"


def _why(change: Change) -> str:
    if change.kind in ("added", "removed"):
        return "new" if change.kind == "added" else "removed"
    told = (f"{each.what} {escaped(each.before)} → {escaped(each.after)}" for each in change.reasons)
    return "<br>".join(told) or "settings"


def _paid(placed: PlacedEstimate | None) -> str:
    """The price, with a star where it does not rest on the code alone; nothing for a submission that is not there."""
    if placed is None:
        return ""
    return f"{figures.cost(placed.estimate)}{' `*`' * bool(placed.estimate.assumed)}"


def _submission(placed: PlacedEstimate) -> str:
    """The circuit, if it has a name, and the place."""
    place = placed.place
    cell = f"<br>{escaped(shown_cell(place.cell))}" if place.cell else ""
    name = f"{escaped(placed.estimate.circuit)}<br>" if placed.estimate.circuit else ""
    return f"{name}{escaped(place.path)}:{place.line}{cell}"


def _unpriced(changes: Iterable[Change]) -> Iterator[str]:
    """What has no price now, and why: it is not in the totals."""
    found = [each.now for each in changes if each.now is not None and each.now.estimate.amount is None]
    yield from _listed("Not in the totals, for want of a price:", [(each, each.estimate.because) for each in found])


def _uncompared(found: Iterable[Unread]) -> Iterator[str]:
    yield from _listed("Not compared, and not in the totals:", [(each.placed, uncompared(each)) for each in found])


def _listed(title: str, found: Sequence[tuple[PlacedEstimate, str]]) -> Iterator[str]:
    """Submissions with a reason each, below a title; nothing where there is none."""
    if found:
        yield from (title, "")
    for placed, reason in found[:_MOST]:
        yield f"- {_submission(placed).replace('<br>', ' ')}: {escaped(reason) or 'not known'}"
    if len(found) > _MOST:
        yield f"- and {counted(len(found) - _MOST, 'other')}"


#: Submissions without a price that are named.
_MOST = 10


def _details(changes: Iterable[Change]) -> Iterator[str]:
    for each in changes:
        if each.kind == "removed":
            continue
        yield from _detail(each.placed)


def _detail(placed: PlacedEstimate) -> Iterator[str]:
    """What the figures of a submission are made of, as an item of a list."""
    estimate = placed.estimate
    facts = [f"{estimate.callee}"]
    if estimate.measures is not None:
        two, depth = estimate.measures.two_qubit, figures.number(estimate.measures.depth)
        gates = figures.UNKNOWN + " gates" if two is None else counted(two, "gate")
        facts.append(f"{counted(estimate.measures.qubits, 'qubit')}, {gates} on two, depth {depth}")
    if estimate.duration is not None:
        facts.append(f"{figures.duration(estimate.duration)} a run")
    if estimate.shots is not None:
        executions = figures.number(estimate.executions, estimate.most_executions)
        facts.append(f"{figures.number(estimate.shots, estimate.most_shots)} shots, {executions} executions")
    if estimate.seconds is not None:
        facts.append(f"{figures.seconds(estimate.seconds)} on the device")
    if estimate.success is not None:
        facts.append(f"success {figures.success(estimate.success)}")
    if estimate.rate is not None:
        rate = estimate.rate
        facts.append(f"{rate.title}, {rate.route}, prices of {rate.as_of}")
    facts += [f"assumed: {each}" for each in estimate.assumed]
    yield f"- **{_submission(placed).replace('<br>', ' ')}**: {'; '.join(map(escaped, facts))}"


def _folded(title: str, lines: Iterable[str]) -> Iterator[str]:
    """The lines below a title that opens them; nothing without lines."""
    inner = list(within(iter(lines), _ROOM))
    if inner:
        yield from ("<details>", f"<summary>{title}</summary>", "", *inner, "", "</details>")


def _table(estimates: Sequence[PlacedEstimate]) -> Iterator[str]:
    yield "| Submission | Device | Qubits | 2q gates (depth) | Shots | Time on device | Cost | Success |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|"
    shown = list(within(map(_row, estimates), _ROOM))
    yield from shown
    if len(shown) < len(estimates):
        yield f"\n{counted(len(estimates) - len(shown), 'more submission')} did not fit in here."


def _row(placed: PlacedEstimate) -> str:
    estimate = placed.estimate
    cells = (
        _submission(placed),
        escaped(figures.device(estimate.device)),
        figures.number(estimate.measures.qubits if estimate.measures else None),
        figures.gates(estimate.measures),
        figures.number(estimate.shots, estimate.most_shots),
        figures.seconds(estimate.seconds),
        _paid(placed) if estimate.amount is not None else escaped(estimate.because) or figures.UNKNOWN,
        figures.success(estimate.success),
    )
    return f"| {' | '.join(cells)} |"


def _months(months: Iterable[Month]) -> Iterator[str]:
    rows = [_month(each) for each in months]
    if rows:
        yield "| Started by | Program | Runs a month | Time on devices | Cost a month | Quota |"
        yield from ("|---|---|---:|---:|---:|---:|", *rows)


def _month(month: Month) -> str:
    job = f"<br>{escaped(month.job)}" if month.job else ""
    money = (figures.money(each.amount, each.currency, least=each.least) for each in month.totals)
    cells = (
        f"{escaped(month.path)}{job}",
        escaped(month.program),
        figures.amount(month.runs),
        figures.seconds(month.seconds),
        "<br>".join(money) or figures.UNKNOWN,
        "<br>".join(figures.quota(each) for each in month.quotas),
    )
    return f"| {' | '.join(cells)} |"
