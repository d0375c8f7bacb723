"""What an evaluation yields: calls with their arguments and context, assignments, imports.

Named tuples, because they are made by the thousand and a frozen dataclass takes 1 ms to define.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.evaluate.positions import Where
from quantum_lint.evaluate.values import Value, find_argument, qualified
from quantum_lint.model.job import Site
from quantum_lint.model.span import Span

if TYPE_CHECKING:
    from quantum_lint.evaluate.histories import Event


class Argument(NamedTuple):
    """An argument of a call. One that came out of `*` or `**` of something unknown has neither name nor position."""

    name: str | None
    position: int | None
    value: Value
    where: Where

    @property
    def span(self) -> Span:
        """The bytes of the argument's expression."""
        return self.where.span


#: What calls a function again and again that it is given, as an optimizer does: no loop that the code has.
CALLBACK = "callback"


class Loop(NamedTuple):
    """A loop around a call: `kind` is `for`, `while`, `forever` (nothing but its body ends it) or `comprehension`.

    It is `CALLBACK` where the code has none, and hands on a function that is called over and over.

    `trips` is how often it runs.
    """

    kind: str
    trips: int | None
    where: Where
    variables: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """The bytes of the loop."""
        return self.where.span


class With(NamedTuple):
    """A `with` block around a call and the value it manages."""

    value: Value
    where: Where

    @property
    def span(self) -> Span:
        """The bytes of the managed expression."""
        return self.where.span


class Guard(NamedTuple):
    """A condition that a call stands under. `holds` is what it evaluates to, None when that is not known."""

    where: Where
    negated: bool = False
    holds: bool | None = None

    @property
    def span(self) -> Span:
        """The bytes of the condition."""
        return self.where.span

    @property
    def text(self) -> str:
        """The condition as written, `not (...)` for the other branch."""
        return f"not ({self.where.text})" if self.negated else self.where.text


class Attempt(NamedTuple):
    """A `try` statement in whose body a call stands; `loops` is how many of the call's loops are around it."""

    where: Where
    loops: int

    @property
    def span(self) -> Span:
        """The bytes of the statement."""
        return self.where.span


class Handler(NamedTuple):
    """An exception handler that a call stands in; `name` is the qualified name of what it catches, `?` if unknown."""

    name: str
    where: Where

    @property
    def span(self) -> Span:
        """The bytes of the handler."""
        return self.where.span


class Context(NamedTuple):
    """Where a call stands, callers included. `called` is False in a function that nobody calls in this fragment.

    `function` is the qualified name of the innermost function, `definition` where it is defined, `wrappers` are its
    decorators and those of its class, `callers` the calls that led there, outermost first. `part` is the cell.
    `abroad` are the functions of other files that led there, each by the path of its file and its name.
    """

    loops: tuple[Loop, ...] = ()
    withs: tuple[With, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    handlers: tuple[Handler, ...] = ()
    guards: tuple[Guard, ...] = ()
    function: str | None = None
    definition: Where | None = None
    wrappers: tuple[Value, ...] = ()
    callers: tuple[Where, ...] = ()
    part: int = 0
    called: bool = True
    abroad: tuple[tuple[str, str], ...] = ()

    @property
    def decorators(self) -> tuple[str, ...]:
        """Qualified names of the decorators of the innermost function and of its class."""
        return tuple(name for name in map(qualified, self.wrappers) if name)

    @property
    def trips(self) -> int | None:
        """How often the loops run together; None when one of them is not known."""
        product = 1
        for loop in self.loops:
            if loop.trips is None:
                return None
            product *= loop.trips
        return product

    @property
    def dead(self) -> bool:
        """Whether a constant condition, or a loop over nothing, keeps the call from running."""
        return any(guard.holds is False for guard in self.guards) or any(loop.trips == 0 for loop in self.loops)


class Call(NamedTuple):
    """A call. `callee` is qualified: `qiskit.transpile`; of an outside object `<class>.<method>`; of a function
    defined here `__main__.<name>`; of an unknown object `?.<method>`. A site that runs several times is one call whose
    arguments are unions. `statement` says that the result is thrown away. Of a call in another file `where` is the call
    of this file that leads there, and `origin` where it stands itself.
    """

    callee: str
    arguments: tuple[Argument, ...]
    context: Context
    receiver: Value | None
    result: Value
    statement: bool
    where: Where
    callee_where: Where
    origin: Where | None = None

    @property
    def span(self) -> Span:
        """The bytes of the whole call."""
        return self.where.span

    @property
    def site(self) -> Site:
        """Where it stands, in this file and in another one."""
        return site_of(self.where, self.origin)

    def argument(self, name: str, position: int | None = None) -> Argument | None:
        """The argument given as `name`, or at `position` (from 0)."""
        return find_argument(self.arguments, name, position)

    def complete(self) -> bool:
        """Whether all arguments are known by name or position (no `*` or `**` of something unknown)."""
        return all(argument.name is not None or argument.position is not None for argument in self.arguments)


def site_of(where: Where, origin: Where | None) -> Site:
    """Where a call stands in this file, or what leads to it, and where it stands in another one."""
    if origin is None:
        return Site(where.span)
    return Site(where.span, origin.positions.path or "", origin.span)


class Unfollowed(NamedTuple):
    """A call that leads to a `function` of another file, and is not followed.

    The function is known by its path and name, which is empty for all that the file does when it is imported.
    `context` is that of the call in this file, and of what led to the function from there. `read` says that the
    function was read to its end for another call.
    """

    where: Where
    function: tuple[str, str]
    reason: str
    context: Context
    read: bool


class Assignment(NamedTuple):
    """A binding. `target` is the variable (`TOKEN`), the qualified attribute (`dwave.cloud.Client.token`, or as written
    when the object is not known) or the entry (`os.environ['X']`); `key` is the last name in it.
    """

    target: str
    key: str
    value: Value
    receiver: Value | None
    context: Context
    where: Where
    value_where: Where | None = None

    @property
    def span(self) -> Span:
        """The bytes of the target."""
        return self.where.span


class Expression(NamedTuple):
    """A statement that is an expression and no call: what a notebook may show."""

    value: Value
    where: Where

    @property
    def span(self) -> Span:
        """The bytes of the expression."""
        return self.where.span


class Import(NamedTuple):
    """`import module` (`name` None) or `from module import name`; `alias` is the name it is bound to."""

    module: str
    name: str | None
    alias: str
    where: Where

    @property
    def span(self) -> Span:
        """The bytes of the imported name."""
        return self.where.span

    @property
    def qualified(self) -> str:
        """Module and name with a dot between them."""
        return f"{self.module}.{self.name}" if self.name else self.module


class Evaluation(NamedTuple):
    """Everything one reading found, in evaluation order. `returned` are the outside objects that functions hand to
    their callers; `unknown` says why the reading ended early, if it did. `events` are the runs
    of calls that concern traced objects, `unfollowed` the calls that lead to other files and are not followed.
    `elsewhere` is what this file leads to in
    other files of the tree, at the calls of this file that lead there.
    """

    calls: tuple[Call, ...] = ()
    imports: tuple[Import, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    expressions: tuple[Expression, ...] = ()
    returned: tuple[Value, ...] = ()
    unknown: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    elsewhere: Evaluation | None = None
    unfollowed: tuple[Unfollowed, ...] = ()

    def calls_to(self, *patterns: str) -> Iterator[Call]:
        """The calls whose callee matches one of the patterns; `*` stands for any characters."""
        accepts = matcher(patterns)
        return (call for call in self.calls if accepts(call.callee))


class _Matcher:
    def __init__(self, patterns: tuple[str, ...]) -> None:
        self._exact = frozenset(pattern for pattern in patterns if "*" not in pattern)
        wild = ["(?:" + re.escape(pattern).replace(r"\*", ".*") + ")" for pattern in patterns if "*" in pattern]
        self._wild = re.compile("|".join(wild)) if wild else None

    def __call__(self, name: str) -> bool:
        return name in self._exact or (self._wild is not None and self._wild.fullmatch(name) is not None)


@lru_cache(maxsize=256)
def matcher(patterns: tuple[str, ...]) -> _Matcher:
    """A test whether a qualified name matches one of the patterns."""
    return _Matcher(patterns)
