"""Whatever the text, reading it ends soon, raises nothing, and runs none of it."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quantum_lint.evaluate.budget import Limits
from quantum_lint.evaluate.machine import Machine
from quantum_lint.evaluate.values import Known, Unknown
from tests.evaluate.hostile import HOSTILE
from tests.evaluate.reading import document, evaluation
from tests.evaluate.test_flow import HEAD, PIECES


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_ends_soon_on_hostile_code(text: str) -> None:
    parsed = document(text)
    start = time.process_time()
    found = parsed.evaluation()
    assert time.process_time() - start < 10
    for call in found.calls:
        assert len(call.callee) < 500


def test_says_when_it_stopped() -> None:
    machine = Machine(limits=Limits(steps=50, total_steps=100))
    parsed = document("import sdk\nsdk.first()\n" + "x = f(1)\n" * 100 + "sdk.last()\n")
    found = machine.run(parsed.sources)
    assert found.unknown == ("the code is too long to be followed to its end",)
    assert found.calls[0].callee == "sdk.first"


def test_a_value_that_would_be_too_large_is_unknown() -> None:
    found = evaluation("x = 'a' * 10 ** 10\ny = 2 ** 100\n")
    large, fits = (assignment.value for assignment in found.assignments)
    assert isinstance(large, Unknown)
    assert fits == Known(2**100)


def test_reads_every_function_even_if_one_is_too_long() -> None:
    long = "def long():\n" + "    x = f(1)\n" * 20_000
    found = evaluation(long + "def short():\n    import sdk\n    sdk.run()\n")
    assert list(found.calls_to("sdk.run"))


LINES = st.sampled_from([
    "x = y", "y = x.z()", "x[y] = x", "x += [y]", "del x", "x = f'{x}{y!r:>3}'", "x = {**y, 1: x}", "return x",
    "for x in y: x()", "while x: y = x", "if x: y()", "elif x:", "else: x", "try: x()", "except E as x: y",
    "finally: x", "def f(x, *y, **z): return f(*y, **z)", "class X(X): y = x", "async def g(): await x",
    "lambda: (yield)", "x = [y for y in x if y]", "match x:", "    case {'a': y, **z}: y()", "global x", "nonlocal x",
    "import x.y as z", "from . import *", "from x import y", "    x = y", "        x()", "\tx", "x = (", ")", "'''",
    '"', "\\", "\x0c", "\u00e9 = '\U0001f600'", "x = 1 if y else 2", "print(x, sep=y)", "x = y = z", "x: int = y",
    "raise x from y", "with x() as y: y()", "assert x, y", "x = y or z and not w", "x = -y ** 2 < 3 <= z",
    "(x, *y), z = w", "x = *y, z",
])  # fmt: skip


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=200), st.lists(LINES, max_size=25).map("\n".join)))
def test_any_text_gives_a_document(text: str) -> None:
    parsed = document(text.encode("utf-8", "replace").decode())
    found = parsed.evaluation()
    size = len(parsed.fragment.text.encode())
    for call in found.calls:
        assert 0 <= call.span.start <= call.callee_where.span.end <= call.span.end <= size
        assert all(call.span.covers(argument.span) for argument in call.arguments)
    for comment in parsed.comments:
        assert parsed.fragment.text[comment.start : comment.end] == comment.text
    assert not found.unknown


TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
AROUND = ("def f(x, *a, **k):", "class A(A):", "for d in d:", "while d:", "if d:", "with d as d:", "async def g():")


def renamed(text: str, old: str, new: str) -> str:
    """The text with another word in all places of one."""
    return re.sub(rf"\b{re.escape(old)}\b", lambda _: new, text)


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """Code that does something, with tokens and lines out of place, inside of and beside other such code."""
    text = draw(st.sampled_from(sorted(PIECES.values())))
    for _ in range(draw(st.integers(0, 5))):
        tokens, lines = TOKENS.findall(text), text.split("\n")
        at, other = draw(st.integers(0, len(tokens) - 1)), draw(st.integers(0, len(tokens) - 1))
        line = draw(st.integers(0, len(lines) - 1))
        text = draw(
            st.sampled_from(
                [
                    text + "\n" + draw(st.sampled_from(sorted(PIECES.values()))),
                    draw(st.sampled_from(AROUND)) + "\n" + indent(text, "    "),
                    "".join((*tokens[:at], tokens[other], *tokens[at + 1 :])),
                    renamed(text, tokens[at], tokens[other]),
                    "\n".join((*lines[:line], *lines[line + 1 :])) or "x",
                ]
            )
        )
    return HEAD + text


@pytest.mark.property
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(spoilt())
def test_any_code_is_read_to_its_end(text: str) -> None:
    parsed = document(text)
    start = time.process_time()
    found = parsed.evaluation()
    assert time.process_time() - start < 5
    assert not found.unknown
    size = len(text.encode())
    assert all(0 <= call.span.start < call.span.end <= size for call in found.calls)


def test_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marker = tmp_path / "marker"
    module = tmp_path / "canary_module.py"
    module.write_text(f"open({str(marker)!r}, 'w').close()\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    write = f"open({str(marker)!r}, 'w')"
    evaluation(f"""
        import canary_module
        import os, pathlib, subprocess
        {write}.close()
        pathlib.Path({str(marker)!r}).touch()
        os.system("touch {marker}")
        subprocess.run(["touch", {str(marker)!r}])
        exec("{write.replace('"', "")}")
        eval(compile({write!r}, "x", "eval"))
        __import__("canary_module")
        class Canary:
            def __init_subclass__(cls): {write}
            def __format__(self, spec): {write}
            def __eq__(self, other): {write}
        class Child(Canary): pass
        f"{{Canary()}}" == Canary()
        "{{0.__class__}}".format(Canary())
        "%s" % Canary()
        with {write} as stream: stream.write("x")
        class Meta(type):
            def __new__(cls, *given): {write}; return super().__new__(cls, *given)
            def __call__(cls): {write}
            def __prepare__(cls, *given): {write}
            def __instancecheck__(cls, other): {write}
        class Made(metaclass=Meta):
            def __getattr__(self, name): {write}
            def __iter__(self): {write}; yield {write}
            def __getitem__(self, name): {write}
            def __call__(self): {write}
            def __enter__(self): {write}
            def __exit__(self, *given): {write}
            def __del__(self): {write}
            def __hash__(self): {write}
            def __reduce__(self): return (open, ({str(marker)!r}, "w"))
            @property
            def value(self): return {write}
            @value.setter
            def value(self, given): {write}
            @classmethod
            def __class_getitem__(cls, key): {write}
        def around(function): {write}; return lambda *given: {write}
        @around
        def inside(each={write}): {write}
        with Made() as made: made.value = made.other = made[0]
        del made.value
        inside(); list(made); {{made: made}}; Made[int]; isinstance(1, Made)
        [{write} for each in [1, 2] if {write}]
        (lambda: {write})()
        import pickle, importlib, runpy, ctypes, builtins
        from canary_module import *
        importlib.import_module("canary_module"); runpy.run_module("canary_module")
        pickle.loads(pickle.dumps(made))
        getattr(builtins, "open")({str(marker)!r}, "w")
        globals()["__builtins__"]["open"]({str(marker)!r}, "w")
        list(map(open, [{str(marker)!r}], ["w"])); sorted([1], key=lambda each: {write})
        match made:
            case Made(value=1) if {write}: {write}
        f"{{made!r:{{made}}}}"; "{{0.value}}".format(made); "%(a)s" % made
        """)
    assert not marker.exists()
    assert "canary_module" not in sys.modules


def test_the_spread_of_numbers_that_are_not_known_is_not_worked_out() -> None:
    import numpy as np
    from qiskit.circuit import ParameterVector

    from quantum_lint.evaluate.models import sizes

    with pytest.raises(sizes.TooLargeError, match="`std`"):
        sizes.check("numpy.ndarray.std", [np.array(list(ParameterVector("p", 3)), dtype=object)], {})
    sizes.check("numpy.ndarray.std", [np.arange(3_000.0)], {})
