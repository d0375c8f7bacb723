"""What a baseline sets aside, as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from quantum_lint.model.debt import Debt, spans
from quantum_lint.model.rule import LEVELS

SCHEMA = 1


def as_text(debts: Sequence[Debt]) -> str:
    """A table with a row for each pack, those with the gravest first, and one for all; ages are those of the code."""
    if not debts:
        return "Of what is found here the baseline lists nothing.\n"
    heads = ("", "all", *reversed(LEVELS), *(_head(name) for name in spans()))
    numbers = [(debt.findings, *debt.by_severity.values(), *debt.by_age.values()) for debt in debts]
    totals = tuple(sum(column) for column in zip(*numbers, strict=True))
    names = [*(debt.pack for debt in debts), "all"]
    rows = [heads, *((name, *map(_shown, row)) for name, row in zip(names, [*numbers, totals], strict=True))]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(f"{_line(row, widths)}\n" for row in rows)


def _head(age: str) -> str:
    return f"< {age}" if age.startswith(("a ", "three")) else age


def _shown(number: int) -> str:
    return f"{number:,}" if number else "."


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = row
    cells = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
    return "  ".join((first.ljust(widths[0]), *cells))


def as_json(debts: Sequence[Debt]) -> str:
    """The same for programs; fields may be added, none is removed."""
    import json

    packs = [
        {"pack": each.pack, "findings": each.findings, "severity": each.by_severity, "age": each.by_age}
        for each in debts
    ]
    table = {"schema": SCHEMA, "findings": sum(each.findings for each in debts), "packs": packs}
    return json.dumps(table, indent=2) + "\n"
