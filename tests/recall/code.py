"""Places in Python: the calls and attributes of the SDKs, in a script and in the same notebook."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.model.known import Binding
from tests.recall.kinds import Kind, Value, imported
from tests.recall.places import Place, Written, literal, notebook

#: What stands for the arguments before the one that takes the credential.
_OTHERS = ('"ibm_quantum"', '"https://example.invalid"', "settings", "None", "None", "None", "None")


def _both(code: str, number: int) -> Iterator[Written]:
    yield Written(f"run{number}.py", code + "\n")
    yield Written(f"run{number}.ipynb", notebook(code))


def _keywords(kind: Kind) -> list[Binding]:
    return [row for row in kind.bindings if row.keyword]


def _first(binding: Binding) -> str:
    return f'"{binding.first}device", ' if binding.first else ""


def _call(binding: Binding, given: str) -> str:
    return f"{imported(binding)[1]}({_first(binding)}{binding.keyword}={given})"


def keyword(kind: Kind, value: Value) -> Iterator[Written]:
    """`Client(token="...")`, for every callable."""
    for number, binding in enumerate(_keywords(kind)):
        yield from _both(f"{imported(binding)[0]}\n\nclient = {_call(binding, literal(value.text))}", number)


def position(kind: Kind, value: Value) -> Iterator[Written]:
    """`Client("...")`, at every position that the parameter has in some version."""
    for number, binding in enumerate(_keywords(kind)):
        for at in binding.positions:
            line, callee = imported(binding)
            given = ", ".join([*_OTHERS[:at], literal(value.text)])
            yield from _both(f"{line}\n\nclient = {callee}({given})", 100 * number + at)


def constant(kind: Kind, value: Value) -> Iterator[Written]:
    """A constant at the top, the call below."""
    for binding in _keywords(kind)[:1]:
        line = imported(binding)[0]
        yield from _both(f"{line}\n\nVALUE = {literal(value.text)}\n\nclient = {_call(binding, 'VALUE')}", 0)


def unpacked(kind: Kind, value: Value) -> Iterator[Written]:
    """`Client(**config)`."""
    for binding in _keywords(kind)[:1]:
        line, callee = imported(binding)
        config = f'config = {{"url": None, "{binding.keyword}": {literal(value.text)}}}'
        yield from _both(f"{line}\n\n{config}\nclient = {callee}({_first(binding)}**config)", 0)


def function(kind: Kind, value: Value) -> Iterator[Written]:
    """An argument of a function that makes the call."""
    for binding in _keywords(kind)[:1]:
        body = f"def connect(given):\n    return {_call(binding, 'given')}"
        yield from _both(f"{imported(binding)[0]}\n\n\n{body}\n\n\nclient = connect({literal(value.text)})", 0)


def composed(kind: Kind, value: Value) -> Iterator[Written]:
    """An f-string of a constant."""
    for binding in _keywords(kind)[:1]:
        line = imported(binding)[0]
        given = 'f"{VALUE}"'
        yield from _both(f"{line}\n\nVALUE = {literal(value.text)}\nclient = {_call(binding, given)}", 0)


def commented(kind: Kind, value: Value) -> Iterator[Written]:
    """The call switched off by a comment."""
    for binding in _keywords(kind)[:1]:
        yield from _both(f"{imported(binding)[0]}\n\n# client = {_call(binding, literal(value.text))}", 0)


def attribute(kind: Kind, value: Value) -> Iterator[Written]:
    """`client.token = "..."`, where the SDK has such an attribute."""
    for number, binding in enumerate(row for row in kind.bindings if row.attribute):
        line, callee = imported(binding)
        made = callee if callee[0].islower() or "." in callee else f"{callee}()"
        target = callee if binding.callable.startswith("QCompute") else "client"
        before = "" if target == callee else f"client = {made}\n"
        yield from _both(f"{line}\n\n{before}{target}.{binding.attribute} = {literal(value.text)}", number)


def environment(kind: Kind, value: Value) -> Iterator[Written]:
    """The ways in which a program sets its own environment."""
    if kind.label:
        name, text = literal(kind.label), literal(value.text)
        yield from _both(f"import os\n\nos.environ[{name}] = {text}", 0)
        yield from _both(f"import os\n\nos.environ.update({{{name}: {text}}})", 1)
        yield from _both(f"import os\n\nos.environ.setdefault({name}, {text})", 2)
        yield from _both(f"import subprocess\n\nsubprocess.run(['run'], env={{{name}: {text}}})", 3)


def variable(kind: Kind, value: Value) -> Iterator[Written]:
    """A constant with the name of the setting, and a dictionary of them."""
    if kind.label:
        yield from _both(f"{kind.label} = {literal(value.text)}", 0)
        yield from _both(f"SETTINGS = {{\n    {literal(kind.label)}: {literal(value.text)},\n}}", 1)


def earlier_cell(kind: Kind, value: Value) -> Iterator[Written]:
    """A constant in one cell of a notebook, the call in a later one."""
    for binding in _keywords(kind)[:1]:
        code = f"{imported(binding)[0]}\nVALUE = {literal(value.text)}\n# %%\nclient = {_call(binding, 'VALUE')}"
        yield Written("cells.ipynb", notebook(code))


def documented(kind: Kind, value: Value) -> Iterator[Written]:
    """A block of Python in a text."""
    for binding in _keywords(kind)[:1]:
        code = f"{imported(binding)[0]}\n\nclient = {_call(binding, literal(value.text))}"
        yield Written("GUIDE.md", f"# Guide\n\n```python\n{code}\n```\n")
        lines = "\n".join(f"# {line}" for line in ("```python", *code.splitlines(), "```"))
        yield Written("guide.ipynb", notebook(f"x = 1\n# %% [markdown]\n{lines}"))


PLACES = [
    Place("keyword argument", keyword, code=True),
    Place("positional argument", position, code=True),
    Place("constant", constant, code=True),
    Place("**config", unpacked, code=True),
    Place("function argument", function, code=True),
    Place("f-string", composed, code=True),
    Place("commented-out call", commented, code=True),
    Place("attribute", attribute, code=True),
    Place("earlier cell", earlier_cell, code=True),
    Place("Markdown, Python", documented, code=True),
    Place("os.environ", environment),
    Place("variable", variable),
]
