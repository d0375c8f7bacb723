"""Dumps of what a device is like at the moment: properties of qubits and gates, and which qubits are coupled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from quantum_lint.match.expression import compile_expression

#: What providers call the properties that a calibration measures, each with a number behind it.
_NAMES = (
    r"T1|T2|T2E|readout_error|readout_length|readout_assignment_error|prob_meas[01]_prep[01]|gate_error|"
    r"gate_length|anharmonicity|fRO|f1QRB|f1Q_simultaneous_RB|fCZ|fXY|fISWAP|fCPHASE|fActiveReset|"
    r"oneQubitFidelity|twoQubitGateFidelity|spamFidelity|singleQubitGateFidelity|1q_fidelity|2q_fidelity|"
    r"qubit_lo_range|meas_lo_range|qubit_freq_est|meas_freq_est|two_qubit_[a-z_]*error[a-z_]*|"
    r"single_qubit_[a-z_]*error[a-z_]*|parallel_p00_error|parallel_p11_error"
)
#: A value may stand in JSON, in the repr of a named tuple, or in a table.
_PROPERTY = rf"(?:^|[^\w])({_NAMES}|[\"']t[12])[\"']?[ \t]*(?:[:=,|\t]|&)[ \t,]*[\[({{]?[ \t]*-?[0-9]"
_PAIR = r"[\[(]\s*\d{1,4},\s*\d{1,4}\s*[\])]"
#: Eight pairs are more than the small devices have that lessons draw.
_TOPOLOGY = (
    rf"(?i)(coupling_?map|topology|connectivity|connectivity_?graph|edges)[\"']?\s?[:=(]\s{{0,2}}[\[(]\s{{0,9}}"
    rf"{_PAIR}(?:,\s{{0,99}}{_PAIR}){{7}}"
)


class Dump(NamedTuple):
    """Characters `start` to `end` are the first that tell; `what` says what is dumped."""

    what: str
    start: int
    end: int


def signs() -> tuple[str, ...]:
    """Regular expressions one of which occurs in every text with a dump."""
    return _PROPERTY, _TOPOLOGY


def dumps(text: str) -> Iterator[Dump]:
    """The first place of a calibration with two properties or more, and of a topology."""
    found = list(compile_expression(_PROPERTY).finditer(text))
    names = list(dict.fromkeys(match[1] for match in found))
    if len(names) > 1:
        shown = ", ".join(name.strip("\"'") for name in names[:3])
        yield Dump(f"the calibration of a device ({shown})", *found[0].span(1))
        return
    topology = compile_expression(_TOPOLOGY).search(text)
    if topology:
        yield Dump("the topology of a device", *topology.span(1))
