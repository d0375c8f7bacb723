"""Numbers: the parts of `math`, `cmath` and `numpy` that have no side effects, with arrays of a bounded size."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable
from importlib import import_module
from numbers import Real
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.models import sizes
from quantum_lint.evaluate.models.conversion import NotKnownError, Reader
from quantum_lint.evaluate.models.long_expressions import worked_out
from quantum_lint.evaluate.models.making import Prepared
from quantum_lint.evaluate.models.unsettled import RANDOM, is_random, is_unsettled
from quantum_lint.evaluate.values import Known, Unknown, Value

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]

_MATH = """acos acosh asin asinh atan atan2 atanh ceil comb copysign cos cosh degrees dist erf erfc exp expm1 fabs
    floor fmod frexp fsum gamma gcd hypot isclose isfinite isinf isnan isqrt lcm ldexp lgamma log log10 log1p log2
    modf perm pow prod radians remainder sin sinh sqrt tan tanh trunc"""
_CMATH = "acos asin atan cos cosh exp isclose log log10 phase polar rect sin sinh sqrt tan tanh"
#: Functions of numpy that also make sense of numbers that are not known.
_ALGEBRA = """abs absolute add append arccos arcsin arctan array asarray ascontiguousarray asanyarray array_split
    atleast_1d atleast_2d broadcast_to column_stack concatenate copy cos cosh cross cumsum deg2rad degrees diag divide
    divmod dot dstack empty_like exp expand_dims flip fliplr flipud full_like hsplit hstack inner insert kron matmul
    mean moveaxis multiply ndim negative ones_like outer pad power prod rad2deg radians ravel repeat reshape roll
    rot90 shape sin sinh size split sqrt square squeeze stack subtract sum swapaxes take tan tensordot tile trace
    transpose true_divide vdot vsplit vstack zeros_like real imag conj conjugate"""
_NUMBERS_ONLY = """all allclose angle any arange arccosh arcsinh arctan2 arctanh argmax argmin argsort argwhere
    around array_equal average bincount binary_repr bitwise_and bitwise_not bitwise_or bitwise_xor ceil clip
    convolve count_nonzero cumprod diff digitize equal exp2 expm1 eye fix float_power floor floor_divide fmod
    gcd geomspace geterr greater greater_equal histogram hypot identity in1d indices interp intersect1d invert isclose
    isfinite isin isinf isnan isreal iscomplex isscalar lcm left_shift less less_equal linspace log log10 log1p log2
    logical_and logical_not logical_or logical_xor logspace max maximum median meshgrid min minimum mod
    nan_to_num nonzero not_equal ones packbits percentile polyfit polyval ptp remainder right_shift rint round
    searchsorted setdiff1d sign signbit sinc sort std tri tril triu trunc union1d unique unpackbits unravel_index
    unwrap var where zeros empty full base_repr nanmax nanmin nanmean block ix_ mgrid ogrid cov corrcoef
    flatnonzero vander triu_indices tril_indices ndindex"""
_LINEAR = "norm inv det eig eigh eigvals eigvalsh matrix_power matrix_rank qr svd solve pinv lstsq multi_dot"
_CONSTANTS = {"pi": math.pi, "e": math.e, "inf": math.inf, "nan": math.nan, "tau": math.tau, "infty": math.inf,
              "Inf": math.inf, "NaN": math.nan, "newaxis": None, "euler_gamma": 0.5772156649015329}  # fmt: skip
_NOT_FOLLOWED = frozenset(("mgrid", "ogrid", "ndindex"))
#: Types of numpy, with the names that were taken away.
_TYPE_NAMES = """float16 float32 float64 int8 int16 int32 int64 uint8 uint16 uint32 uint64 complex64 complex128 bool_
    integer floating number ndarray intp"""
#: Modules whose functions are those of numpy or math, too.
_ALIASES = {
    "autograd.numpy": "numpy",
    "pennylane.numpy": "numpy",
    "pennylane.numpy.linalg": "numpy.linalg",
    "jax.numpy": "numpy",
    "cupy": "numpy",
    "scipy.linalg": "numpy.linalg",
}
_ALGEBRAIC = frozenset(_ALGEBRA.split())


def _numpy_type(name: str) -> Callable[[], Any]:
    return lambda: getattr(import_module("numpy"), name)


TYPES: dict[str, Callable[[], Any]] = {
    **{name: _numpy_type(name) for name in _TYPE_NAMES.split()},
    **{name: _numpy_type(real) for name, real in (
        ("int", "int64"), ("float", "float64"), ("complex", "complex128"), ("bool", "bool_"),
        ("complex_", "complex128"),
        ("float_", "float64"), ("int_", "int64"), ("object", "object_"), ("object_", "object_"),
        ("double", "float64"))},
}  # fmt: skip


def constant(name: str) -> Value | None:
    """What a qualified name stands for, where that is a number: `numpy.pi`."""
    module, _, last = name.rpartition(".")
    if _ALIASES.get(module, module) in ("numpy", "math", "cmath", "scipy.constants", "scipy") and last in _CONSTANTS:
        return Known(_CONSTANTS[last])
    return None


def model_of(name: str) -> Model | None:
    """The model of a function, by its qualified name."""
    module, _, last = name.rpartition(".")
    module = _ALIASES.get(module, module)
    tables = {"math": _MATH, "cmath": _CMATH, "numpy": f"{_ALGEBRA} {_NUMBERS_ONLY}", "numpy.linalg": _LINEAR}
    if module not in tables:
        return None
    if module == "numpy" and last in TYPES:
        return _called(TYPES[last], last, algebraic=False)
    if last not in tables[module].split() or last in _NOT_FOLLOWED:
        return None
    standard = {"math": math, "cmath": cmath}
    source = standard.get(module)

    def function() -> Any:
        return getattr(source or import_module(module), last, None)

    return _called(function, last, algebraic=module == "numpy" and last in _ALGEBRAIC)


def _called(function: Callable[[], Any], name: str, *, algebraic: bool) -> Model:
    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        reader = Reader(machine.library.unsettled)  # type: ignore[attr-defined]
        real = function()
        if real is None:
            return None
        try:
            read = reader.number if algebraic else reader.real
            args = [read(each.value) for each in arguments if each.position is not None]
            named = {each.name: read(each.value) for each in arguments if each.name is not None}
            if len(args) + len(named) != len(arguments):
                return Unknown("how many arguments there are is not known")
            if not algebraic:
                _all_known(args, named)
            _bounded(name, args, named)
            named.pop("out", None)
            return worked_out(machine, name, real, Prepared(reader, args, named), reader.quality)
        except (NotKnownError, sizes.TooLargeError) as error:
            return Unknown(str(error))

    return model


def _all_known(args: list[Any], named: dict[str, Any]) -> None:
    for each in (*args, *named.values()):
        if is_unsettled(each):
            raise NotKnownError(f"{RANDOM}: it is drawn without a seed" if is_random(each) else "a number is not known")


def _bounded(name: str, args: list[Any], named: dict[str, Any]) -> None:
    """Raise TooLargeError where the result would have too many numbers."""
    values = [*args, *named.values()]
    count: Any = (
        math.prod(_numbers(each) for each in values) if name in _PRODUCTS else max(map(_numbers, values), default=0)
    )
    if name in _SHAPED:
        count = _volume(name, named.get("shape", args[0] if args else 0))
        count = count * count if name in ("eye", "identity", "tri") else count
    elif name in ("linspace", "logspace", "geomspace"):
        count = named.get("num", args[2] if len(args) > 2 else 50)
    elif name == "arange":
        count = _steps(args)
    elif name in ("tile", "repeat", "broadcast_to", "pad", "unpackbits", "vander", "indices"):
        times = _flat(values[1:])
        count = _numbers(args[0]) * math.prod(max(abs(each), 1) for each in times if isinstance(each, int))
    elif name in _BIG and args and isinstance(args[0], int):
        count = max((abs(each) for each in args if isinstance(each, int)), default=0) // 16
    if _real(name, count) > sizes.NUMBERS:
        told = f"{count:,}" if count < _COUNTED else "countless"
        raise sizes.TooLargeError(f"`{name}` would be too large: {told} numbers")


def _volume(name: str, shape: Any) -> Any:
    """How many numbers an array of the shape has."""
    return math.prod(_real(name, side) for side in (shape if isinstance(shape, (tuple, list)) else (shape,)))


def _real(name: str, size: Any) -> Any:
    if not isinstance(size, Real):
        raise NotKnownError(f"the size that `{name}` is given is no number")
    return size


_PRODUCTS = frozenset(("kron", "outer", "meshgrid", "tensordot", "ix_"))
_SHAPED = frozenset(("zeros", "ones", "empty", "full", "eye", "identity", "tri"))
#: A larger count may have more digits than Python writes out.
_COUNTED = 10**30
#: Functions of whole numbers whose result may have as many digits as the number says.
_BIG = frozenset(("comb", "perm", "ldexp", "left_shift", "bincount", "pow", "triu_indices", "tril_indices"))


def _steps(args: list[Any]) -> float:
    bounds = [each for each in args if isinstance(each, (int, float))]
    start, stop, step = {1: [0, *bounds, 1], 2: [*bounds, 1]}.get(len(bounds), bounds[:3]) if bounds else (0, 0, 1)
    try:
        return abs((stop - start) / step) if step else 0
    except OverflowError:  # whole numbers that no float holds
        return math.inf


def _flat(values: list[Any]) -> list[Any]:
    return [item for each in values for item in (each if isinstance(each, (tuple, list)) else (each,))]


def _numbers(real: Any) -> int:
    """How many numbers an argument holds."""
    if isinstance(real, (list, tuple)):
        return sum(map(_numbers, real)) or 1
    size = getattr(real, "size", 1)
    return size if isinstance(size, int) and size else 1
