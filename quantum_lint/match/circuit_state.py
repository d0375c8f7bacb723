"""What is proven of a circuit at one moment, and what of that holds whichever of two ways led there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from quantum_lint.evaluate.calls import Call
from quantum_lint.match.circuit_bits import NONE, Bits, Numbers

#: What a call may turn out to be: a gate whose effect nobody sees, a gate that the device has not, a condition on bits
#: that nothing writes, a second register for the same results.
Kind = Literal["unseen", "foreign", "constant", "duplicate"]


class Doubt(NamedTuple):
    """A call that is a mistake unless something later makes sense of it; `cause` is the earlier call that makes it one.

    `bits` are the qubits or classical bits that it is about.
    """

    kind: Kind
    call: Call
    bits: Numbers = NONE
    cause: Call | None = None


class Circuit(NamedTuple):
    """What is proven of a circuit.

    - `measured`: the qubits that were measured and not used, reset or conditioned since, with the measurement.
    - `bare`: it holds no measurement, and nothing else that makes results.
    - `written`: the only classical bits that it may have written; None where it may be any.
    - `asked`: a condition may read its classical bits.
    - `raw`: it was built here and never fitted to a device; `gate` is one in it that no device has as it is.
    - `fitted`: the call that fitted it to hardware.
    """

    qubits: Bits = Bits()
    bits: Bits = Bits()
    measured: Mapping[int, Call] = {}
    bare: bool = False
    written: Numbers | None = None
    asked: bool = True
    raw: bool = False
    gate: Call | None = None
    fitted: Call | None = None
    doubts: tuple[Doubt, ...] = ()

    def all_measured(self, qubits: Numbers) -> bool:
        """Whether all of these qubits are measured."""
        return bool(qubits) and all(qubit in self.measured for qubit in qubits)

    def without(self, kind: Kind, bits: Numbers | None) -> Circuit:
        """The same, but doubts of a kind about any of these bits are settled; None settles them all."""
        kept = (each for each in self.doubts if each.kind != kind or (bits is not None and not each.bits & bits))
        return self._replace(doubts=tuple(kept))

    def unmeasured(self, qubits: Numbers | None) -> Circuit:
        """The same, but these qubits count as not measured; None are all."""
        kept = {qubit: call for qubit, call in self.measured.items() if qubits is not None and qubit not in qubits}
        return self._replace(measured=kept)

    def doubted(self, doubt: Doubt) -> Circuit:
        """The same with one more doubt."""
        return self._replace(doubts=(*self.doubts, doubt))

    def rewritten(self) -> Circuit:
        """A circuit made of this one whose qubits may be others: what is known by qubit is not known any more."""
        return self._replace(qubits=Bits(), measured={})


#: A circuit of which nothing is known.
ANY = Circuit()


def either(left: Circuit | None, right: Circuit | None) -> Circuit | None:
    """What is proven of a circuit that is one of two; None where nothing is."""
    if left is None or right is None or left is right:
        return left if left is right else None
    calls = {(doubt.kind, doubt.call.where.node) for doubt in right.doubts}
    return Circuit(
        qubits=left.qubits if left.qubits == right.qubits else Bits(),
        bits=left.bits if left.bits == right.bits else Bits(),
        measured={qubit: call for qubit, call in left.measured.items() if qubit in right.measured},
        bare=left.bare and right.bare,
        written=None if left.written is None or right.written is None else left.written | right.written,
        asked=left.asked or right.asked,
        raw=left.raw and right.raw,
        gate=left.gate if right.gate else None,
        fitted=left.fitted if right.fitted else None,
        doubts=tuple(doubt for doubt in left.doubts if (doubt.kind, doubt.call.where.node) in calls),
    )


def combined(first: Circuit, second: Circuit, call: Call) -> Circuit:
    """A circuit followed by another one on some of its qubits, as `call` joins them."""
    quiet = second.bare
    doubts = tuple(each for each in first.doubts if each.kind in ("constant", "foreign") or (quiet and _idle(second)))
    made = first._replace(
        measured={},
        bare=first.bare and second.bare,
        written=first.written if quiet else None,
        asked=first.asked or second.asked,
        raw=first.raw and second.raw,
        gate=first.gate or second.gate,
        doubts=doubts,
    )
    if made.fitted is not None and second.gate is not None:
        return made.doubted(Doubt("foreign", call, cause=made.fitted))
    return made


def _idle(circuit: Circuit) -> bool:
    """Whether a circuit has no classical bits, so that it makes no use of those of others."""
    return circuit.bits.number == 0
