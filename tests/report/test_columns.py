"""Source lines in columns: tabs, wide characters, control characters, clipping."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from quantum_lint.report.parts.columns import ELLIPSIS, columns, fit
from quantum_lint.report.parts.printable import one_line, printable


@some.composite
def marked_lines(draw: some.DrawFn) -> tuple[str, tuple[int, int]]:
    """A line of text and a range of its characters that holds no white space at its end."""
    before = draw(some.text(some.characters(blacklist_characters="\r\n"), max_size=60))
    marked = draw(some.text("abc量e\u0301\t=", min_size=1, max_size=30)).strip() or "x"
    after = draw(some.text("xyz 量", max_size=60))
    return before + marked + after, (len(before), len(before) + len(marked))


def test_a_plain_line_is_shown_as_it_is() -> None:
    shown = fit("job = run(circuit)", (6, 9), 80)
    assert shown.text == "job = run(circuit)"
    assert shown.mark == (6, 9)


def test_the_underline_is_as_wide_as_the_characters() -> None:
    shown = fit('\t量子 = "鍵"', (6, 9), 80)
    assert shown.text == '    量子 = "鍵"'
    assert shown.mark == (11, 15)


def test_a_combining_accent_takes_no_column() -> None:
    assert fit("cafe\u0301 = 1", (6, 7), 80).mark == (5, 6)


def test_a_tab_goes_to_the_next_stop() -> None:
    assert fit("ab\tc", (3, 4), 0).mark == (4, 5)


def test_a_long_line_is_clipped_around_its_mark() -> None:
    line = "a" * 300 + "TOKEN" + "b" * 300
    shown = fit(line, (300, 305), 60)
    assert shown.text.startswith(ELLIPSIS)
    assert shown.text.endswith(ELLIPSIS)
    assert shown.mark is not None
    assert shown.text[slice(*shown.mark)] == "TOKEN"
    assert len(shown.text) == 60


def test_a_mark_longer_than_the_line_shows_its_start() -> None:
    shown = fit("x = " + "a" * 300, (4, 304), 40)
    assert shown.text == "x = " + "a" * 33 + ELLIPSIS
    assert shown.mark == (4, 37)


def test_the_indentation_of_a_marked_line_is_not_underlined() -> None:
    assert fit("    run: |  ", (0, 12), 80).mark == (4, 10)
    assert fit("a    b", (1, 3), 80).mark == (1, 3)


def test_a_mark_of_no_width_still_shows() -> None:
    assert fit("x", (1, 1), 80).mark == (1, 2)


@pytest.mark.property
@given(marked_lines(), some.integers(min_value=30, max_value=100))
def test_a_line_fits_and_its_mark_stands_in_it(line: tuple[str, tuple[int, int]], width: int) -> None:
    text, mark = line
    shown = fit(text, mark, width)
    assert columns(shown.text) <= width
    assert shown.mark is not None
    assert 0 <= shown.mark[0] < shown.mark[1] <= width
    assert printable(shown.text) == shown.text


@pytest.mark.property
@given(some.text(), some.text())
def test_control_characters_do_not_reach_the_terminal(before: str, after: str) -> None:
    text = f"{before}\x1b[2J\r\u202e{after}"
    shown = printable(text)
    assert len(shown) == len(text)
    assert not any(character in shown for character in "\x1b\r\n\u202e")
    shown.encode("utf-8")


def test_a_message_becomes_one_line() -> None:
    assert one_line("first\n  second\tthird\x00") == "first second third\u2400"
