"""Counting OpenQASM 2 without building it gives what building it gives."""

from __future__ import annotations

import random

import pytest

from quantum_lint.circuits.measure import measures
from quantum_lint.circuits.openqasm import stream, version2
from tests.circuits.programs import HEAD, VERSION_2


def pieces(text: str, size: int) -> list[str]:
    return [text[start : start + size] for start in range(0, len(text), size)]


@pytest.mark.parametrize("size", [1, 7, 10_000])
@pytest.mark.parametrize("name", VERSION_2)
def test_counts_are_those_of_the_circuit(name: str, size: int) -> None:
    text = VERSION_2[name]
    assert stream.count(pieces(text, size)) == measures(version2.load(text))


@pytest.mark.parametrize("seed", range(20))
def test_counts_of_made_up_programs_are_those_of_the_circuit(seed: int) -> None:
    text = made_up(random.Random(seed))
    assert stream.count(pieces(text, 100)) == measures(version2.load(text))


def made_up(draw: random.Random) -> str:
    lines = [HEAD, "qreg a[4];", "qreg b[4];", "creg c[4];"]
    for _ in range(60):
        one, other = draw.sample(range(4), 2)
        lines.append(
            draw.choice(
                [
                    f"h a[{one}];",
                    f"cx a[{one}],b[{other}];",
                    f"rz({draw.random()}) b;",
                    f"ccx a[{one}],a[{other}],b[{one}];",
                    "cz a,b;",
                    "barrier a,b[1];",
                    f"measure a[{one}] -> c[{other}];",
                    f"if(c=={one}) x b[{other}];",
                    "measure b -> c;",
                    f"reset a[{one}];",
                ]
            )
        )
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("qreg q[2]; h r[0];", "there is no register 'r'"),
        ("qreg q[2]; h q[2];", "register 'q' has no bit 2"),
        ("qreg q[2]; h q[0]", "its last statement is not ended"),
        ("qreg q[2]; rx(1 q[0];", "a bracket is not closed"),
        ("qreg q[2]; h q[0] q[1];", "this is no operand"),
        ("qreg q[2]; [;", "this is no statement"),
        ("qreg q[1000001];", "it declares more than 1,000,000 bits"),
        ("qreg q[" + "9" * 5_000 + "];", "it declares more than"),
        ("qreg q[1000000]; " + "h q; " * 300, "its gates act on more than 200,000,000 bits"),
        ("h" * 3_000_000, "it has a line of more than"),
    ],
)
def test_what_cannot_be_counted_says_why(text: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if "gates act" in reason:
        monkeypatch.setattr(stream, "_MOST_STEPS", 3_000_000)
        reason = "its gates act on more than 3,000,000 bits"
    with pytest.raises(stream.StreamError, match=reason.replace("'", ".").replace("(", ".")):
        stream.count(pieces(text, 100_000))
