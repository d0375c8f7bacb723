"""Retries: which of them nothing ends, and which begin again at once."""

from __future__ import annotations

from textwrap import indent

import pytest

from quantum_lint.match.retries import ended_by_success, endless_decorator, endless_retry, repeated_in_handler
from tests.evaluate.reading import document, evaluation


def call(text: str):
    return next(evaluation(text).calls_to("sdk.run"))


LOOP = """
{before}
{head}:
    {first}
    try:
        job = sdk.run()
        {success}
    except OSError:
        {failure}
    else:
        {otherwise}
"""


def loop(
    head: str, *, before: str = "", first: str = "", success: str = "", failure: str = "pass", otherwise: str = "pass"
) -> str:
    return LOOP.format(head=head, before=before, first=first, success=success, failure=failure, otherwise=otherwise)


@pytest.mark.parametrize(
    ("text", "endless"),
    [
        (loop("while True", success="break"), True),
        (loop("while True", failure="time.sleep(1)", otherwise="break"), True),
        (loop("while not done", before="done = False", success="done = True"), True),
        (loop("while job is None", before="job = None"), True),
        (loop("while True", success="break", failure="raise"), False),
        (loop("while True", success="break", failure="if n > 3: break"), False),
        (loop("while True", success="break", first="if time.time() > end: break"), False),
        (loop("while n < 3", before="n = 0", first="n += 1", success="break"), False),
        (loop("while waiting()", success="break"), False),
        (loop("for n in range(3)", success="break"), False),
        ("while True:\n    sdk.run()", False),
    ],
)
def test_only_success_ends_an_endless_retry(text: str, endless: bool) -> None:
    head = "import sdk, time\n"
    assert (endless_retry(call(head + text)) is not None) == endless
    in_function = f"{head}def f(n, end, waiting):\n{indent(text, '    ')}\nf(0, 0, 0)"
    assert (endless_retry(call(in_function)) is not None) == endless


@pytest.mark.parametrize(
    ("decorator", "name"),
    [
        ("tenacity.retry", "tenacity.retry"),
        ("tenacity.retry()", "tenacity.retry"),
        ("tenacity.retry(wait=tenacity.wait_fixed(3))", "tenacity.retry"),
        ("tenacity.retry(stop=tenacity.stop_after_attempt(3))", None),
        ("tenacity.retry(**settings)", None),
        ("backoff.on_exception(backoff.expo, OSError)", "backoff.on_exception"),
        ("backoff.on_exception(backoff.expo, OSError, max_tries=3)", None),
        ("retry.retry(OSError)", "retry.retry"),
        ("retry.retry(OSError, 3)", None),
        ("functools.cache", None),
    ],
)
def test_decorators_that_never_give_up(decorator: str, name: str | None) -> None:
    head = "import backoff, functools, retry, sdk, tenacity\nsettings = load()\n"
    assert endless_decorator(call(f"{head}@{decorator}\ndef f():\n    sdk.run()\nf()")) == name


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("job = None\nwhile job is None:\n    job = sdk.run()", True),
        ("done = False\nwhile not done:\n    sdk.run()\n    done = True", True),
        ("done = False\nwhile not done:\n    job = sdk.run()\n    done = converged(job)", False),
        ("while angles:\n    job = sdk.run(angles.pop())", False),
    ],
)
def test_a_loop_that_is_over_when_it_has_what_it_waits_for(text: str, over: bool) -> None:
    found = call("import sdk\n" + text)
    assert ended_by_success(found.context.loops[-1], found) == over


@pytest.mark.parametrize(
    ("handler", "at_once"),
    [
        ("sdk.run(one)", True),
        ("print(1)\n        return sdk.run(one)", True),
        ("time.sleep(3)\n        sdk.run(one)", False),
        ("sdk.run(two)", False),
    ],
)
def test_what_a_handler_does_again(handler: str, at_once: bool) -> None:
    tried = f"    try:\n        sdk.run(one)\n    except OSError:\n        {handler}\n"
    read = document(f"import sdk, time\ndef f(one, two):\n{tried}f(1, 2)")
    found = [each for each in read.evaluation(None).calls_to("sdk.run") if each.context.handlers]
    assert [repeated_in_handler(read, read.evaluation(None), each) is not None for each in found] == [at_once]
