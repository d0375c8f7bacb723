"""What is known of outside packages, as far as reading code needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from quantum_lint.evaluate.values import Instance


class Sdk(Protocol):
    """Answers of the provider files about classes and functions, by qualified name."""

    def canonical(self, name: str) -> str:
        """The name a class or function is known by, whichever module it is imported from."""

    def returns(self, callee: str) -> str | None:
        """The class of which a call or attribute gives an instance."""

    def covers(self, module: str) -> bool:
        """Whether a star import of the module brings names of an SDK."""

    def defines(self, name: str) -> bool:
        """Whether anything is known of a class or function of that name, or of what it gives."""

    def traces(self, name: str) -> bool:
        """Whether it is noted what happens to the instances of a class."""

    def parts(self, package: str) -> frozenset[str]:
        """The names in a top-level package of which something is known."""

    def number(self, value: Instance, name: str) -> int | None:
        """The number that an attribute of an object is, where what the object is made of tells it."""

    def knows(self, package: str) -> bool:
        """Whether a top-level package is one that people install, whatever files the tree has."""


class NoSdk:
    """Nothing is known: every name is itself and every call gives something nameless."""

    def canonical(self, name: str) -> str:
        """The name itself."""
        return name

    def returns(self, callee: str) -> str | None:
        """No class is known."""
        return None

    def covers(self, module: str) -> bool:
        """No module is known."""
        return False

    def defines(self, name: str) -> bool:
        """No name is known."""
        return False

    def traces(self, name: str) -> bool:
        """No class is known."""
        return False

    def parts(self, package: str) -> frozenset[str]:
        """No name is known."""
        return frozenset()

    def number(self, value: Instance, name: str) -> int | None:
        """No attribute is known."""
        return None

    def knows(self, package: str) -> bool:
        """No package is known."""
        return False
