"""Qualified names of callables, and when two of them mean the same one."""

from __future__ import annotations


def tail(name: str) -> tuple[str, ...]:
    """The part of a qualified name that stays the same wherever it is imported from: `Class.method` or `function`."""
    names = name.split(".")
    start = next((index for index, each in enumerate(names[1:], 1) if each[:1].isupper()), len(names) - 1)
    return tuple(names[start:])


def same_callable(name: str, callee: str) -> bool:
    """Whether `callee` means the callable `name`: the same tail, and the same package if it has one."""
    mine, other = tail(name), callee.split(".")
    return tuple(other[-len(mine) :]) == mine and (len(other) == len(mine) or other[0] == name.partition(".")[0])
