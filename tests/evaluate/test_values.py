"""Values: what an expression is taken to be, and which literals it was made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quantum_lint.evaluate.values import (
    Environment,
    Instance,
    Known,
    ListValue,
    Reference,
    Series,
    Text,
    Union,
    Unknown,
    constants,
    join,
    snapshot,
)
from tests.evaluate.reading import document, evaluation, plain, show, shown


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 * 3", 7),
        ("2 ** 10 // 3", 341),
        ("'a' 'b' + 'c' * 2", "abcc"),
        ("f'{1 + 1}-{\"x\"!r:>5}'", "2-  'x'"),
        ("'{}-{name:03d}-{{'.format('a', name=7)", "a-007-{"),
        ("'%s of %d' % ('a', 3)", "a of 3"),
        ("'-'.join(['a', 'b']).upper()", "A-B"),
        ("'a,b'.split(',')[1]", "b"),
        ("b'key'.decode()", "key"),
        ("[1, *[2, 3]][-1]", 3),
        ("{'a': 1, **{'b': 2}}['b']", 2),
        ("{'a': 1}.get('z', 5)", 5),
        ("dict(a=1, b=2)", {"a": 1, "b": 2}),
        ("(1, 2) + (3,)", (1, 2, 3)),
        ("[n * n for n in range(4) if n]", [1, 4, 9]),
        ("{k: v for k, v in zip('ab', 'cd')}", {"a": "c", "b": "d"}),
        ("{k: v for k, v in zip(['a'], ['b'])}", {"a": "b"}),
        ("len([1, 2]) + len('abc')", 5),
        ("max(3, 4) if 1 < 2 < 3 else 0", 4),
        ("'a' in {'a': 1} and not []", True),
        ("(lambda a, b=2: a + b)(1)", 3),
        ("list(enumerate('', start=1)) or [1]", [1]),
        ("[i for i, _ in enumerate(['x', 'y'], 1)]", [1, 2]),
        ("(n := 4) + n", 8),
        ("int('12') + int(str(3))", 15),
        ("'abc'[1:]", "bc"),
        ("1 / 0", Unknown),
        ("undefined.attribute", Unknown),
    ],
)
def test_works_out_expressions(expression: str, value: object) -> None:
    assert show(f"show({expression})") == value


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("max(1, unknown)", {1, Unknown}),
        ("max([1, 8, unknown])", {8, Unknown}),
        ("min(9, unknown)", Unknown),
        ("max(9, *unknown)", {9, Unknown}),
        ("max(either, 6)", {6, 7}),
        ("min(either, 6)", {5, 6}),
        ("max(either, 9)", 9),
        ("max(either, unknown, 6)", {6, Unknown}),
        ("max(int(os.getenv('SHOTS', 1_024)), 100)", 1_024),
        ("sum([100, unknown])", "not known"),
        ("abs(unknown)", "not known"),
    ],
)
def test_does_not_take_what_is_known_of_several_numbers_for_all_of_them(expression: str, value: object) -> None:
    (found,) = shown(f"import os\nif unknown:\n    either = 5\nelse:\n    either = 7\nshow({expression})")
    if value == "not known":
        assert not list(constants(found))
    else:
        assert plain(found) == value


def test_keeps_the_places_of_the_literals_a_string_is_made_of() -> None:
    text = """
        HEAD = "cr\u00e9d"
        def build(tail):
            return f"{HEAD}-{tail}".replace("-", "_")
        show(build('ential' + "s"))
        """
    (value,) = shown(text)
    source = document(text).fragment.text.encode()
    assert value.value == "cr\u00e9d_entials"
    assert [source[span.start : span.end].decode() for span in value.origins] == [
        "cr\u00e9d", "{HEAD}-{tail}", "ential", "s", "-", "_",
    ]  # fmt: skip


@given(
    st.lists(
        st.sampled_from(["plain", "\u00e9\u00fc", "\\n\\t", "\\u00e9", "\U0001f600", "a'b"]), min_size=1, max_size=4
    )
)
def test_marks_each_piece_of_a_joined_literal(pieces: list[str]) -> None:
    parsed = document("\u00e9 = (" + " ".join(f'r"{piece}"' for piece in pieces) + ")")
    (assignment,) = parsed.evaluation().assignments
    assert isinstance(assignment.value, Known)
    source = parsed.fragment.text.encode()
    marked = [source[span.start : span.end].decode() for span in assignment.value.origins]
    assert marked == list(dict.fromkeys(pieces)) or len(marked) == len(pieces)
    assert set(marked) <= set(pieces)


def test_reads_the_environment() -> None:
    values = shown("""
        import os
        from os import environ as env, getenv
        show(os.environ["A"], env.get("B", "b"), getenv("C") or "c", os.getenv(name))
        """)
    assert values == [
        Environment("A"),
        Environment("B", Known("b")),
        Environment("C", Known("c")),
        Environment(None),
    ]


def test_defaults_of_defaults_end() -> None:
    text = "import os\nx = 'a'\n" + "x = os.getenv('A', x)\n" * 3_000 + "show(x, os.getenv('B', os.getenv('C', 'c')))\n"
    deep, near = shown(text)
    assert list(constants(deep)) == []
    assert list(constants(near)) == [Known("c")]


def test_keeps_what_is_known_of_a_text() -> None:
    (value,) = shown("show(f'arn:aws:{region}/x')")
    assert isinstance(value, Text)
    assert value.prefix == "arn:aws:"


def test_follows_names_through_imports() -> None:
    found = evaluation("""
        import a.b.c
        import d.e as f
        from g import h as i
        from . import near
        from .deep import thing
        show(a.b.c.x, f.y, i.z, near.q, thing)
        """)
    values = [argument.value for argument in next(found.calls_to("?.show")).arguments]
    assert values == [Reference(name) for name in ("a.b.c.x", "d.e.y", "g.h.z", ".near.q", ".deep.thing")]
    assert [(each.qualified, each.alias) for each in found.imports][:2] == [("a.b.c", "a.b.c"), ("d.e", "f")]


def test_names_outside_objects_by_where_they_come_from() -> None:
    values = shown("""
        import service
        client = service.Client("key", region="eu")
        job = client.submit(1)
        job.name = "mine"
        show(job.result()["counts"], client.jobs[0], job.name)
        """)
    assert values[0].callee == "service.Client.submit.result[]"
    assert values[1].callee == "service.Client.jobs[]"
    assert values[2] == Known("mine")


def test_containers_change_and_are_shared() -> None:
    assert show("""
        def fill(target):
            target.append(2)
        numbers = [1]
        same = numbers
        fill(same)
        numbers += [3]
        numbers[0] = 0
        show(numbers)
        """) == [0, 2, 3]
    assert show("""
        settings = {"a": 1}
        settings["b"] = 2
        settings.update(c=3)
        settings.setdefault("a", 9)
        show({**settings})
        """) == {"a": 1, "b": 2, "c": 3}


def test_an_argument_is_what_it_was_at_the_call() -> None:
    assert show("items = [1]\nshow(items)\nitems.append(2)") == [1]


def test_unpacks() -> None:
    assert show("first, *rest, last = [1, 2, 3, 4]\nshow([first, rest, last])") == [1, [2, 3], 4]
    assert show("(a, b), c = [1, 2], 3\nshow((a, b, c))") == (1, 2, 3)


def test_unions_stay_small() -> None:
    assert isinstance(join(Known(1), Known(2)), Union)
    assert isinstance(join(*(Known(number) for number in range(9))), Unknown)
    assert join(Known(1), Known(1)) == Known(1)
    assert isinstance(join(Known(1), Known(value=True)), Union)


def test_a_snapshot_of_a_list_in_itself_ends() -> None:
    looped = ListValue()
    looped.contents["items"] = (looped,) * 30
    taken = snapshot(looped)
    assert isinstance(taken, ListValue)
    assert len(taken.items) == 30


def test_a_series_knows_its_length() -> None:
    values = shown("import numpy as np\nshow(range(1000), np.linspace(0, 1, 11), [x for x in range(100)])")
    assert [value.length for value in values] == [1000, 11, 100]
    assert all(isinstance(value, Series) for value in values)


def test_a_star_import_of_an_unknown_package_says_nothing() -> None:
    (value,) = shown("from helpers import *\nshow(Thing())")
    assert isinstance(value, Unknown)


def test_instances_of_sdk_classes_are_told_by_the_provider_files() -> None:
    from quantum_lint.knowledge import load

    found = evaluation(
        """
        from qiskit import *
        from braket.aws.aws_device import AwsDevice
        backend = Aer.get_backend("x")
        task = AwsDevice("arn").run(1)
        """,
        knowledge=load(),
    )
    values = (assignment.value for assignment in found.assignments)
    made = [value.callee for value in values if isinstance(value, Instance)]
    assert made == ["qiskit_aer.AerSimulator", "braket.aws.AwsQuantumTask"]


def test_a_name_is_of_the_starred_module_that_surely_has_it() -> None:
    from quantum_lint.knowledge import load

    text = "from qiskit import *\nfrom qiskit.visualization import *\nexecute(1, Aer.get_backend('x'))\nplot_bloch(1)"
    calls = [call.callee for call in evaluation(text, knowledge=load()).calls]
    assert calls == ["qiskit.Aer.get_backend", "qiskit.execute", "qiskit.visualization.plot_bloch"]
