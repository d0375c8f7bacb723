"""Helpers: read a piece of Python and look at what came out."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

from quantum_lint.evaluate.calls import Evaluation
from quantum_lint.evaluate.values import DictValue, Known, ListValue, Union, Unknown, Value
from quantum_lint.model.file import File
from quantum_lint.model.fragment import Fragment, Part
from quantum_lint.parse import whole
from quantum_lint.parse.python import PythonDocument, parse


def document(*cells: str) -> PythonDocument:
    """A script, or a notebook of several cells."""
    texts = [dedent(cell).lstrip("\n") for cell in cells]
    fragment = whole(File("example.py", "python", "".join(texts).encode()))
    parts, start = [], 0
    for text in texts:
        parts.append(Part(start, start + len(text)))
        start += len(text)
    return parse(Fragment("python", fragment.text, fragment.map, tuple(parts)))


def evaluation(*cells: str, knowledge: object = None) -> Evaluation:
    """What the evaluator makes of the cells."""
    return document(*cells).evaluation(knowledge)


def plain(value: Value) -> Any:
    """The value as Python would show it, with types in place of what is not known."""
    if isinstance(value, Known):
        return value.value
    if isinstance(value, ListValue):
        items = [plain(item) for item in value.items]
        return {"list": list, "tuple": tuple, "set": set}[value.kind](items)
    if isinstance(value, DictValue):
        return {plain(key): plain(item) for key, item in value.items}
    if isinstance(value, Union):
        return {plain(option) for option in value.options}
    return Unknown if isinstance(value, Unknown) else value


def shown(*cells: str) -> list[Any]:
    """The values that the last `show(...)` of the cells gets; `Any`, so that a test may ask for what they must have."""
    return [argument.value for argument in list(evaluation(*cells).calls_to("?.show", "__main__.show"))[-1].arguments]


def show(*cells: str) -> Any:
    """What the last `show(...)` of the cells gets as its argument, as Python would show it."""
    return plain(shown(*cells)[0])
