"""What a GitHub workflow is made of: triggers, jobs, steps, actions, and values bound to names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from quantum_lint.model import lazy
from quantum_lint.model.named import NamedTuple
from quantum_lint.parse.yaml_node import Mapping, Node, Scalar, Sequence

#: Where a value comes in; the later ones hide the earlier ones of the same name.
Level = Literal["workflow", "job", "step", "with", "secrets", "run"]

_COMMIT = lazy.pattern(r"[0-9a-fA-F]{40}(?:[0-9a-fA-F]{24})?")
_VERSION = lazy.pattern(r"v?(\d+)(?:\.(\d+))?")


class Trigger(NamedTuple):
    """An event that starts the workflow. `options` is what `on` says of it, `clocks` the expressions of a schedule."""

    name: str
    key: Scalar
    options: Mapping | None = None
    clocks: tuple[Scalar, ...] = ()

    def list(self, option: str) -> tuple[str, ...]:
        """The words of an option such as `types` or `branches`, written as a list or as one word."""
        node = self.options.get(option) if self.options else None
        items = list(node.items()) if isinstance(node, Sequence) else [node]
        return tuple(item.value for item in items if isinstance(item, Scalar))


class Binding(NamedTuple):
    """A value given to a name, and at which level."""

    name: str
    key: Scalar
    value: Scalar
    level: Level


class Action(NamedTuple):
    """What `uses` names: an action, a reusable workflow, a folder of this repository or an image."""

    scalar: Scalar

    @property
    def kind(self) -> Literal["repository", "local", "image"]:
        """Where its code comes from."""
        if self.scalar.value.startswith("./"):
            return "local"
        return "image" if self.scalar.value.startswith("docker://") else "repository"

    @property
    def name(self) -> str:
        """Owner, repository and path, without the reference."""
        return self.scalar.value.partition("@")[0]

    @property
    def owner(self) -> str:
        """The account that the code belongs to, in small letters."""
        return self.name.partition("/")[0].lower()

    @property
    def reference(self) -> str:
        """The branch, tag or commit."""
        return self.scalar.value.partition("@")[2]

    @property
    def pinned(self) -> bool:
        """Whether the reference is a commit, which nobody can move."""
        return _COMMIT.fullmatch(self.reference) is not None

    @property
    def workflow(self) -> bool:
        """Whether this is a reusable workflow."""
        return self.name.endswith((".yml", ".yaml"))

    def version(self, remark: str = "") -> tuple[int, int] | None:
        """The version that the tag, or for a commit the remark beside it, names; `v4` stands for the newest 4."""
        match = _VERSION.match(remark if self.pinned else self.reference)
        return (int(match[1]), int(match[2]) if match[2] else 9999) if match else None


class Step:
    """One step of a job, counted from 0. What rules ask for most is looked up once."""

    def __init__(self, index: int, node: Mapping) -> None:
        self.index = index
        self.node = node

    @property
    def label(self) -> str:
        """What people call it: its name, its id, or its number."""
        named = self.node.scalar("name") or self.node.scalar("id")
        return f"`{named.value}`" if named and named.value else f"number {self.index + 1}"

    @cached_property
    def uses(self) -> Action | None:
        """The action it runs."""
        scalar = self.node.scalar("uses")
        return Action(scalar) if scalar else None

    @cached_property
    def run(self) -> Scalar | None:
        """The script it runs."""
        return self.node.scalar("run")

    @cached_property
    def condition(self) -> str:
        """Its `if`, or nothing."""
        return _condition(self.node)

    @cached_property
    def environment(self) -> tuple[Binding, ...]:
        """Its own `env`."""
        return bindings(self.node, "env", "step")

    @cached_property
    def inputs(self) -> tuple[Binding, ...]:
        """What it hands to the action."""
        return bindings(self.node, "with", "with")


class Job:
    """One job, or the `runs` of a composite action. What rules ask for most is looked up once."""

    def __init__(self, key: Scalar, node: Mapping, steps: tuple[Step, ...], composite: bool = False) -> None:
        self.id = key.value
        self.key = key
        self.node = node
        self.steps = steps
        self.composite = composite

    @property
    def label(self) -> str:
        """What people call it."""
        return "this action" if self.composite else f"job `{self.id}`"

    @cached_property
    def uses(self) -> Action | None:
        """The reusable workflow it calls."""
        scalar = self.node.scalar("uses")
        return Action(scalar) if scalar else None

    @cached_property
    def condition(self) -> str:
        """Its `if`, or nothing."""
        return _condition(self.node)

    @cached_property
    def variables(self) -> tuple[Binding, ...]:
        """Its own `env`, and that of the container its steps run in."""
        container = self.node.mapping("container")
        return (*bindings(self.node, "env", "job"), *(bindings(container, "env", "job") if container else ()))

    @cached_property
    def secrets(self) -> tuple[Binding, ...]:
        """The secrets it hands to the workflow it calls."""
        return bindings(self.node, "secrets", "secrets")

    @cached_property
    def inputs(self) -> tuple[Binding, ...]:
        """The values it hands to the workflow it calls."""
        return bindings(self.node, "with", "with")

    @property
    def environment(self) -> Node | None:
        """The deployment environment whose protection rules it is under."""
        return self.node.get("environment")

    @property
    def permissions(self) -> tuple[Scalar, Node] | None:
        """The key and the value of its own `permissions`."""
        return self.node.pair("permissions")

    @property
    def matrix(self) -> Node | None:
        """The matrix that multiplies it."""
        strategy = self.node.mapping("strategy")
        return strategy.get("matrix") if strategy else None

    @property
    def timeout(self) -> Node | None:
        """Its `timeout-minutes`."""
        return self.node.get("timeout-minutes")

    @property
    def concurrency(self) -> Node | None:
        """Its concurrency group."""
        return self.node.get("concurrency")


def bindings(node: Mapping, key: str, level: Level) -> tuple[Binding, ...]:
    """The names and scalars of a mapping inside `node`."""
    table = node.mapping(key)
    pairs = table.items() if table else ()
    return tuple(Binding(name.value, name, value, level) for name, value in pairs if isinstance(value, Scalar))


def jobs_of(root: Node | None) -> Iterator[Job]:
    """The jobs of a workflow; a composite action counts as one job named `runs`."""
    if not isinstance(root, Mapping):
        return
    table = root.mapping("jobs")
    for key, node in table.items() if table else ():
        if isinstance(node, Mapping):
            yield _job(key, node)
    runs = root.pair("runs")
    if runs and isinstance(runs[1], Mapping):
        yield _job(runs[0], runs[1], composite=True)


def triggers_of(root: Node | None) -> Iterator[Trigger]:
    """The events under `on`, written as a word, a list or a mapping."""
    node = root.get("on") if isinstance(root, Mapping) else None
    if isinstance(node, Scalar):
        yield Trigger(node.value, node)
    elif isinstance(node, Sequence):
        yield from (Trigger(item.value, item) for item in node.items() if isinstance(item, Scalar))
    elif isinstance(node, Mapping):
        for key, options in node.items():
            yield Trigger(key.value, key, options if isinstance(options, Mapping) else None, tuple(_clocks(options)))


def _clocks(options: Node) -> Iterator[Scalar]:
    for item in options.items() if isinstance(options, Sequence) else ():
        clock = item.scalar("cron") if isinstance(item, Mapping) else None
        if clock is not None:
            yield clock


def _job(key: Scalar, node: Mapping, composite: bool = False) -> Job:
    listed = node.sequence("steps")
    items = listed.items() if listed else ()
    steps = (Step(index, step) for index, step in enumerate(items) if isinstance(step, Mapping))
    return Job(key, node, tuple(steps), composite)


def _condition(node: Mapping) -> str:
    scalar = node.scalar("if")
    return scalar.value if scalar else ""
