"""Named tuples that are quickly defined: `typing.NamedTuple` without a check of every annotation.

With annotations that are not evaluated (`from __future__ import annotations`) `typing` compiles each of them as a
forward reference, which is nearly half of what a class costs: 2.5 of the 60 ms of the hook on a clean file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from collections import namedtuple

    #: What of the body of a class the named tuple has already.
    _GIVEN = frozenset(("__annotations__", "__module__"))

    class _Maker(type):
        """Makes a named tuple of each class that derives from `NamedTuple`."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            return _made(name, body) if bases else super().__new__(cls, name, bases, body)

    class NamedTuple(metaclass=_Maker):
        """The base of classes whose annotated names, in order, are the fields, and whose values are the defaults."""

    def _made(name: str, body: dict[str, Any]) -> type:
        annotations = body.get("__annotations__", {})
        defaults = [body[field] for field in annotations if field in body]
        made = namedtuple(name, annotations, defaults=defaults, module=body["__module__"])  # noqa: PYI024  that is it
        made.__annotations__ = made.__new__.__annotations__ = annotations
        for attribute, value in body.items():
            if attribute not in annotations and attribute not in _GIVEN:
                setattr(made, attribute, value)
        return made
