"""Results of jobs: where a program takes the counts, what of them it checks, and what it saves."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from quantum_lint.evaluate.calls import Call, Evaluation
from quantum_lint.evaluate.hardware import Submitted
from quantum_lint.evaluate.positions import Where
from quantum_lint.evaluate.values import (
    DictValue,
    Instance,
    ListValue,
    Member,
    Reference,
    Series,
    Text,
    Value,
    options,
)
from quantum_lint.match.provenance import chain
from quantum_lint.parse.python import PythonDocument

#: A value is looked into as far as this many objects.
_MOST_LOOKED_AT = 300


class ResultRow(NamedTuple):
    """Submissions whose results have methods or attributes `counts`, and others by which a program `checks` them.

    `records` are those that tell which run it was; a whole result that `carries` the id of its job tells it too.
    """

    provider: str
    calls: tuple[str, ...]
    counts: tuple[str, ...]
    checks: tuple[str, ...]
    records: tuple[str, ...]
    carries: bool = False


def counts_of(submitted: Submitted, row: ResultRow, evaluation: Evaluation) -> Iterator[Where]:
    """Where the program takes counts of a job."""
    for call in evaluation.calls:
        if call.callee.rpartition(".")[2] in row.counts and _is_of(call.receiver, submitted.call):
            yield call.where
        for argument in call.arguments:
            if any(_gives(option, row, submitted.call) for option in options(argument.value)):
                yield argument.where
    for assignment in evaluation.assignments:
        if any(_gives(option, row, submitted.call) for option in options(assignment.value)):
            yield assignment.value_where or assignment.where


def _gives(value: Value, row: ResultRow, job: Call) -> bool:
    """Whether the value is an attribute that holds the counts."""
    return isinstance(value, Member) and value.callee.rpartition(".")[2] in row.counts and _is_of(value, job)


def _is_of(value: Value | None, job: Call) -> bool:
    return any(link.where == job.where for option in options(value) for link in chain(option)) if value else False


def is_result(value: Value, job: Call, row: ResultRow) -> bool:
    """Whether the value is the result of a job, or something of it."""
    if not isinstance(value, Instance):
        return False
    telling = row.counts if row.carries else ("result", "results", *row.counts)
    return value.callee.rpartition(".")[2] in telling and _is_of(value, job)


def checks(document: PythonDocument, names: Iterable[str]) -> bool:
    """Whether the program reads any such attribute, or compares a sum with something: that of the counts, say."""
    names = frozenset(names)
    for node, _ in document.nodes():
        if isinstance(node, ast.Attribute) and node.attr in names:
            return True
        if isinstance(node, ast.Compare) and any(_is_sum(side) for side in (node.left, *node.comparators)):
            return True
    return False


def _is_sum(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sum"


class Saved(NamedTuple):
    """A call that writes `values` to a file."""

    call: Call
    values: tuple[Value, ...]


#: Functions that write their first argument, or the second where the first names the file.
_FIRST = (
    "json.dump", "pickle.dump", "dill.dump", "joblib.dump", "yaml.dump", "yaml.safe_dump", "torch.save", "*.write",
    "*.write_text", "*.writerow", "*.writerows", "*.writelines",
)  # fmt: skip
_SECOND = ("numpy.save", "numpy.savez", "numpy.savez_compressed", "numpy.savetxt")
_OWN = ("*.to_csv", "*.to_json", "*.to_pickle", "*.to_parquet", "*.to_excel", "*.to_feather", "*.to_hdf")


def saved(evaluation: Evaluation) -> Iterator[Saved]:
    """What the program writes to files, with the names of the files, which may say what is in them."""
    for call in evaluation.calls_to(*_FIRST, *_SECOND):
        receiver = (call.receiver,) if call.receiver is not None else ()
        yield Saved(call, (*(argument.value for argument in call.arguments), *receiver))
    for call in evaluation.calls_to(*_OWN):
        if call.receiver is not None:
            yield Saved(call, (call.receiver, *(argument.value for argument in call.arguments)))


def inside(values: Iterable[Value]) -> Iterator[Value]:
    """All that values are made of: items, pieces, arguments, and what they were got from."""
    queue, seen = list(values), set[int]()
    while queue and len(seen) < _MOST_LOOKED_AT:
        value = queue.pop()
        if id(value) not in seen:
            seen.add(id(value))
            yield value
            queue.extend(_parts(value))


def _parts(value: Value) -> Iterator[Value]:
    if isinstance(value, DictValue):
        yield from (item for pair in value.items for item in pair)
    elif isinstance(value, ListValue):
        yield from value.items
    elif isinstance(value, Text):
        yield from value.pieces
    elif isinstance(value, Series):
        yield value.element
    elif isinstance(value, Instance):
        yield from (argument.value for argument in value.arguments)
        yield from (value.receiver,) if value.receiver is not None else ()
    elif len(options(value)) > 1:
        yield from options(value)


#: What tells the version of a program or of a package.
_VERSIONS = ("__version__", "importlib.metadata.version", "hexsha", "get_versions", "version")


def tells_run(values: Iterable[Value], records: Iterable[str]) -> bool:
    """Whether something among the values says which job, version or commit they come from."""
    names = (*records, *_VERSIONS)
    for value in inside(values):
        name = value.callee if isinstance(value, Instance) else value.name if isinstance(value, Reference) else ""
        if name.rpartition(".")[2] in names or name in names or name.startswith(("subprocess.", "git.")):
            return True
    return False
