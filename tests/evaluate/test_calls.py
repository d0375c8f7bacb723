"""Calls: which are made, with what, and where they stand."""

from __future__ import annotations

from typing import Any

from quantum_lint.evaluate.values import Instance, Known, Union
from tests.evaluate.reading import document, evaluation, plain


def calls(text: str, *patterns: str) -> list[Any]:
    """The calls to what the patterns name; `Any`, so that a test may ask their values for what they must have."""
    return list(evaluation(text).calls_to(*patterns))


def only(text: str, pattern: str) -> Any:
    """The one call to what the pattern names."""
    (call,) = calls(text, pattern)
    return call


def test_spans_are_the_bytes_of_the_call() -> None:
    parsed = document("""
        caf\u00e9 = "\u00fc"; import sdk
        if True:
            sdk.run("\u00e9", shots = 10)  # \u00e9
        """)
    call = next(parsed.evaluation().calls_to("sdk.run"))
    source = parsed.fragment.text.encode()
    text = [
        source[span.start : span.end].decode() for span in (call.span, call.callee_where.span, call.arguments[1].span)
    ]
    assert text == ['sdk.run("\u00e9", shots = 10)', "sdk.run", "10"]


def test_arguments_are_found_by_name_and_position() -> None:
    call = only("import sdk\nsdk.run(1, *[2, 3], **{'shots': 4}, **rest)", "sdk.run")
    assert [(one.name, one.position, plain(one.value)) for one in call.arguments[:4]] == [
        (None, 0, 1), (None, 1, 2), (None, 2, 3), ("shots", None, 4),
    ]  # fmt: skip
    assert call.argument("shots", 9).value == Known(4)
    assert call.argument("other", 1).value == Known(2)
    assert call.argument("other") is None
    assert not call.complete()


def test_a_site_that_is_reached_often_is_one_call() -> None:
    call = only(
        """
        import sdk
        def send(key, shots=100):
            sdk.run(key, shots)
        send("a")
        send("b", shots=200)
        """,
        "sdk.run",
    )
    assert [plain(argument.value) for argument in call.arguments] == [{"a", "b"}, {100, 200}]
    assert call.context.function == "send"
    assert call.context.called


def test_a_small_function_is_followed_however_often_it_is_called() -> None:
    texts = [f"key{number}" for number in range(8)]
    sends = "".join(f"send({text!r})\n" for text in texts)
    call = only("import sdk\ndef send(key):\n    sdk.run(key)\n" + sends, "sdk.run")
    assert plain(call.arguments[0].value) == set(texts)


def test_loops_of_the_caller_count() -> None:
    call = only(
        """
        import sdk
        def send():
            return [sdk.run() for _ in ("x", "y")]
        for number in range(1, 21, 2):
            send()
        """,
        "sdk.run",
    )
    assert [(loop.kind, loop.trips) for loop in call.context.loops] == [("for", 10), ("comprehension", 2)]
    assert call.context.trips == 20


def test_knows_how_often_loops_run() -> None:
    def trips(head: str) -> int | None:
        (call,) = evaluation(f"import sdk\n{head}:\n    sdk.run()").calls_to("sdk.run")
        return call.context.trips

    assert trips("for a, b in zip([1, 2, 3], 'abcd')") == 3
    assert trips("for i, x in enumerate(list(range(7)))") == 7
    assert trips("for k in {'a': 1, 'b': 2}.items()") == 2
    assert trips("for x in data") is None
    assert trips("while waiting()") is None
    forever = only("import sdk\nwhile True:\n    sdk.run()", "sdk.run")
    assert forever.context.loops[0].kind == "forever"


def test_what_a_loop_changes_is_not_known_afterwards() -> None:
    call = only(
        """
        import sdk
        shots, fixed = 1, 5
        for _ in range(100):
            sdk.run(shots, fixed)
            shots *= 2
        """,
        "sdk.run",
    )
    assert Known(1) in call.arguments[0].value.options
    assert len(call.arguments[0].value.options) == 2
    assert call.arguments[1].value == Known(5)


def test_branches_on_unknown_conditions_are_joined_and_guard_what_is_in_them() -> None:
    found = evaluation("""
        import sdk
        if arguments.hardware:
            device = sdk.Device("qpu")
            sdk.login()
        else:
            device = sdk.Device("local")
        device.run()
        """)
    login = next(found.calls_to("sdk.login"))
    assert [(guard.text, guard.holds) for guard in login.context.guards] == [("arguments.hardware", None)]
    runs = list(found.calls_to("sdk.Device.run"))
    assert len(runs) == 1
    receiver = runs[0].receiver
    assert isinstance(receiver, Union)
    assert {plain(each.arguments[0].value) for each in receiver.options if isinstance(each, Instance)} == {
        "qpu",
        "local",
    }


def test_an_early_return_guards_the_rest() -> None:
    call = only(
        """
        import sys, sdk
        def main():
            if not ready():
                return None
            sdk.run()
        main()
        """,
        "sdk.run",
    )
    assert [guard.text for guard in call.context.guards] == ["not (not ready())"]


def test_a_branch_that_a_constant_switches_off_is_read_but_leaves_nothing() -> None:
    found = evaluation("""
        import sdk
        REAL = False
        name = "local"
        if REAL:
            name = "qpu"
            sdk.login("key")
        sdk.run(name)
        """)
    assert next(found.calls_to("sdk.login")).context.dead
    assert next(found.calls_to("sdk.run")).arguments[0].value == Known("local")


def test_functions_that_nobody_calls_are_read_with_their_defaults() -> None:
    found = evaluation("""
        import sdk
        def run(circuit, shots=50):
            def inner():
                sdk.deep()
            sdk.run(circuit, shots)
        """)
    call = next(found.calls_to("sdk.run"))
    assert call.arguments[1].value == Known(50)
    assert not call.context.called
    assert next(found.calls_to("sdk.deep")).context.function == "run.inner"


def test_recursion_ends() -> None:
    assert len(calls("def f(n):\n    return f(n - 1) + f(n - 2)\nf(30)", "__main__.f")) >= 2


def test_classes_keep_what_they_are_given() -> None:
    found = evaluation("""
        import sdk
        class Base:
            region = "eu"
            def connect(self):
                return sdk.Client(self.key, self.region)
        class Runner(Base):
            def __init__(self, key):
                super().__init__()
                self.key = key
            @property
            def client(self):
                return self.connect()
            def run(self):
                self.client.submit()
        Runner("secret").run()
        """)
    call = next(found.calls_to("sdk.Client"))
    assert [plain(argument.value) for argument in call.arguments] == ["secret", "eu"]
    assert next(found.calls_to("sdk.Client.submit")).context.function == "Runner.run"


def test_a_class_that_extends_an_sdk_class_has_its_methods() -> None:
    found = evaluation("""
        import sdk
        class Mine(sdk.Service):
            pass
        Mine(token="t").save_account()
        """)
    assert [call.callee for call in found.calls] == ["sdk.Service", "sdk.Service.save_account"]


def test_data_classes_have_their_fields() -> None:
    found = evaluation("""
        from dataclasses import dataclass, field
        @dataclass
        class Settings:
            token: str
            shots: int = 10
            tags: list = field(default_factory=lambda: ["a"])
        settings = Settings("t", shots=20)
        show(settings.token, settings.shots, settings.tags)
        """)
    assert [plain(argument.value) for argument in next(found.calls_to("?.show")).arguments] == ["t", 20, ["a"]]


def test_cells_share_one_module() -> None:
    found = evaluation("import sdk\nkey = 'k'\n", "sdk.login(key)\n")
    call = next(found.calls_to("sdk.login"))
    assert call.arguments[0].value == Known("k")
    assert call.context.part == 1


def test_with_blocks_and_handlers_are_noted() -> None:
    found = evaluation("""
        import sdk
        with sdk.Session() as session, open("x"):
            session.run()
        try:
            sdk.first()
        except (ValueError, sdk.Error) as error:
            sdk.retry(error)
        except sdk.Busy:
            sdk.wait()
        """)
    blocks = [each.value for each in next(found.calls_to("sdk.Session.run")).context.withs]
    assert [block.callee for block in blocks if isinstance(block, Instance)] == ["sdk.Session", "open"]
    assert next(found.calls_to("sdk.Session.__enter__")).receiver == blocks[0]
    (handler,) = next(found.calls_to("sdk.wait")).context.handlers
    assert handler.name == "sdk.Busy"
    assert next(found.calls_to("sdk.first")).context.handlers == ()


def test_fixtures_give_tests_their_arguments() -> None:
    found = evaluation("""
        import pytest, sdk
        @pytest.fixture
        def device():
            yield sdk.Device("qpu")
        @pytest.mark.slow
        def test_it(device):
            device.run()
        """)
    call = next(found.calls_to("sdk.Device.run"))
    assert call.context.decorators == ("pytest.mark.slow",)
    assert isinstance(call.receiver, Instance)


def test_assignments_name_what_they_set() -> None:
    found = evaluation("""
        import os, sdk
        from os import environ as env
        TOKEN = "a"
        env["KEY"] = TOKEN
        client = sdk.Client()
        client.options.token = "b"
        first, second = "c", "d"
        """)
    assert [(each.target, each.key, plain(each.value)) for each in found.assignments if each.target != "client"] == [
        ("TOKEN", "TOKEN", "a"),
        ("os.environ['KEY']", "KEY", "a"),
        ("sdk.Client.options.token", "token", "b"),
        ("first", "first", "c"),
        ("second", "second", "d"),
    ]


def test_what_functions_return_is_noted() -> None:
    found = evaluation("import sdk\ndef start():\n    session = sdk.Session()\n    return session\n")
    assert [value.callee for value in found.returned if isinstance(value, Instance)] == ["sdk.Session"]


def test_a_bound_method_knows_its_object() -> None:
    call = only("import sdk\nrun = sdk.Device('qpu').run\nrun(1)", "sdk.Device.run")
    assert plain(call.receiver.arguments[0].value) == "qpu"


def test_a_decorated_function_is_called_through_its_decorator() -> None:
    call = only("import sdk\n@sdk.node('qpu')\ndef f(x): pass\nf(1)", "sdk.node.__call__")
    assert plain(call.receiver.arguments[0].value) == "qpu"
    assert plain(call.arguments[0].value) == 1


def test_patterns() -> None:
    found = evaluation("import a\na.b.save()\na.save()\na.saver()\nx.save()")
    assert [call.callee for call in found.calls_to("a.*")] == ["a.b.save", "a.save", "a.saver"]
    assert [call.callee for call in found.calls_to("*.save")] == ["a.b.save", "a.save", "?.save"]
