"""Parameters that no call gives, and what a command line may change."""

from __future__ import annotations

from typing import Any

import pytest

from quantum_lint.evaluate.devices import target_of
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.evaluate.values import Environment, Instance, Known, Unknown, Value, constants, options, qualified
from quantum_lint.knowledge import load
from tests.evaluate.reading import evaluation
from tests.evaluate.test_modules import Tree

KNOWN = load()
HEAD = """
import os
from typing import Annotated, List, Optional, Sequence, Union
from braket.aws import AwsDevice
from dwave.system import DWaveSampler
from qiskit.providers import Backend
from qiskit_ibm_runtime import IBMBackend, QiskitRuntimeService
import qiskit_ibm_runtime
"""


def shown(text: str) -> Any:
    """The first argument of the only call of `show`."""
    (call,) = evaluation(HEAD + text, knowledge=KNOWN).calls_to("?.show")
    return call.arguments[0].value


@pytest.mark.parametrize(
    "annotation",
    ["IBMBackend", "qiskit_ibm_runtime.IBMBackend", "'IBMBackend'", "Optional[IBMBackend]", "IBMBackend | None",
     "None | IBMBackend", "Annotated[IBMBackend, 'x']", "Union[IBMBackend, None]", "'Optional[IBMBackend]'"],
)  # fmt: skip
def test_an_annotation_says_what_a_parameter_is(annotation: str) -> None:
    value = shown(f"def run(backend: {annotation}):\n    show(backend)")
    assert qualified(value) == "qiskit_ibm_runtime.IBMBackend"
    assert value.maker == ""


def test_an_annotated_list_has_such_items() -> None:
    value = shown("def run(backends: Sequence[IBMBackend]):\n    for each in backends:\n        show(each)")
    assert qualified(value) == "qiskit_ibm_runtime.IBMBackend"


def test_an_annotation_does_not_say_which_device_it_is() -> None:
    value = shown("def run(device: AwsDevice):\n    show(device)")
    assert qualified(value) == "braket.aws.AwsDevice"
    assert target_of(value, tables_of(KNOWN)).kind == "unknown"
    assert target_of(shown("def run(d: DWaveSampler):\n    show(d)"), tables_of(KNOWN)).kind == "hardware"


def test_what_a_call_gives_comes_before_the_annotation() -> None:
    assert shown("def run(backend: IBMBackend):\n    show(backend)\nrun('x')") == Known("x")


@pytest.mark.parametrize("annotation", ["str", "'not code'", "missing.Thing", "f()", "list", "'" + "a" * 300 + "'"])
def test_an_annotation_of_something_unknown_says_nothing(annotation: str) -> None:
    assert isinstance(shown(f"def run(backend: {annotation}):\n    show(backend)"), Unknown)


def test_an_annotated_object_of_the_program_has_what_its_class_sets() -> None:
    value = shown(
        "class Lab:\n    def __init__(self):\n        self.service = QiskitRuntimeService()\n"
        "def run(lab: 'Lab'):\n    show(lab.service)"
    )
    assert qualified(value) == "qiskit_ibm_runtime.QiskitRuntimeService"


ARGPARSE = "import argparse\nparser = argparse.ArgumentParser()\n"
CLICK = "import click\n@click.command()\n"
LINES = {
    "argparse": ARGPARSE + "parser.add_argument('--backend', default='x')\nshow(parser.parse_args().backend)",
    "several names": ARGPARSE + "parser.add_argument('-b', '--be-x', default='x')\nshow(parser.parse_args().be_x)",
    "dest": ARGPARSE + "parser.add_argument('-b', dest='name', default='x')\nshow(parser.parse_args().name)",
    "group": ARGPARSE + "parser.add_argument_group('g').add_argument('--b', default='x')\nshow(parser.parse_args().b)",
    "subcommand": ARGPARSE + "sub = parser.add_subparsers().add_parser('go')\nsub.add_argument('--b', default='x')\n"
                             "show(parser.parse_args().b)",
    "known arguments": ARGPARSE + "parser.add_argument('--b', default='x')\nshow(parser.parse_known_args()[0].b)",
    "in a function": "import argparse\ndef parse():\n    p = argparse.ArgumentParser()\n"
                     "    p.add_argument('--b', default='x')\n    return p.parse_args()\n"
                     "def main():\n    args = parse()\n    run(args)\ndef run(args):\n    show(args.b)\n"
                     "if __name__ == '__main__':\n    main()",
    "variables": ARGPARSE + "parser.add_argument('--b', default='x')\nshow(vars(parser.parse_args())['b'])",
    "set defaults": ARGPARSE + "parser.add_argument('--b')\nparser.set_defaults(b='x')\nshow(parser.parse_args().b)",
    "click": CLICK + "@click.option('--back-end', '-b', default='x')\ndef main(back_end):\n    show(back_end)",
    "click, named": CLICK + "@click.option('--be', 'name', default='x')\ndef main(name):\n    show(name)\nmain()",
    "typer": "import typer\ndef main(name: str = typer.Option('x', help='h')):\n    show(name)\ntyper.run(main)",
}  # fmt: skip


@pytest.mark.parametrize("text", LINES.values(), ids=LINES.keys())
def test_a_command_line_gives_the_default_or_something_else(text: str) -> None:
    value = shown(text)
    assert Known("x") in options(value)
    assert any(isinstance(option, (Instance, Unknown)) for option in options(value))


def test_switches_are_off_unless_somebody_switches_them_on() -> None:
    value = shown(ARGPARSE + "parser.add_argument('--hw', action='store_true')\nshow(parser.parse_args().hw)")
    assert list(constants(value)) == [Known(value=False)]
    value = shown(CLICK + "@click.option('--hw', is_flag=True)\ndef main(hw):\n    show(hw)")
    assert list(constants(value)) == [Known(value=False)]


def test_choices_are_all_that_may_be() -> None:
    value = shown(ARGPARSE + "parser.add_argument('--b', choices=['x', 'y'])\nshow(parser.parse_args().b)")
    assert set(options(value)) == {Known("x"), Known("y")}


def test_a_positional_argument_is_what_is_typed() -> None:
    (value,) = options(shown(ARGPARSE + "parser.add_argument('name')\nshow(parser.parse_args().name)"))
    assert qualified(value) == "argparse.ArgumentParser.parse_args.name"


@pytest.mark.parametrize(
    "read", ["os.getenv('B', 'x')", "os.environ.get('B', 'x')", "os.environ.get('B') or 'x'", "os.getenv('B') or 'x'"]
)
def test_an_environment_switch_has_a_name_and_a_default(read: str) -> None:
    assert shown(f"show({read})") == Environment("B", Known("x"))


def test_rows_of_parametrize_are_all_tried() -> None:
    def cases(decorator: str) -> set[Value]:
        test = f"import pytest\n@pytest.mark.parametrize({decorator})\ndef test(a, b):\n    show(b)"
        return set(options(shown(test)))

    assert cases("'b', [1, 2]") == {Known(1), Known(2)}
    assert cases("'a, b', [(1, 2), (3, 4)]") == {Known(2), Known(4)}
    assert cases("['a', 'b'], [(1, 2), pytest.param(3, 4, id='x')]") == {Known(2), Known(4)}


def test_fixtures_of_the_nearest_conftest() -> None:
    files = {
        "conftest.py": "import pytest\n@pytest.fixture\ndef device():\n    return 'far'\n"
        "@pytest.fixture(name='other')\ndef make():\n    yield 'other'\n",
        "tests/unit/conftest.py": "import pytest\n@pytest.fixture\ndef device():\n    return 'near'\n",
        "tests/unit/test_a.py": "def test(device):\n    show(device)\n",
        "tests/test_b.py": "def test(device):\n    show(device)\n",
        "tests/test_c.py": "def test(other):\n    show(other)\n",
        "tests/plain.py": "def run(device):\n    show(device)\n",
    }
    tree = Tree(files)
    found = [tree.shown(path) for path in files if "conftest" not in path]
    assert found == ["near", "far", "other", Unknown]
