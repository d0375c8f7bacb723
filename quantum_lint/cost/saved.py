"""Bills that were saved as JSON, read again to compare others with them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from quantum_lint.config import ConfigError
from quantum_lint.model.circuit import Measures
from quantum_lint.model.estimate import Bills, Estimate, PlacedEstimate, Range, Rate
from quantum_lint.model.finding import CellPlace, Place
from quantum_lint.model.fragment import Cell
from quantum_lint.model.span import Span

_SCHEMA = 1
_NO_BILLS = "is no report of `quantum-lint cost --format json`"


def load(file: str) -> Bills:
    """The bills in a file. What JSON does not hold, like the lines of estimates, they do not have.

    Raises:
        ConfigError: the file cannot be read, or is none of ours.
    """
    import msgspec

    try:
        with open(file, "rb") as stream:
            table = msgspec.json.decode(stream.read())
    except OSError as error:
        raise ConfigError(file, 0, f"cannot be read: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise ConfigError(file, 0, f"is no JSON: {error}") from error
    if not isinstance(table, dict) or "submissions" not in table:
        raise ConfigError(file, 0, _NO_BILLS)
    if table.get("schema") != _SCHEMA:
        raise ConfigError(file, 0, f"has schema {table.get('schema')!r}, and this quantum-lint reads {_SCHEMA}")
    try:
        return Bills(
            tuple(map(_placed, table["submissions"])),
            oldest=table.get("prices_as_of") or "",
            partly=tuple(map(str, table.get("partly_read", ()))),
        )
    except KeyError as error:
        raise ConfigError(file, 0, f"{_NO_BILLS}: a submission has no {error}") from error
    except (AttributeError, InvalidOperation, TypeError, ValueError) as error:
        raise ConfigError(file, 0, f"{_NO_BILLS}: {error}") from error


def _placed(row: Mapping[str, Any]) -> PlacedEstimate:
    return PlacedEstimate(_estimate(row), _place(row), function=row["function"] or "")


def _place(row: Mapping[str, Any]) -> Place:
    line, column, cell = int(row["line"]), int(row["column"]), row["cell"]
    in_cell = CellPlace(Cell(int(cell["index"]), cell["id"]), int(cell["line"])) if cell else None
    # Bytes are not saved, and lines stand in their order, too.
    return Place(str(row["path"]), Span(line, line), line, column, line, column, in_cell)


def _estimate(row: Mapping[str, Any]) -> Estimate:
    snapshot, cost = row["snapshot"] or {}, row["cost"]
    return Estimate(
        callee=row["callee"],
        provider=row["provider"] or "",
        device=row["device"] or "",
        circuit=row["circuit"] or "",
        exactness=row["exactness"] or "",
        reason=row["reason"] or "",
        tier=row["tier"],
        snapshot=snapshot.get("name", ""),
        snapshot_of=snapshot.get("as_of", ""),
        rate=Rate(**{name: row["rate"][name] for name in Rate._fields}) if row["rate"] else None,
        runs=row["runs"],
        tasks=row["tasks"],
        shots=row["shots"],
        executions=row["executions"],
        most_shots=row.get("shots_high", row["shots"]),
        most_executions=row.get("executions_high", row["executions"]),
        measures=_measures(row),
        duration=None if row["duration_us"] is None else row["duration_us"] * 1e-6,
        seconds=_range(row["qpu_seconds"]),
        amount=_range(cost),
        least=bool(row["at_least"]),
        because=row["unknown_because"] or "",
        success=None if row["success_log10"] is None else _finite(row["success_log10"]),
        assumed=tuple(row["assumed"]),
    )


def _measures(row: Mapping[str, Any]) -> Measures | None:
    if row["qubits"] is None:
        return None
    gates = tuple((row["gates"] or {}).items())
    return Measures(
        row["qubits"], 0, row["depth"], sum(count for _, count in gates), gates, row["two_qubit"], None, None
    )


def _range(found: Mapping[str, str] | None) -> Range | None:
    return None if found is None else Range(Decimal(found["low"]), Decimal(found["high"]))


def _finite(number: Any) -> float:
    found = float(number)
    if not math.isfinite(found):
        raise ValueError(f"{number} is no probability")
    return found
