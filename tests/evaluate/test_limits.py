"""Whatever the text, reading it ends soon, raises nothing, and runs none of it."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quantum_lint.evaluate.budget import Limits
from quantum_lint.evaluate.machine import Machine
from quantum_lint.evaluate.values import Known, Unknown
from tests.evaluate.reading import document, evaluation

NESTED_LOOPS = "".join(f"{' ' * depth}for a{depth} in range(3):\n" for depth in range(18)) + " " * 18 + "x = f(x)\n"
CHAIN = "".join(f"def f{n}():\n    f{n + 1}(); f{n + 1}(); f{n + 1}()\n" for n in range(200)) + "f0()\n"

HOSTILE = {
    "powers": "x = 9 ** 9 ** 9 ** 9\ny = 1 << 10 ** 9\n",
    "repeated": "x = 'a' * 10 ** 10\ny = [0] * 10 ** 9\nz = b'a' * 10 ** 10\n",
    "padded": "x = '{:>100000000}'.format(1)\ny = f'{1:>100000000}'\nz = '%100000000d' % 1\nw = 'a'.zfill(10 ** 9)\n",
    "replaced": "x = 'a' * 1000\ny = x.replace('a', x).replace('a', x).replace('a', x)\n",
    "doubled": "x = 'ab'\ny = [1, 2]\n" + "x = x + x\ny = y + y\n" * 200,
    "itself": "x = []\ny = {}\n" + "x.append(x)\ny[y] = y\nf(x, y)\n" * 300,
    "nested loops": NESTED_LOOPS,
    "nested comprehensions": "f([x for a in range(16) for b in range(16) for c in range(16) for d in range(16)])\n",
    "fan of calls": CHAIN,
    "recursive": "def f(x):\n    return f(x) + f(x) + f(x)\nf(1)\n",
    "its own base": "class A(A):\n    def __init__(self):\n        A()\nA()\n",
    "long sum": "x = " + " + ".join(["x"] * 900) + "\n",
    "long chain": "x = y" + ".a()" * 900 + "\n",
    "deep brackets": "x = " + "[" * 90 + "]" * 90 + "\n",
    "deep blocks": "".join(f"{' ' * depth}if a:\n" for depth in range(90)) + " " * 90 + "f()\n",
    "growing object": "x = f()\n" + "x = g(x)\n" * 5_000,
    "growing name": "x = f()\n" + "x = x[0].y\n" * 2_000,
    "many branches": "".join(f"if a{n}:\n    x = x + '{n}'\nelse:\n    x = 'b'\n" for n in range(500)),
}


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
        """)
    assert not marker.exists()
    assert "canary_module" not in sys.modules
