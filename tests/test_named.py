"""Named tuples that are quickly defined are those of `typing` in all that anybody could see."""

from __future__ import annotations

import pickle
import typing
from typing import get_type_hints

from quantum_lint.model import named


class Ours(named.NamedTuple):
    """A place."""

    line: int
    column: int = 1
    text: str = ""

    @property
    def first(self) -> bool:
        """Whether nothing is before it."""
        return (self.line, self.column) == (1, 1)

    @classmethod
    def start(cls) -> Ours:
        """The first place."""
        return cls(1)


class Theirs(typing.NamedTuple):
    """A place."""

    line: int
    column: int = 1
    text: str = ""


def test_fields_defaults_annotations_and_texts_are_those_of_typing() -> None:
    for attribute in ("_fields", "_field_defaults", "__doc__", "__module__", "__match_args__"):
        assert getattr(Ours, attribute) == getattr(Theirs, attribute)
    assert get_type_hints(Ours) == get_type_hints(Theirs)
    assert (Ours.__name__, Ours.__qualname__, Ours.__mro__[1:]) == ("Ours", "Ours", (tuple, object))


def test_values_are_tuples_with_methods() -> None:
    place = Ours(2, text="a")
    assert (place, repr(place), place._replace(line=1).first) == ((2, 1, "a"), "Ours(line=2, column=1, text='a')", True)
    assert Ours.start() == (1, 1, "")
    assert pickle.loads(pickle.dumps(place)) == place
    assert not hasattr(place, "__dict__")
