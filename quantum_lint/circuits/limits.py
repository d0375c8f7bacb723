"""How big a circuit may be that is built, drawn or taken apart; larger ones are counted or said to be too large."""

from __future__ import annotations

#: Gates and qubits of a circuit that a parser is asked to build. Qiskit's takes 5 s for a million gates.
MOST_GATES = 1_000_000
MOST_QUBITS = 5_000
#: Characters of OpenQASM 2 (220,000 gates a second) and 3 (70,000 characters a second) that a parser is given.
LONGEST_VERSION_2 = 3_000_000
LONGEST_VERSION_3 = 500_000
#: Bytes of a file that is counted in a stream, 9 MB of it a second.
LARGEST_STREAM = 500_000_000
#: Gates and qubits of a circuit that is drawn.
MOST_DRAWN_GATES = 400
MOST_DRAWN_QUBITS = 40
#: Gates of a circuit that is transpiled, as they are written, and the seconds that it is expected to take; and those of
#: all circuits of a file, for each of the devices that are asked for.
MOST_TRANSPILED_GATES = 50_000
LONGEST_TRANSPILED = 4.0
LONGEST_TRANSPILED_OF_FILE = 10.0
