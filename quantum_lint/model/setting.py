"""A name with a value, in whatever language: what YAML, TOML, JSON, INI, shell and Dockerfile documents all hold."""

from __future__ import annotations

from quantum_lint.model.named import NamedTuple


class Setting(NamedTuple):
    """One scalar and the name it is bound to; the four positions are characters of the fragment's text.

    `path` leads from the root to the name, list positions as decimal numbers: `("services", "web", "ports", "0")`.
    `value` is decoded (quotes and escapes undone); `value_start` to `value_end` is what is written between the
    quotes. For an item of a list the key's place is that of the name that holds the list. The value of an alias
    stands where its anchor is.
    """

    path: tuple[str, ...]
    value: str
    key_start: int
    key_end: int
    value_start: int
    value_end: int

    @property
    def key(self) -> str:
        """The last name of the path."""
        return self.path[-1]
