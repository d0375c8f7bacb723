"""The page of costs, shown in a browser."""

from __future__ import annotations

import math
import re
import struct
from base64 import b64encode
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from quantum_lint.model.estimate import Bills, Breach, Month, PlacedEstimate, Quota, Total
from quantum_lint.report.cost import html
from quantum_lint.report.cost.page.axes import chances, money
from tests.cost.samples import between, placed
from tests.support import browser

TODAY = date(2026, 11, 21)


def several() -> tuple[PlacedEstimate, ...]:
    on = (
        ("ibm_fez", "4.86", 0.77),
        ("ibm_torino", "4.90", 0.61),
        ("ibm_berlin", "29.40", 0.72),
        ("ibm_kingston", "10", 0.81),
    )
    rows = tuple(
        placed(device=device, amount=between(amount), success=math.log10(success)) for device, amount, success in on
    )
    unknown = placed("b.py", device="", rate=None, amount=None, success=None, because="nothing tells the device")
    drawn = rows[0]._replace(drawing="q_0: ┤ H ├──■──\n")
    return (drawn, *rows[1:], unknown)


def page(**changes: object) -> str:
    bills = Bills(several(), (Total("USD", between("49.16"), least=True),), "2026-09-17")
    return html.rendered(bills._replace(**changes), TODAY)  # type: ignore[arg-type]


def test_devices_that_are_compared_are_no_shares_of_one_bill() -> None:
    assert "Where the money goes" in page()
    compared = page(totals=(Total("USD", between("4.86"), device="ibm_fez"), Total("USD", between("10"), device="x")))
    assert "Where the money goes" not in compared
    assert "2 submissions, 1 with a price; 3 more on simulators that nobody charges for" in page(free=3)


def test_it_asks_nobody_for_anything() -> None:
    text = page()
    assert not re.search(r"""(?:src|href|action|@import|url\()\s*=?\s*["']?\s*(?:https?:)?//""", text)
    assert "default-src 'none'" in text
    assert text.count("<script>") == 1


def test_texts_of_files_are_no_part_of_the_page() -> None:
    name = "<img src=x onerror=alert(1)>"
    evil = placed(f"{name}.py", circuit=name, device=name, because=name, assumed=(name,), reason=name)
    text = html.rendered(Bills((evil._replace(drawing=name), evil), oldest=name, notes=((name, name),)), TODAY)
    assert "<img" not in text
    assert "&lt;img src=x" in text


def test_it_says_what_is_known_and_what_is_not() -> None:
    text = page()
    assert '<p class="total">at least 49.16 USD</p>' in text
    assert "2 submissions, 1 with a price; prices of 2026-09-17, 65 days old" in text
    assert "nothing tells the device" in text
    assert "┤ H ├──■──" in text
    assert text.count("<circle") == 4


def test_one_price_is_nothing_to_compare() -> None:
    assert "<svg" not in page(estimates=several()[:1])
    assert "Where the money goes" not in page(estimates=several()[-1:])


def test_months_and_policy() -> None:
    quota = Quota("IBM Quantum, open", between("840"), Decimal(600), 28)
    month = Month("usage.toml", "", "ghz.py", Decimal(60), (Total("USD", between("295.85")),), None, (quota,))
    text = page(months=(month,), breaches=(Breach("max-cost-run", "9 USD", "5 USD", "ghz.py:12", blocks=True),))
    assert "140 % of 600 s in 28 days (IBM Quantum, open)" in text
    assert '<li class="blocks"><b>Blocked by policy</b>: <code>max-cost-run</code> is 5 USD, this is 9 USD' in text


def test_what_has_no_colour_is_one_piece() -> None:
    text = page(estimates=tuple(placed(f"{number}.py", amount=between(str(number))) for number in range(1, 15)))
    assert "5 others" in text
    assert text.count("<li><i") >= 10


@pytest.mark.parametrize(
    "values", [[4.86, 29.4], [3.0, 3.0], [0.0004, 90000.0], *([float(each)] * 2 for each in range(1, 100, 7))]
)
def test_amounts_stand_in_their_order_on_the_axis(values: list[float]) -> None:
    axis = money(values, 60, 900)
    assert all(60 < axis(value) < 900 for value in values)
    assert axis(values[0]) <= axis(values[1])
    assert 2 <= len(axis.ticks) <= 8
    assert all(60 <= axis(value) <= 900 for value, _ in axis.ticks)


@pytest.mark.parametrize("logarithms", [[-0.1, -0.7], [-1.0, -40.0], [-300.0, -2.5]])
def test_chances_stand_in_their_order_on_the_axis(logarithms: list[float]) -> None:
    axis = chances(logarithms, 350, 20)
    found = [axis(value) for value in sorted(logarithms)]
    assert 350 >= found[0] > found[1] >= 20
    assert 3 <= len(axis.ticks) <= 9


SORTED = """
for (let times = 0; times < 2; times++) [...document.querySelectorAll("th button")]
  .find((button) => button.textContent === "Cost").click();
"""


@pytest.mark.tool
def test_a_click_on_a_heading_sorts_and_what_is_unknown_stays_last(tmp_path: Path) -> None:
    digest = b64encode(sha256(SORTED.encode()).digest()).decode()
    text = page().replace("script-src '", f"script-src 'sha256-{digest}' '")
    file = tmp_path / "page.html"
    file.write_text(text.replace("</body>", f"<script>{SORTED}</script></body>"), encoding="utf-8")
    shown = browser.dom(file)
    assert re.findall(r'<td class="cost" data-sort="([\d.]+)"', shown) == ["29.40", "10", "4.90", "4.86"]
    assert shown.index("nothing tells the device") > shown.index('data-sort="4.86"')
    assert 'aria-sort="descending"' in shown


@pytest.mark.tool
def test_no_other_script_runs(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page().replace("</body>", "<script>document.title = 'changed'</script></body>"), encoding="utf-8")
    assert "<title>What it would cost</title>" in browser.dom(file)


@pytest.mark.tool
@pytest.mark.parametrize("dark", [False, True])
def test_it_is_shown_by_day_and_by_night(tmp_path: Path, dark: bool) -> None:
    file = tmp_path / "page.html"
    file.write_text(page(), encoding="utf-8")
    data = browser.picture(file, 1200, 900, dark=dark).read_bytes()
    assert struct.unpack(">II", data[16:24]) == (1200, 900)
    assert len(data) > 30_000
