"""Functions that start work and that other files call: told at those calls, and once."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

pytest.importorskip("qiskit")

from quantum_lint.config import Settings
from quantum_lint.cost.request import Request
from quantum_lint.cost.survey import bills
from quantum_lint.model.estimate import Tier
from quantum_lint.report.cost.figures import places

HELPER = """
from braket.aws import AwsDevice
class Runner:
    def send(self, circuit):
        return AwsDevice("arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet").run(circuit, shots=1000)
def send(circuit):
    return AwsDevice("arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet").run(circuit, shots=1000)
"""
PAIR = "from braket.circuits import Circuit\npair = Circuit().h(0).cnot(0, 1)\n"


def told(folder: Path, tier: Tier = "static", **texts: str) -> list[tuple[str, int]]:
    """Path and line of every submission of the files."""
    for name, text in texts.items():
        (folder / f"{name}.py").write_text(text)
    found = bills(Request(Settings(str(folder)), (str(folder),), tier=tier, cache=False))
    assert all(each.estimate.amount == (Decimal("1.75"),) * 2 for each in found.estimates)
    return [(each.place.path.removesuffix(".py"), each.place.line) for each in found.estimates]


@pytest.mark.parametrize("tier", ["static", "billed"])
def test_a_helper_is_told_where_another_file_calls_it(tier: Tier, tmp_path: Path) -> None:
    main = f"from helper import send, Runner\n{PAIR}send(pair)\nsend(pair)\n"
    assert told(tmp_path, tier, helper=HELPER, main=main) == [("helper", 5), ("main", 4), ("main", 5)]


def test_methods_are_known_from_functions_of_the_same_name(tmp_path: Path) -> None:
    main = f"from helper import Runner\n{PAIR}Runner().send(pair)\n"
    assert told(tmp_path, helper=HELPER, main=main) == [("helper", 7), ("main", 4)]


def test_what_nothing_calls_is_told_where_it_stands(tmp_path: Path) -> None:
    assert told(tmp_path, helper=HELPER) == [("helper", 5), ("helper", 7)]


def test_of_a_chain_only_the_call_at_its_beginning_is_told(tmp_path: Path) -> None:
    middle = "import helper\ndef pass_on(circuit):\n    helper.send(circuit)\n"
    outer = f"import middle\n{PAIR}middle.pass_on(pair)\n"
    assert told(tmp_path, helper=HELPER, middle=middle, outer=outer) == [("helper", 5), ("outer", 4)]


def test_of_a_circle_one_is_told(tmp_path: Path) -> None:
    one = HELPER + "import two\ndef first(circuit):\n    two.second(circuit)\n    send(circuit)\n"
    two = "import one\ndef second(circuit):\n    one.first(circuit)\n    one.send(circuit)\n"
    assert told(tmp_path, one=one, two=two) == [("one", 5), ("one", 7)]


TWICE = HELPER + "def both(circuit):\n    send(circuit)\n    return Runner().send(circuit)\n"


@pytest.mark.parametrize("tier", ["static", "billed"])
def test_several_that_one_call_leads_to_are_told_each(tier: Tier, tmp_path: Path) -> None:
    main = f"from helper import both\n{PAIR}both(pair)\n"
    assert told(tmp_path, tier, helper=TWICE, main=main) == [("main", 4), ("main", 4)]


def test_several_that_one_call_leads_to_are_compared_each(tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text(TWICE)
    (tmp_path / "main.py").write_text(f"from helper import both\n{PAIR}both(pair)\n")
    asked = Request(Settings(str(tmp_path)), (str(tmp_path),), tier="billed", cache=False)
    found = bills(asked._replace(devices=("Garnet", "Emerald")))
    assert sum(each.estimate.cheapest for each in found.estimates) == 2
    assert places(found.estimates) == 2
