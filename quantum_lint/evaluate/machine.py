"""The machine: the state of one evaluation, and the three ways into it (expressions, statements, entries)."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from quantum_lint.evaluate import access, calling, construction, expressions, invocation, statements
from quantum_lint.evaluate.budget import LIGHT, ExhaustedError, Limits
from quantum_lint.evaluate.calls import Argument, Attempt, Context, Evaluation, Guard, Handler, Loop, With
from quantum_lint.evaluate.entries import enter
from quantum_lint.evaluate.functions import Function, Object, UserClass
from quantum_lint.evaluate.histories import Event
from quantum_lint.evaluate.later import variable_set
from quantum_lint.evaluate.library import Library, NoLibrary
from quantum_lint.evaluate.models import MODELS, Model
from quantum_lint.evaluate.modules import Viewpoint, brought, settled
from quantum_lint.evaluate.positions import Positions, Source, Where
from quantum_lint.evaluate.recorder import FirstRecorder, Recorder
from quantum_lint.evaluate.sdk import NoSdk, Sdk
from quantum_lint.evaluate.state import Contents, Doubt, ModuleScope, Scope, State
from quantum_lint.evaluate.values import NOTHING, Imported, Known, Reference, Union, Unknown, Value

_BUILTINS = {name: Reference(name) for name in dir(builtins) if not name.startswith("_")}
_TOO_DEEP = Unknown("the code is nested too deeply")
_CUT_SHORT: dict[type[BaseException], str] = {
    ExhaustedError: "the code is too long to be followed to its end",
    RecursionError: "the code is nested too deeply to be followed",
}
_UNSETTLED = (Imported, Union)
#: What says where the machine is.
_PLACE = (
    "positions", "scope", "recorder", "crossing", "calling", "classes", "returned", "callers", "loops", "withs",
    "attempts", "handlers", "guards",
)  # fmt: skip
#: How a block ends other than by its last statement.
Flow = str | None


class Machine:
    """Reads sources in order in one module scope. Nothing of what it reads is run.

    With a `viewpoint` it follows imports of other files of the tree; what calls do there is noted in `elsewhere`, at
    the call of this file that led there (`crossing`).
    """

    def __init__(
        self,
        sdk: Sdk | None = None,
        limits: Limits = LIGHT,
        models: Mapping[str, Model] = MODELS,
        viewpoint: Viewpoint | None = None,
        library: Library | None = None,
    ) -> None:
        self.sdk: Sdk = sdk or NoSdk()
        self.library: Library = library or NoLibrary()
        self.limits = limits
        self.models = models
        self.viewpoint = viewpoint
        self.own, self.elsewhere = Recorder(), FirstRecorder()
        self.recorder = self.own
        self.state = State()
        self.module = ModuleScope(viewpoint.path if viewpoint else None)
        self.scope: Scope = self.module
        self.namespaces: dict[str, ModuleScope] = {viewpoint.path: self.module} if viewpoint else {}
        self.resolved: dict[Imported, Value] = {}
        self.characters = limits.module_characters
        self.abroad_left = limits.abroad_steps
        self.positions: Positions
        self.crossing: Where
        self.site: ast.Call
        self.steps = 0
        self.spent = 0
        self.depth = 0
        self.patience = limits.idle_steps
        self.constants: dict[ast.Constant, Known] = {}
        self.calling: list[Function] = []
        self.returned: list[Value] = []
        self.events: list[Event] = []
        self.epoch = 0
        self.runs: dict[ast.AST, int] = {}
        self.costs: dict[ast.AST, int] = {}
        self.results: dict[ast.AST, Value] = {}
        self.waiting: dict[ast.AST, Function] = {}
        self.classes: list[UserClass] = []
        self.callers: tuple[Where, ...] = ()
        self.loops: tuple[Loop, ...] = ()
        self.withs: tuple[With, ...] = ()
        self.attempts: tuple[Attempt, ...] = ()
        self.handlers: tuple[Handler, ...] = ()
        self.guards: tuple[Guard, ...] = ()
        self.called = True
        self.repetitions = 1
        self.doubts: tuple[Doubt, ...] = ()
        self.frame: object = None
        self._context: tuple[tuple[object, ...], Context] = ((), Context())

    def run(self, sources: Sequence[Source]) -> Evaluation:
        """Read the sources, then every function that nothing called."""
        self.read(sources)
        self.called = False
        while self.waiting:
            function = self.waiting.pop(next(iter(self.waiting)))
            if function.node not in self.runs:
                self._entry(self.limits.entry_steps, function)
        return self.evaluation()

    def read(self, sources: Sequence[Source]) -> None:
        """Read the sources, without the functions that nothing calls."""
        self.called = True
        for source in sources:
            self.positions = source.positions
            self.crossing = Where(source.positions, next(iter(source.body), ast.Module([], [])))
            self._entry(self.limits.steps, source.body)
            self.library.part_read(self, source)

    def evaluation(self) -> Evaluation:
        """All that was found up to now."""
        return self.own.evaluation()._replace(elsewhere=self.elsewhere.evaluation(), events=tuple(self.events))

    def probe(self, function: Function, steps: int) -> Value | None:
        """What a function gives that nobody called, with values that the library makes up for its parameters."""
        self.called = False
        self.steps = steps
        try:
            owner = function.owner
            method = owner is not None and not function.has_decorator("staticmethod")
            return self.invoke(function, (), self.construct(owner, ()) if method and owner is not None else None)
        except (ExhaustedError, RecursionError):
            return None
        finally:
            self._reset()

    def run_after(self, sources: Sequence[Source]) -> Evaluation:
        """Read more sources in the same scope; only what is found in reading them counts."""
        self.own = self.recorder = Recorder()
        self.events = []
        self.spent = 0
        return self.run(sources)

    def _entry(self, steps: int, what: Sequence[ast.stmt] | Function) -> None:
        self.steps = min(steps, self.limits.total_steps - self.spent)
        granted = self.steps
        try:
            if isinstance(what, Function):
                self.epoch += 1
                with self.state.trial():
                    self._enter(what)
            else:
                self.block(what)
        except (ExhaustedError, RecursionError) as error:
            self.epoch += 1
            reason = _CUT_SHORT[type(error)]
            self.recorder.unknown.append(reason)
            self.library.cut_short(self, error, reason, () if isinstance(what, Function) else what)
        self.spent += granted - max(self.steps, 0)
        self._reset()

    def _enter(self, function: Function) -> None:
        """Read a function that nobody called, then, while its variables have their values, those that it defines."""
        before = set(self.waiting)
        enter(self, function)
        while inner := next((each for node, each in self.waiting.items() if node not in before), None):
            self.waiting.pop(inner.node)
            enter(self, inner)

    def _reset(self) -> None:
        self.scope = self.module
        self.recorder = self.own
        self.depth = 0
        self.repetitions = 1
        self.calling.clear()
        self.doubts = ()
        self.frame = None
        self.callers = self.loops = self.withs = self.attempts = self.handlers = self.guards = ()

    def evaluate(self, node: ast.expr) -> Value:
        """The value of an expression; calls in it are noted."""
        kind = type(node)
        if kind is ast.Name:
            return self.lookup(node.id)  # type: ignore[attr-defined]
        self.steps -= 1
        if self.steps < 0:
            raise ExhaustedError
        if self.depth > self.limits.depth:
            self.epoch += 1
            return _TOO_DEEP
        self.depth += 1
        try:
            return expressions.EXPRESSIONS[kind](self, node)
        finally:
            self.depth -= 1

    def block(self, body: Sequence[ast.stmt]) -> Flow:
        """Read statements one after the other; says how they end early, if they do."""
        guards = self.guards
        flow = self.branch(body)
        self.guards = guards
        return flow

    def branch(self, body: Sequence[ast.stmt]) -> Flow:
        """The same; what must hold for its end to be reached stays among the guards."""
        for statement in body:
            flow = self.execute(statement)
            if flow is not None:
                return flow
        return None

    def execute(self, node: ast.stmt) -> Flow:
        """Read one statement."""
        self.steps -= 1
        if self.steps < 0:
            raise ExhaustedError
        if self.depth > self.limits.depth:
            self.epoch += 1
            return None
        self.depth += 1
        try:
            return statements.STATEMENTS[type(node)](self, node)
        finally:
            self.depth -= 1

    def invoke(self, function: Function, arguments: Sequence[Argument], receiver: Value | None = None) -> Value:
        """What a function of the program returns; calls in its body are noted, the call itself is not."""
        return invocation.invoke(self, function, arguments, receiver)

    def construct(self, kind: UserClass, arguments: Sequence[Argument]) -> Object:
        """A new object of a class of the program."""
        return construction.construct(self, kind, arguments)

    def apply(self, callee: Value, arguments: tuple[Argument, ...]) -> Value:
        """What calling any value gives; the call is noted at the call that is being read."""
        return calling.apply(self, callee, arguments, self.site)

    def attribute(self, receiver: Value, name: str) -> Value:
        """The attribute of a value."""
        return access.read_attribute(self, receiver, name)

    def item(self, container: Value, index: Value) -> Value:
        """The item of a container."""
        return access.read_item(self, container, index)

    def lookup(self, name: str) -> Value:
        """The value of a name."""
        scope: Scope | None = self.scope
        if scope is not None and scope.redirected and name in scope.redirected:
            scope = scope.redirected[name]
        while scope is not None:
            value: Value | None = scope.contents.get(name)
            if value is not None:
                if type(value) in _UNSETTLED:
                    return self._settled(scope.contents, name, value)
                if not self.called and isinstance(scope, ModuleScope) and name in scope.later and value == NOTHING:
                    return variable_set(self, scope, name) or value
                return value
            scope = scope.parent
        return _BUILTINS.get(name) or brought(self, name)

    def _settled(self, contents: Contents, name: str, value: Value) -> Value:
        """What an imported name stands for, kept in its place so that it is not asked again."""
        found = settled(self, value)
        if not isinstance(found, Unknown):
            contents[name] = found
        return found

    def root(self) -> ModuleScope:
        """The module of what is being read."""
        return self.scope.root()

    def recorder_for(self, positions: Positions) -> Recorder:
        """Where calls are noted that stand in the file of these positions."""
        return self.own if positions.path is None else self.elsewhere

    def bind(self, name: str, value: Value) -> None:
        """Give a name a value in the scope it belongs to."""
        scope = self.scope
        if scope.redirected:
            scope = scope.redirected.get(name, scope)
        self.state.bind(scope.contents, name, value)

    def where(self, node: ast.AST) -> Where:
        """The place of a node of the part that is being read; of another file, the call that led there."""
        return Where(self.positions, node) if self.positions.path is None else self.crossing

    def context(self) -> Context:
        """The context of what is being read now."""
        function = self.calling[-1] if self.calling else None
        around = (self.loops, self.withs, self.attempts, self.handlers, self.guards)
        abroad = tuple(_named_abroad(self.calling)) if self.positions.path is not None else ()
        key = (*around, self.callers, function, self.called, self.positions, abroad)
        if key == self._context[0]:
            return self._context[1]
        context = Context(
            *around,
            function=function.name if function else None,
            definition=function.where() if function else None,
            wrappers=function.wrappers() if function else (),
            callers=self.callers,
            part=self.positions.part,
            called=self.called,
            abroad=abroad,
        )
        self._context = (key, context)
        return context

    @contextmanager
    def abroad(self, positions: Positions, scope: ModuleScope) -> Iterator[None]:
        """What is read inside is the top level of another module; it leaves nothing here but the module's names."""
        steps = self.steps
        with self._elsewhere(), self.state.settled():
            self.positions, self.scope, self.recorder = positions, scope, self.elsewhere
            self.classes, self.calling = [], []
            self.steps = self.limits.module_steps
            with self.spending_abroad():
                yield
        self.steps = steps

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What is read inside is read for its result, as if nobody had called it."""
        called, self.called = self.called, False
        try:
            with self._elsewhere():
                yield
        finally:
            self.called = called

    @contextmanager
    def _elsewhere(self) -> Iterator[None]:
        """What is read inside does not stand where the machine is now."""
        kept = {name: getattr(self, name) for name in _PLACE}
        self.returned = []
        self.callers = self.loops = self.withs = self.attempts = self.handlers = self.guards = ()
        try:
            yield
        finally:
            for name, value in kept.items():
                setattr(self, name, value)

    @contextmanager
    def spending_abroad(self) -> Iterator[None]:
        """What is read inside is in other files, for all of which together there is only so much time."""
        before = self.steps
        granted = self.steps = min(before, self.abroad_left)
        try:
            yield
        finally:
            spent = granted - max(self.steps, 0)
            self.abroad_left -= spent
            self.steps = before - spent

    @contextmanager
    def looping(self, loop: Loop) -> Iterator[None]:
        """Everything read inside stands in the loop."""
        outer = self.loops
        self.loops = (*outer, loop)
        try:
            yield
        finally:
            self.loops = outer

    @contextmanager
    def attempting(self, attempt: Attempt) -> Iterator[None]:
        """Everything read inside is tried."""
        outer = self.attempts
        self.attempts = (*outer, attempt)
        try:
            yield
        finally:
            self.attempts = outer

    @contextmanager
    def repeating(self, number: int) -> Iterator[None]:
        """Everything read inside is read this often."""
        outer = self.repetitions
        self.repetitions = outer * max(number, 1)
        try:
            yield
        finally:
            self.repetitions = outer

    @contextmanager
    def guarded(self, guard: Guard | None) -> Iterator[None]:
        """Everything read inside stands under the condition."""
        outer = self.guards
        if guard is not None:
            self.guards = (*outer, guard)
        try:
            yield
        finally:
            self.guards = outer


def _named_abroad(functions: Iterable[Function]) -> Iterator[tuple[str, str]]:
    """The path and the name of each function of another file."""
    for function in functions:
        if function.positions.path is not None:
            yield function.positions.path, function.name
