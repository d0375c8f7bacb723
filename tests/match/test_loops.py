"""Loops and recursion: whether a call is made again after it succeeded or failed, what ends that, and who waits."""

from __future__ import annotations

from textwrap import indent

import pytest

from quantum_lint.evaluate.calls import Call, Evaluation, Loop
from quantum_lint.match.loops import exits, is_endless, leaves_after, retried_by, runs_again, waits
from quantum_lint.match.recursion import recursion
from tests.evaluate.reading import evaluation


def sent(text: str) -> tuple[Evaluation, Call]:
    found = evaluation("import sdk, time, itertools, sys\n" + text)
    (call,) = found.calls_to("sdk.run")
    return found, call


def loop_of(text: str) -> Loop:
    return sent(text)[1].context.loops[-1]


@pytest.mark.parametrize(
    ("head", "trips"),
    [
        ("for a in range(2, 20, 3):", 6),
        ("for a in [1, 2, 3] * 40:", 120),
        ("for a, b in zip(range(9), itertools.count()):", 9),
        ("for a in itertools.product([1, 2, 3], range(100)):", 300),
        ("for a in itertools.product('ab', repeat=3):", 8),
        ("for a in itertools.combinations(range(10), 3):", 120),
        ("for a in itertools.permutations([1, 2, 3]):", 6),
        ("for a in itertools.chain([1], range(100)):", 101),
        ("for a in itertools.repeat('x', 7):", 7),
        ("for a in itertools.islice(itertools.count(), 5):", 5),
        ("for a in itertools.pairwise(range(100)):", 99),
        ("for a in sorted({'x': 1, 'y': 2}.items()):", 2),
        ("for a in data:", None),
        ("i = 0\nwhile i < 10:\n    i += 3", 4),
        ("i = 10\nwhile 0 < i:\n    i = i - 1", 10),
        ("i = 1\nwhile i <= 3:\n    i += 1", 3),
        ("n = 5\nwhile n:\n    n -= 1", 5),
        ("i = 0\nwhile i != 6:\n    i += 2", 3),
        ("i = 0\nwhile i != 5:\n    i += 2", None),
        ("i = 0\nwhile i < 5:\n    i -= 1", None),
        ("i = 0\nwhile i < 5:\n    if data:\n        i += 1", None),
        ("i = 0\nwhile i < 5:\n    if data:\n        continue\n    i += 1", None),
        ("i = n = 0\nwhile i < n:\n    i += 1\n    n += 1", None),
        ("i = start()\nwhile i < 5:\n    i += 1", None),
    ],
)
def test_knows_how_often_a_loop_runs(head, trips):
    assert loop_of(f"{head}\n    sdk.run()").trips == trips


def test_numbers_of_arrays():
    found = evaluation(
        "import numpy as np\n"
        "for a in np.arange(0, 1, 0.25):\n    for b in np.linspace(0, 1, 11):\n        for c in np.zeros(3):\n"
        "            for d in np.random.choice(5, 2):\n                show()\n"
    )
    (call,) = found.calls_to("?.show")
    assert [loop.trips for loop in call.context.loops] == [4, 11, 3, None]


ENDLESS = {
    "while True:": "sdk.run()",
    "while not 0:": "time.sleep(1); sdk.run()",
    "for n in itertools.count():": "sdk.run()",
    "for n in itertools.cycle(['a', 'b']):": "sdk.run(n)",
    "for n in itertools.repeat(1):": "for x in y:\n    break\nsdk.run()",
    "while 1:": "try:\n    sdk.run()\nexcept KeyboardInterrupt:\n    break",
    "while 2 > 1:": "def stop():\n    return 1\nsdk.run()",
}
ENDING = {
    "while True:": "if sdk.run():\n    break",
    "while 1:": "for x in y:\n    sdk.run()\n    return",
    "while sdk.ready:": "sdk.run()",
    "for n in itertools.count():": "sdk.run()\nif n > 5:\n    raise ValueError",
    "for n in itertools.repeat(1):": "sdk.run()\nsys.exit()",
    "for n in itertools.cycle('ab'):": "yield sdk.run()",
    "for n in iter(sdk.next, None):": "sdk.run()",
    "flag = True\nwhile flag:": "sdk.run()\nflag = sdk.more()",
}


@pytest.mark.parametrize(("head", "body"), ENDLESS.items())
def test_a_loop_that_nothing_ends(head, body):
    loop = loop_of(f"{head}\n{indent(body, '    ')}")
    assert loop.kind == "forever"
    assert is_endless(loop)
    assert exits(loop) == ()


@pytest.mark.parametrize(("head", "body"), ENDING.items())
def test_a_loop_that_something_ends(head, body):
    assert not is_endless(loop_of(f"{head}\n{indent(body, '    ')}"))


LEAVING = [
    "sdk.run()\nbreak",
    "job = sdk.run()\nprint(job)\nreturn job",
    "return sdk.run()",
    "try:\n    sdk.run()\n    break\nexcept OSError:\n    pass",
    "try:\n    sdk.run()\nexcept OSError:\n    pass\nelse:\n    break",
    "try:\n    sdk.run()\nfinally:\n    break",
    "with sdk.session():\n    sdk.run()\nbreak",
    "if ready:\n    sdk.run()\n    sys.exit()",
    "for part in parts:\n    sdk.run()\n    break\nbreak",
    "for part in parts:\n    return sdk.run()",
]
STAYING = [
    "sdk.run()",
    "if sdk.run():\n    break",
    "sdk.run()\ncontinue\nbreak",
    "for part in parts:\n    sdk.run()\n    break",
    "try:\n    sdk.run()\nexcept OSError:\n    break",
    "if ready:\n    sdk.run()\nelse:\n    break",
    "def inner():\n    sdk.run()\n    return\ninner()",
]


@pytest.mark.parametrize("body", LEAVING)
def test_a_loop_that_ends_with_the_call(body):
    loop = loop_of("def f():\n    while True:\n" + indent(body, "        "))
    _, call = sent("def f():\n    while True:\n" + indent(body, "        "))
    (loop,) = (each for each in call.context.loops if each.kind == "forever")
    assert leaves_after(loop, call)
    assert not runs_again(loop, call)


@pytest.mark.parametrize("body", STAYING)
def test_a_loop_that_goes_on_after_the_call(body):
    _, call = sent("def f():\n    while True:\n" + indent(body, "        "))
    (loop,) = (each for each in call.context.loops if each.kind == "forever")
    assert not leaves_after(loop, call)
    assert runs_again(loop, call)


def test_a_helper_that_the_loop_calls_is_followed_to_where_it_is_called():
    _, call = sent("""
def send():
    return sdk.run()
def main():
    while True:
        send()
        break
main()
""")
    assert leaves_after(call.context.loops[0], call)


RETRIED = {
    "passes": "try:\n    sdk.run()\n    break\nexcept OSError:\n    pass",
    "waits": "try:\n    return sdk.run()\nexcept OSError:\n    time.sleep(1)",
    "some": "try:\n    return sdk.run()\nexcept KeyError:\n    raise\nexcept OSError:\n    continue",
    "helper": "if send():\n    break",
    "inside": "with sdk.session():\n    try:\n        sdk.run()\n    except OSError:\n        log()\n",
}
NOT_RETRIED = {
    "raises": "try:\n    sdk.run()\nexcept OSError:\n    raise",
    "gives up": "try:\n    sdk.run()\nexcept OSError:\n    log()\n    break",
    "in the handler": "try:\n    other()\nexcept OSError:\n    sdk.run()",
    "afterwards": "try:\n    other()\nexcept OSError:\n    pass\nelse:\n    sdk.run()",
    "leaves anyway": "try:\n    sdk.run()\nexcept OSError:\n    log()\nbreak",
    "not tried": "sdk.run()",
}
SEND = "def send():\n    try:\n        return sdk.run()\n    except OSError:\n        return None\n"


def retry(body: str) -> Call:
    helper = SEND if "send" in body else ""
    return sent(f"{helper}def f():\n    for attempt in range(100):\n{indent(body, '        ')}\nf()\n")[1]


@pytest.mark.parametrize("body", RETRIED.values(), ids=RETRIED.keys())
def test_a_loop_that_tries_again(body):
    call = retry(body)
    assert retried_by(call) == call.context.loops[-1]


@pytest.mark.parametrize("body", NOT_RETRIED.values(), ids=NOT_RETRIED.keys())
def test_a_loop_that_does_not_try_again(body):
    assert retried_by(retry(body)) is None


def test_a_loop_around_a_whole_attempt_is_no_loop_inside_it():
    _, call = sent("try:\n    for part in parts:\n        sdk.run()\nexcept OSError:\n    pass\n")
    assert retried_by(call) is None
    assert call.context.attempts[0].loops == 0


def test_who_waits():
    found, call = sent("for a in b:\n    sdk.run()\n    pause()\nfor c in d:\n    time.sleep(1)\n")
    assert not waits(found, call.context.loops[0])
    found, call = sent("def pause():\n    time.sleep(1)\nfor a in b:\n    sdk.run()\n    pause()\n")
    assert waits(found, call.context.loops[0])


RECURSIONS = {
    "def f():\n    sdk.run()\n    f()\nf()": "endless",
    "def f(n):\n    sdk.run()\n    return f(n + 1)\n": "endless",
    "def f():\n    sdk.run()\n    g()\ndef g():\n    f()\nf()": "endless",
    "def send():\n    sdk.run()\ndef f():\n    send()\n    f()\nf()": "endless",
    "class A:\n    def f(self):\n        sdk.run()\n        self.f()\nA().f()": "endless",
    "def f():\n    while True:\n        sdk.run()\n        f()\n": "guarded",
    "def f():\n    try:\n        return sdk.run()\n    except OSError:\n        return f()\n": "retry",
    "def f(n=3):\n    try:\n        return sdk.run()\n    except OSError:\n        n and f(n - 1)\n":
        "guarded",
    "def f(n):\n    if n == 0:\n        return\n    sdk.run()\n    f(n - 1)\nf(5)": "guarded",
    "def f(n):\n    sdk.run()\n    return n and f(n - 1)\n": "guarded",
    "def f(n):\n    sdk.run()\n    return f(n - 1) if n else None\n": "guarded",
    "def f(tree):\n    sdk.run()\n    for branch in tree:\n        f(branch)\n": "guarded",
    "def f():\n    sdk.run()\n    [f() for each in data]\n": "guarded",
    "def f():\n    sdk.run()\n    return lambda: f()\n": None,
    "def f():\n    sdk.run()\ndef g():\n    g()\n": None,
    "def f():\n    sdk.run()\nf()\nf()": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), RECURSIONS.items())
def test_recursion_and_what_ends_it(text, kind):
    found, call = sent(text)
    back = recursion(found, call)
    assert (back.kind if back else None) == kind
