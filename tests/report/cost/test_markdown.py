"""Costs in Markdown."""

from __future__ import annotations

from datetime import date

from quantum_lint.cost.compare import compare
from quantum_lint.model.comparison import Comparison
from quantum_lint.model.estimate import Bills, Breach, Month, PlacedEstimate, Quota, Total
from quantum_lint.report.cost import markdown
from quantum_lint.report.parts.markdown import MOST_CHARACTERS
from tests.cost.samples import BRAKET, RATE, between, measures, placed

TODAY = date(2026, 11, 21)


def compared(before: list[PlacedEstimate], after: list[PlacedEstimate]) -> Comparison:
    return compare(Bills(tuple(before)), Bills(tuple(after), oldest="2026-09-17"), "main")


def test_nothing_is_said_where_nothing_changed() -> None:
    assert markdown.compared(compared([placed()], [placed(line=99)]), TODAY) == ""
    assert markdown.rendered(Bills(()), TODAY) == ""


def test_a_comment_starts_with_the_sum() -> None:
    before = [placed(), placed("b.py", 3, circuit="qft", amount=between("10"), seconds=between("6.25"))]
    after = [
        placed(line=14, shots=8192, executions=8192, amount=between("6.50"), seconds=between("4.06")),
        placed("new.py", 2, circuit="", device="Garnet", rate=BRAKET, amount=between("1.75"), seconds=None),
        placed("new.py", 9, circuit="odd", device="", rate=None, amount=None, because="the device is not known"),
        *before[1:],
    ]
    assert markdown.compared(compared(before, after), TODAY) == (
        "### Estimated run cost +3.39 USD (+23 %)\n"
        "\n"
        "at least 14.86 USD before, at least 18.25 USD now, for one run of everything that is submitted.\n"
        "\n"
        "| | Submission | Device | Before | Now | Difference | Why |\n"
        "|---|---|---|---:|---:|---:|---|\n"
        "| `+` | new.py:2 | Garnet |  | 1.75 USD | +1.75 USD | new |\n"
        "| `~` | ghz<br>ghz.py:14 | ibm\\_fez | 4.86 USD | 6.50 USD | +1.64 USD (+34 %) | shots 4,096 → 8,192 |\n"
        "| `+` | odd<br>new.py:9 | ? |  | ? | ? | new |\n"
        "\n"
        "Not in the totals, for want of a price:\n"
        "\n"
        "- odd new.py:9: the device is not known\n"
        "\n"
        "<details>\n"
        "<summary>Details of what changed</summary>\n"
        "\n"
        "- **new.py:2**: qiskit\\_ibm\\_runtime.SamplerV2.run; 20 qubits, 19 gates on two, depth 24; 3.64 us a run; "
        "4,096 shots, 4,096 executions; success 76.9 %; IQM Garnet, on-demand, prices of 2026-09-18\n"
        "- **ghz ghz.py:14**: qiskit\\_ibm\\_runtime.SamplerV2.run; 20 qubits, 19 gates on two, depth 24; 3.64 us a "
        "run; 8,192 shots, 8,192 executions; 4.06 s on the device; success 76.9 %; IBM Quantum, pay-as-you-go, prices "
        "of 2026-09-17\n"
        "- **odd new.py:9**: qiskit\\_ibm\\_runtime.SamplerV2.run; 20 qubits, 19 gates on two, depth 24; 3.64 us a "
        "run; 4,096 shots, 4,096 executions; 3.04 s on the device; success 76.9 %\n"
        "\n"
        "</details>\n"
        "\n"
        "Prices of 2026-09-17 (65 days old). Compared with main. "
        "Key: `~` changed, `+` added, `-` removed, `?` not known, `*` partly assumed (see the details).\n"
    )


def test_what_was_removed_is_less() -> None:
    text = markdown.compared(compared([placed(), placed("b.py", circuit="qft")], [placed()]), TODAY)
    assert text.startswith("### Estimated run cost -4.86 USD (-50 %)\n")
    assert "| `-` | qft<br>b.py:12 | ibm\\_fez | 4.86 USD |  | -4.86 USD (-100 %) | removed |" in text
    assert "<details>" not in text


def test_other_price_data_is_told_apart() -> None:
    text = markdown.compared(
        compared([placed()], [placed(rate=RATE._replace(as_of="2026-11-01"), amount=between("5"))]), TODAY
    )
    assert text.startswith("### Estimated run cost unchanged: only price or device data is other than it was\n")
    folded = text.partition("<details>")[2]
    assert "<summary>Same code, other price or device data</summary>" in folded
    assert "price data 2026-09-17 → 2026-11-01" in folded
    assert "4.86 USD" in folded


def test_time_counts_where_no_money_is_asked_for() -> None:
    free = RATE._replace(route="open", currency="")
    before = placed(rate=free, amount=None)
    after = placed(rate=free, amount=None, seconds=between("6.08"), shots=8192)
    text = markdown.compared(compared([before], [after]), TODAY)
    assert text.startswith("### Estimated time on devices +3.04 s (+100 %)\n")


def test_a_circuit_that_only_succeeds_less_often_costs_the_same() -> None:
    text = markdown.compared(compared([placed()], [placed(measures=measures(90), success=-1.0)]), TODAY)
    assert text.startswith("### Estimated run cost unchanged\n")
    assert "| two-qubit gates 19 → 90 |" in text


def test_a_price_that_does_not_rest_on_the_code_alone_has_a_star() -> None:
    guessed = placed(amount=between("6.50"), assumed=("ibm_fez stands for a device that the code does not tell",))
    text = markdown.compared(compared([placed()], [guessed]), TODAY)
    assert "| 4.86 USD | 6.50 USD `*` | +1.64 USD (+34 %) |" in text
    assert "assumed: ibm\\_fez stands for a device" in text
    assert "| 6.50 USD `*` |" in markdown.rendered(Bills((guessed,)), TODAY)


def test_limits_that_are_passed_stand_above() -> None:
    breaches = (
        Breach("max-increase", "+100 %", "20 %", "", blocks=True),
        Breach("min-success", "0.1 %", "1 %", "a_b.py:12", blocks=False),
    )
    found = compared([placed()], [placed(shots=1, amount=between("1"))])._replace(breaches=breaches)
    text = markdown.compared(found, TODAY)
    assert "- **Blocked by policy**: `max-increase` is 20 %, this is +100 %\n" in text
    assert "- Beyond policy: `min-success` is 1 %, this is 0.1 % (a\\_b.py:12)\n" in text
    assert text.index("Blocked") < text.index("| Submission")


def test_texts_of_files_call_nobody_and_break_no_table() -> None:
    text = markdown.compared(compared([], [placed("a|b.py", circuit="<img> @someone\n#3", device="x|y")]), TODAY)
    assert "<img>" not in text
    assert "@someone" not in text
    row = next(line for line in text.splitlines() if line.startswith("| `+`"))
    assert row.replace("\\|", "").count("|") == 8


def test_a_comment_is_never_too_long() -> None:
    after = [placed(f"{'long' * 40}/{number}.py", circuit=f"c{number}") for number in range(900)]
    text = markdown.compared(compared([], after), TODAY)
    assert len(text) < MOST_CHARACTERS + 5000
    assert "more changes did not fit in here." in text
    assert len(markdown.rendered(Bills(tuple(after)), TODAY)) < MOST_CHARACTERS + 5000


def test_a_tree_has_all_submissions_and_its_months() -> None:
    quota = Quota("IBM Quantum, open", between("340.48"), between("600").low, 28)
    month = Month(
        ".github/workflows/nightly.yml", "nightly", "ghz.py", between("60.875").low,
        (Total("USD", between("295.85")),), between("185.06"), (quota,),
    )  # fmt: skip
    estimates = (placed(), placed("b.py", rate=None, amount=None, seconds=None, because="no plan is known for it"))
    totals = (Total("USD", between("4.86"), least=True),)
    text = markdown.rendered(Bills(estimates, totals, "2026-09-17", months=(month,)), TODAY)
    assert text.startswith("### Estimated run cost at least 4.86 USD\n")
    assert "| ghz<br>ghz.py:12 | ibm\\_fez | 20 | 19 (24) | 4,096 | 3.04 s | 4.86 USD | 76.9 % |\n" in text
    assert "| ? | no plan is known for it | 76.9 % |" in text
    assert (
        "| .github/workflows/nightly.yml<br>nightly | ghz.py | 60.88 | 185.06 s | 295.85 USD | "
        "57 % of 600 s in 28 days (IBM Quantum, open) |\n"
    ) in text


def test_same_input_same_bytes() -> None:
    before, after = (
        [placed(f"{name}.py") for name in "abc"],
        [placed(f"{name}.py", shots=1, amount=between("1")) for name in "cab"],
    )
    texts = {markdown.compared(compared(before, list(order)), TODAY) for order in (after, after[::-1])}
    assert len(texts) == 1
