"""What a program does while a session holds hardware for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from quantum_lint.evaluate.calls import Call, Evaluation
from quantum_lint.evaluate.devices import target_of
from quantum_lint.evaluate.tables import Tables
from quantum_lint.evaluate.values import DictValue, Instance, Value, options
from quantum_lint.match.hardware_jobs import in_notebook
from quantum_lint.parse.python import PythonDocument

#: Calls that wait for somebody, or for nothing.
_WAITS = {
    "input": "waits until somebody types something",
    "getpass.getpass": "waits until somebody types something",
    "breakpoint": "waits until somebody is done debugging",
    "pdb.set_trace": "waits until somebody is done debugging",
    "IPython.embed": "waits until somebody is done looking",
    "time.sleep": "sleeps",
    "asyncio.sleep": "sleeps",
}
#: What waits for a window to be closed; in a notebook the picture is put below the cell.
_WINDOWS = ("matplotlib.pyplot.show",)
#: Optimisers that go on until they are content, and the arguments that limit them.
_SEARCHES = {
    "scipy.optimize.minimize": ("options",),
    "scipy.optimize.differential_evolution": ("maxiter",),
    "scipy.optimize.basinhopping": ("niter",),
    "scipy.optimize.dual_annealing": ("maxiter", "maxfun"),
    "scipy.optimize.shgo": ("options",),
}
_LIMITS = ("maxiter", "maxfev", "maxfun", "maxtime")


class Idle(NamedTuple):
    """A call that takes nobody knows how long, what it does, and the session that is open meanwhile."""

    call: Call
    does: str
    session: Instance


def idle(document: PythonDocument, evaluation: Evaluation, tables: Tables) -> Iterator[Idle]:
    """Every such call while a session on hardware is open."""
    sessions = list(_sessions(evaluation, tables))
    for at, call in enumerate(evaluation.calls):
        does = _does(call, document) if sessions and not call.context.dead else None
        for session in sessions if does else ():
            if _holds(call, session) or _between(at, call, session, evaluation, tables):
                yield Idle(call, does or "", session)
                break


def _sessions(evaluation: Evaluation, tables: Tables) -> Iterator[Instance]:
    """The sessions on hardware that the code opens."""
    for call in evaluation.calls:
        if call.callee in tables.sessions and not call.context.dead:
            for made in options(call.result):
                if isinstance(made, Instance) and _on_hardware(made, tables):
                    yield made


def _on_hardware(session: Instance, tables: Tables) -> bool:
    kind = target_of(session, tables).kind
    return kind == "hardware" or (kind == "unknown" and target_of(session.receiver, tables).kind == "hardware")


def _does(call: Call, document: PythonDocument) -> str | None:
    """What a call does that takes nobody knows how long."""
    if call.callee in _SEARCHES:
        return None if _is_limited(call) else "searches with no limit on its iterations"
    if call.callee in _WINDOWS:
        return None if in_notebook(document) else "waits until somebody closes the window"
    polls = any(loop.kind in ("while", "forever") for loop in call.context.loops)
    return None if polls else _WAITS.get(call.callee)


def _is_limited(call: Call) -> bool:
    """Whether the search stops after a number of steps, or may do so."""
    if not call.complete():
        return True
    given = [call.argument(name) for name in _SEARCHES[call.callee]]
    return any(each is not None and _limits(each.value) for each in given)


def _limits(value: Value) -> bool:
    if not isinstance(value, DictValue) or not value.exact:
        return True
    return any(value.get(name) is not None for name in _LIMITS)


def _holds(call: Call, session: Instance) -> bool:
    """Whether the call stands in the `with` block of the session."""
    return any(_is(option, session) for each in call.context.withs for option in options(each.value))


def _between(at: int, call: Call, session: Instance, evaluation: Evaluation, tables: Tables) -> bool:
    """Whether the call comes after the session is opened and before it is closed, in the same function."""
    opened = [index for index, each in enumerate(evaluation.calls) if _is(each.result, session)]
    if not opened or evaluation.calls[opened[0]].context.function != call.context.function or at < opened[0]:
        return False
    if any(each.callee.endswith(".__enter__") and _is(each.receiver, session) for each in evaluation.calls):
        return False
    close = tables.sessions[session.maker].close
    closed = [
        index
        for index, each in enumerate(evaluation.calls)
        if each.callee.rpartition(".")[2] in close and _is(each.receiver, session)
    ]
    return bool(closed) and at < closed[0]


def _is(value: Value | None, session: Instance) -> bool:
    return isinstance(value, Instance) and value.where is not None and value.where == session.where
