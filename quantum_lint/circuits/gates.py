"""The operations that a device may have, by Qiskit's names for them."""

from __future__ import annotations

from collections.abc import Mapping

#: An operation that fails so often is switched off: vendors publish 1.0, or 0.5 as a fidelity, for dead ones.
DEAD = 0.5
_BY_WIDTH: Mapping[int, str] = {
    1: "h id measure p r reset rx ry rz s sdg sx sxdg t tdg u u1 u2 u3 x y z",
    2: "ch cp crx cry crz cs csdg csx cu cu1 cu3 cx cy cz dcx ecr iswap rxx ryy rzx rzz swap xx_minus_yy xx_plus_yy",
    3: "ccx ccz cswap rccx",
    4: "c3sx rcccx",
}
#: How many qubits each is on: what `get_standard_gate_name_mapping` of Qiskit has that does something to qubits.
GATES: Mapping[str, int] = {name: width for width, names in _BY_WIDTH.items() for name in names.split()}
