"""Text maps: the bytes at a span are the characters, whatever the encoding and however often a text was cut."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quantum_lint.model.fragment import Cell, Fragment, Part
from quantum_lint.model.span import MapBuilder, Span, TextMap
from quantum_lint.parse.decode import decode

TEXTS = st.text(alphabet=st.sampled_from("ab \t\r\n'\\é€\U0001d4b3\ufeff日"), max_size=60)


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_utf8_span_holds_the_characters(text: str, first: int, second: int) -> None:
    data = ("é" + text).encode()
    decoded, mapped = decode(data)
    start, end = sorted((min(first, len(decoded)), min(second, len(decoded))))
    span = mapped.span(start, end)
    assert data[span.start : span.end].decode() == decoded[start:end]


@given(TEXTS, st.sampled_from(["utf-8-sig", "utf-16"]), st.integers(0, 60), st.integers(0, 60))
def test_byte_order_marks_are_left_out(text: str, codec: str, first: int, second: int) -> None:
    data = text.encode(codec)
    decoded, mapped = decode(data)
    assert decoded == text
    start, end = sorted((min(first, len(decoded)), min(second, len(decoded))))
    span = mapped.span(start, end)
    plain = "utf-16-le" if codec == "utf-16" else "utf-8"
    assert data[span.start : span.end] == decoded[start:end].encode(plain)


@given(st.binary(max_size=80))
def test_any_bytes_decode_and_keep_their_places(data: bytes) -> None:
    decoded, mapped = decode(data)
    spans = [mapped.span(index, index + 1) for index in range(len(decoded))]
    assert all(one.end <= two.start for one, two in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(data) + 2 for span in spans)


def test_an_invalid_byte_is_one_character() -> None:
    decoded, mapped = decode(b"a\xff\xfeb\xc3\xa9c")
    assert decoded == "a\ufffd\ufffdbéc"
    assert [mapped.span(index, index + 1) for index in range(6)] == [
        Span(0, 1), Span(1, 2), Span(2, 3), Span(3, 4), Span(4, 6), Span(6, 7),
    ]  # fmt: skip


@given(TEXTS, st.lists(st.integers(0, 60), min_size=4, max_size=4))
def test_a_slice_of_a_slice_keeps_its_bytes(text: str, cuts: list[int]) -> None:
    data = text.encode()
    decoded, mapped = decode(data)
    outer_start, outer_end = sorted(min(cut, len(decoded)) for cut in cuts[:2])
    inner = mapped.part(outer_start, outer_end)
    length = outer_end - outer_start
    start, end = sorted(min(cut, length) for cut in cuts[2:])
    span = inner.span(start, end)
    assert data[span.start : span.end].decode() == decoded[outer_start + start : outer_start + end]


@given(TEXTS)
def test_offset_is_the_inverse_of_start(text: str) -> None:
    decoded, mapped = decode(text.encode())
    for index in range(len(decoded)):
        span = mapped.span(index, index + 1)
        assert {mapped.offset(byte) for byte in range(span.start, span.end)} == {index}


def joined() -> TextMap:
    """Text `ab` + `cd` cut out of `["ab", "cd"]`."""
    builder = MapBuilder()
    builder.add(0, 2, 2)
    builder.add(2, 4, 8)
    builder.add(4, 10, 10)
    return builder.build()


def test_pieces_that_were_joined_end_where_they_end() -> None:
    data = b'["ab", "cd"]'
    mapped = joined()
    assert data[slice(*_pair(mapped.span(0, 2)))] == b"ab"
    assert data[slice(*_pair(mapped.span(2, 4)))] == b"cd"
    assert data[slice(*_pair(mapped.span(1, 3)))] == b'b", "c'
    assert mapped.offset(5) == 2


def test_a_text_decoded_out_of_joined_pieces_keeps_their_places() -> None:
    inner = MapBuilder()
    inner.add(0, 1, 1)
    inner.add(1, 2, 2)
    mapped = joined().through(inner.build(), 3)
    assert mapped.span(0, 1) == Span(3, 4)
    assert mapped.span(1, 3) == Span(8, 10)


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


def test_a_fragment_knows_the_cell_of_each_character() -> None:
    first, second = Cell(0, "a"), Cell(1, "b")
    fragment = Fragment("python", "x\ny\n", TextMap.identity(), (Part(0, 2, first), Part(2, 4, second)))
    assert [fragment.part_at(offset).cell for offset in range(4)] == [first, first, second, second]
    assert fragment.cut(2, 3, "shell").parts == (Part(0, 1, second),)
