"""Work that Python code hands to hardware, for the rules about jobs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from quantum_lint.evaluate.calls import Call, Evaluation
from quantum_lint.evaluate.devices import Target
from quantum_lint.evaluate.hardware import Submitted, submissions
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.testing import expects_failure, uses_mocks
from quantum_lint.match.words import Words
from quantum_lint.parse.python import PythonDocument


class ReservedRow(NamedTuple):
    """Decorators that give a whole function its own place on the device."""

    provider: str
    calls: tuple[str, ...]


def on_hardware(document: PythonDocument, knowledge: Knowledge) -> Iterator[Submitted]:
    """The calls that surely start work on a QPU."""
    evaluation = document.evaluation(knowledge)
    return (each for each in submissions(evaluation, tables_of(knowledge)) if each.on_hardware)


def in_earnest(document: PythonDocument, knowledge: Knowledge) -> Iterator[Submitted]:
    """The same without those of tests that may have replaced the device, or that wait for the job to be refused."""
    if is_rehearsed(document, knowledge):
        return iter(())
    test = "test" in document.fragment.traits
    return (each for each in on_hardware(document, knowledge) if not (test and expects_failure(each.call.context)))


def is_rehearsed(document: PythonDocument, knowledge: Knowledge) -> bool:
    """Whether the code is a test that may replace what it calls by something else."""
    return "test" in document.fragment.traits and uses_mocks(document.evaluation(knowledge))


def is_shown(document: PythonDocument, knowledge: Knowledge) -> bool:
    """Whether the code is there to be read, or is a test that may replace what it calls: it reaches no account."""
    return "documentation" in document.fragment.traits or is_rehearsed(document, knowledge)


def leaves_open(call: Call) -> bool:
    """Whether it may have arguments that the code does not show.

    They come out of a `*` or `**` of something unknown, or of a function's own parameters, and nobody here calls it.
    """
    spread = any(keyword.arg is None for keyword in getattr(call.where.node, "keywords", ()))
    return not call.complete() or (spread and not call.context.called)


def device_title(submitted: Submitted, knowledge: Knowledge) -> str:
    """The device for people: provider and, if the code says so, its name."""
    target = submitted.target
    return target_title(target._replace(provider=target.provider or submitted.row.provider), knowledge)


def target_title(target: Target, knowledge: Knowledge) -> str:
    """A device of a known provider for people."""
    title = knowledge.providers[target.provider or ""].title
    return f"{title} hardware ({target.name})" if target.name else f"{title} hardware"


def uses_sdk(evaluation: Evaluation, knowledge: Knowledge) -> bool:
    """Whether the code imports a package for quantum computing."""
    modules = set(knowledge.words("modules"))
    return any(imported.module.partition(".")[0] in modules for imported in evaluation.imports)


def imports_sdk(document: PythonDocument, knowledge: Knowledge) -> bool:
    """Whether the code imports a module for quantum computing, and not another one of the same vendor."""
    if not Words(knowledge.words("modules")).in_text(document.fragment.text):
        return False
    vendors = {name for row in knowledge.providers.values() for name in row.modules}
    modules = vendors | {name for row in knowledge.packages.values() for name in row.modules if "." not in name}
    names = (imported.qualified.split(".") for imported in document.evaluation(knowledge).imports)
    return any(".".join(parts[:length]) in modules for parts in names for length in range(1, len(parts) + 1))


def in_notebook(document: PythonDocument) -> bool:
    """Whether the code is that of a notebook, which somebody sits before."""
    return any(part.cell for part in document.fragment.parts)
