"""Circuits that a repository builds, and how well reading alone tells what they are."""

from __future__ import annotations

from typing import Literal

from quantum_lint.model.finding import Place
from quantum_lint.model.job import PlacedJob, Target
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.report import InternalError, Unreadable
from quantum_lint.model.span import Span

#: `exact`: gate for gate what a run builds. `bounded`: this or close to it, for a reason that is given. `template`: of
#: a function that nothing here calls, for sizes that were made up. `unknown`: not told by reading, for a reason.
Exactness = Literal["exact", "bounded", "template", "unknown"]


class Measures(NamedTuple):
    """How big a circuit is.

    `size` counts instructions and `gates` tells them apart by name, the most frequent first; both count barriers, and
    what is inside of a gate made of others or of a control-flow block is not counted. `depth` is the length of the
    longest path, where barriers take no time. `two_qubit` counts gates on two or more qubits, `parameters` the free
    ones. `measured` says whether any qubit is measured, in a block too. What is not known is None, and `gates` empty.
    """

    qubits: int
    clbits: int
    depth: int | None
    size: int
    gates: tuple[tuple[str, int], ...]
    two_qubit: int | None
    parameters: int | None
    measured: bool | None


class Flat(NamedTuple):
    """What a circuit comes to when all of its gates are taken apart into `u` on one qubit and `cx` on two."""

    cx: int
    u: int
    depth: int


class Bound(NamedTuple):
    """A name that stood for the circuit when a part of the file (a cell, or a whole script) ended.

    `name` may lead into a container (`circuits[0]`), `part` counts the parts from 0.
    """

    name: str
    part: int


class Use(NamedTuple):
    """A call that runs the circuit, or prepares it for a run.

    `callee` is qualified. `shots` is None where nothing tells them and 0 for an exact result; `shots_from` tells
    whether the code says so or the SDK's default does. `device` is the name by which one is looked up. `runs` is how
    often the loops around the call run it, None where that is not known. `submits` is False for calls that start no
    work; `through` names what made another circuit of this one on the way (`qiskit.transpile`). `level` is the
    optimization level of a call that transpiles, where the code sets one, and `written` the literal that it is.
    """

    callee: str
    span: Span
    provider: str = ""
    target: Target = "unknown"
    device: str | None = None
    shots: int | None = None
    shots_from: Literal["given", "default", "none", "unknown"] = "unknown"
    runs: int | None = 1
    submits: bool = True
    through: str = ""
    level: int | None = None
    written: Span | None = None


class Growth(NamedTuple):
    """A circuit of a template at one size; `flat` where it has gates that are made of others."""

    argument: str
    value: int
    measures: Measures
    flat: Flat | None = None


class OnDevice(NamedTuple):
    """What a circuit is on a device: transpiled at `level` for its snapshot of the day `as_of`.

    A circuit that measures nothing has a measurement of each qubit that it uses. Its qubits are those it is written
    with, however many the device has. `duration` is that of one execution in
    seconds and `success` the decimal logarithm of the probability that nothing goes wrong; None where the device
    states no times or errors. `least` is set where a loop runs nobody knows how often. `failed` says why there is
    nothing of all that.
    """

    device: str
    as_of: str
    level: int
    measures: Measures | None = None
    duration: float | None = None
    success: float | None = None
    least: bool = False
    failed: str = ""


class Circuit(NamedTuple):
    """One state of one circuit.

    `span` is where it is made and `changed` are the places that add to it, of the same file; in another file, the call
    that leads there. `names` are those it is bound to. `measures` is None where nothing is known of it.
    States of one circuit of a file have the same `number`. `random` tells that angles or gates are drawn without a
    seed, so that each run has others. `derived` names what made it of another circuit (`transpile`). `drawing` is
    filled in when asked for, and so is what it is `on` devices that it is sent to, and what it is there `unoptimized`
    where the code transpiles it at level 0. `idle` counts the qubits that nothing is done to.
    """

    sdk: str
    span: Span
    exactness: Exactness
    reason: str = ""
    names: tuple[Bound, ...] = ()
    measures: Measures | None = None
    flat: Flat | None = None
    changed: tuple[Span, ...] = ()
    uses: tuple[Use, ...] = ()
    random: bool = False
    derived: str = ""
    growth: tuple[Growth, ...] = ()
    drawing: str = ""
    number: int = 0
    on: tuple[OnDevice, ...] = ()
    unoptimized: tuple[OnDevice, ...] = ()
    idle: int = 0

    @property
    def name(self) -> str:
        """The first name it was bound to; empty for none."""
        return self.names[0].name if self.names else ""


class Placed(NamedTuple):
    """A circuit with the places of its making and of its uses, in the order of those."""

    circuit: Circuit
    place: Place
    uses: tuple[Place, ...] = ()


class Malformed(NamedTuple):
    """A program that breaks the rules of its `language`: `line` and `column` (from 1) count in its text.

    `span` is where that is in the file, as near as can be told, and `source` the call that is handed the program, empty
    for a file that is one.
    """

    language: str
    span: Span
    source: Span
    line: int
    column: int
    reason: str


class FileCircuits(NamedTuple):
    """What one file gave. `errors` are defects of ours, `notes` say why the reading of the file ended early.

    `jobs` are all calls that start work, where they were asked for. `unread` are the paths of other files with
    functions that it calls, and that were not read to their end for it.
    """

    path: str
    circuits: tuple[Placed, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    errors: tuple[InternalError, ...] = ()
    notes: tuple[str, ...] = ()
    jobs: tuple[PlacedJob, ...] = ()
    malformed: tuple[Malformed, ...] = ()
    unread: tuple[str, ...] = ()
