"""Models of calls that call what they are given as often as they like: optimizers and gradients."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from quantum_lint.evaluate.calling import apply
from quantum_lint.evaluate.calls import CALLBACK, Argument, Loop
from quantum_lint.evaluate.functions import Bound, Function, Partial
from quantum_lint.evaluate.values import Instance, ListValue, Method, Unknown, Value, find_argument

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]

_CALLABLE = (Function, Bound, Partial, Method, Instance)
_POINT = Unknown("an optimizer chooses it")


def _called(machine: Machine, function: Argument | None, given: tuple[Value, ...]) -> None:
    """The function is called with these, and nothing tells how often."""
    if function is None or not isinstance(function.value, _CALLABLE):
        return
    arguments = tuple(Argument(None, at, value, function.where) for at, value in enumerate(given))
    site = machine.site
    with machine.looping(Loop(CALLBACK, None, machine.where(site))):
        apply(machine, function.value, arguments, site)


def _minimized(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`scipy.optimize.minimize(function, start, args)`: the function gets a point and these arguments."""
    more = find_argument(arguments, "args", 2)
    given = more.value if more is not None else ListValue(kind="tuple")
    others = given.items if isinstance(given, ListValue) else (given,)
    function = find_argument(arguments, "fun") or find_argument(arguments, "func", 0)
    _called(machine, function, (_POINT, *others))
    return None


def _stepped(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`optimizer.step(function, *point)`."""
    points = tuple(each.value for each in arguments if each.position is not None and each.position > 0)
    _called(machine, find_argument(arguments, "objective_fn", 0), points)
    return None


def _differentiated(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`grad(function)(*point)`: the function runs twice for each parameter, or once for all of them."""
    if isinstance(receiver, Instance):
        function = find_argument(receiver.arguments, "func") or find_argument(receiver.arguments, "fun", 0)
        _called(machine, function, tuple(each.value for each in arguments if each.position is not None))
    return None


_SCIPY = ("minimize", "differential_evolution", "dual_annealing", "shgo", "brute", "root", "least_squares",
          "leastsq", "fmin", "fmin_bfgs", "fmin_cg", "fmin_l_bfgs_b", "fmin_powell", "fsolve", "root_scalar",
          "minimize_scalar", "basinhopping")  # fmt: skip
#: Those of PennyLane 0.45 that take a step with a function.
_PENNYLANE = ("AdagradOptimizer", "AdamOptimizer", "GradientDescentOptimizer", "MomentumOptimizer",
              "MomentumQNGOptimizer", "NesterovMomentumOptimizer", "QNGOptimizer", "QNSPSAOptimizer",
              "RMSPropOptimizer", "RotosolveOptimizer", "RotoselectOptimizer", "ShotAdaptiveOptimizer",
              "SPSAOptimizer")  # fmt: skip
_GRADIENTS = ("pennylane.grad", "pennylane.jacobian", "catalyst.grad", "catalyst.value_and_grad", "catalyst.jacobian",
              "jax.grad", "jax.value_and_grad", "jax.jacobian", "jax.jacrev", "jax.jacfwd", "jax.hessian",
              "autograd.grad", "autograd.jacobian", "autograd.value_and_grad")  # fmt: skip
MODELS: dict[str, Model] = {
    **{f"scipy.optimize.{name}": _minimized for name in _SCIPY},
    **{
        f"{package}.{name}.{step}": _stepped
        for package in ("pennylane", "pennylane.optimize")
        for name in _PENNYLANE
        for step in ("step", "step_and_cost")
    },
    **{f"{name}.__call__": _differentiated for name in _GRADIENTS},
}
