"""Circuits and results among what a program writes to its log."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.calls import Call
from quantum_lint.evaluate.tables import Tables
from quantum_lint.evaluate.values import Instance, Text, Value, options
from quantum_lint.match.job_tables import PayloadRow

_LEVELS = ("debug", "info", "warning", "error", "critical", "exception", "log")
#: What loggers are made by; their methods are theirs.
_LOGGERS = ("logging", "logging.getLogger", "logging.root", "loguru.logger", "structlog.get_logger")
#: Ends of the names of calls and attributes that give raw results.
_RESULTS = {
    "get_counts": "raw counts",
    "measurement_counts": "raw counts",
    "get_bitstrings": "raw measurements",
    "measurements": "raw measurements",
    "get_memory": "raw measurements",
    "quasi_dists": "a whole distribution",
}


def logged(call: Call, tables: Tables) -> str | None:
    """What a call writes to a log, if that is a circuit or a raw result."""
    owner, _, method = call.callee.rpartition(".")
    if method not in _LEVELS or owner not in _LOGGERS:
        return None
    found = (_payload(piece, tables) for argument in call.arguments for piece in _pieces(argument.value))
    return next((what for what in found if what), None)


def _pieces(value: Value) -> Iterator[Value]:
    for option in options(value):
        if isinstance(option, Text):
            for piece in option.pieces:
                yield from options(piece)
        yield option


def _payload(value: Value, tables: Tables) -> str | None:
    if not isinstance(value, Instance):
        return None
    row = tables.rows("payload", PayloadRow).get(value.maker or value.callee)
    return row.what if row else _RESULTS.get(value.callee.rpartition(".")[2])
