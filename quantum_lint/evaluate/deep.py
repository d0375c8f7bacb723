"""The deep mode: reads a file with the libraries that build circuits, and says which circuits it builds.

`circuits_of(sources, path, viewpoint)` gives a `Deep`. Nothing of what is read is run: calls of qiskit, numpy and the
like are made by us, through the allow-list of `evaluate.models`, with values that reading gave.

- `circuits`: each state that a circuit had when a part (a cell; a script has one) ended while a name of the module
  held it (`qc`, `circuits[0]`, `table['a']`), once for every state; those that no name held when the reading ended
  have the name `""` (`scope` is then the function that made it, `""` at module level).
- `handed`: calls of what is not followed (`backend.run`, `transpile`, `sampler.run`, ...) that were given circuits,
  with these as they were then.
- `templates`: circuits of functions that nobody calls, as they come out for small sizes.
- What a pass manager or `transpile` gives is a circuit whose `derived` names the callee; its `circuit` is the one that
  was given, as it was then, and it is `unknown`.
All that was found before a budget ended is there; `unknown` says that it ended.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from quantum_lint.evaluate.budget import DEEP, Limits
from quantum_lint.evaluate.calls import Argument, Evaluation, site_of
from quantum_lint.evaluate.modules import Viewpoint
from quantum_lint.evaluate.positions import Source, Where
from quantum_lint.evaluate.releases import ANY, Releases
from quantum_lint.evaluate.sdk import Sdk
from quantum_lint.model.job import Site
from quantum_lint.model.stand_in import StandIns, no_stand_in

if TYPE_CHECKING:
    from quantum_lint.evaluate.values import Value

#: Asked only where what is built depends on the release.
Declared = Callable[[], Releases]
EXACT, BOUNDED, UNKNOWN = "exact", "bounded", "unknown"


class Built(NamedTuple):
    """A circuit in one of its states. `circuit` is a `qiskit.QuantumCircuit` that must not be changed.

    `key` is the same for all states of one circuit. `certainty` is `exact`, `bounded` or `unknown`, with a `reason` for
    the last two; of an unknown one `circuit` is what is known of it. `random` says that values in it are drawn without
    a seed: its structure may be exact, its angles are not. `changed` are the places that added to it, in order.
    """

    key: int
    name: str
    scope: str
    part: int
    circuit: Any
    certainty: str
    reason: str
    random: bool
    made: Where | None
    changed: tuple[Where, ...]
    derived: str = ""
    sdk: str = "qiskit"


class Handed(NamedTuple):
    """A call that was given circuits: `callee` is qualified, `part` the cell; `arguments` as of the call.

    Of a call in another file `where` is the call of this file that leads there, and `origin` where it stands itself.
    """

    callee: str
    where: Where
    part: int
    receiver: Value | None
    arguments: tuple[Argument, ...]
    circuits: tuple[Built, ...]
    trips: int | None = 1
    origin: Where | None = None

    @property
    def site(self) -> Site:
        """Where it stands, in this file and in another one."""
        return site_of(self.where, self.origin)


class Template(NamedTuple):
    """What a function that nobody calls builds when its sizes are `size`."""

    function: str
    where: Where
    size: int
    circuits: tuple[Built, ...]


class Deep(NamedTuple):
    """All that the deep mode found in a file, and why it ended early, if it did."""

    circuits: tuple[Built, ...] = ()
    handed: tuple[Handed, ...] = ()
    templates: tuple[Template, ...] = ()
    evaluation: Evaluation = Evaluation()
    unknown: tuple[str, ...] = ()


def circuits_of(
    sources: Sequence[Source],
    path: str | None = None,
    viewpoint: Viewpoint | None = None,
    sdk: Sdk | None = None,
    limits: Limits = DEEP,
    declared: Declared = lambda: ANY,
    stand_ins: StandIns = no_stand_in,
) -> Deep:
    """The circuits of a file. `sources` are its parsed parts in order (`PythonDocument.sources`).

    `declared` gives the releases of Qiskit that the tree asks for, by the numbers of Terra before 0.45,
    and `stand_ins` what is known of the stand-in for a device that a class is.
    Raises ImportError if qiskit is not installed.
    """
    from quantum_lint.evaluate.models.reading import read

    return read(sources, path, viewpoint, sdk, limits, declared, stand_ins)
