"""Values on their way from where they are made to where they are used, whatever Python lies between."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from quantum_lint.evaluate.values import Known, Unknown, Value, options
from tests.evaluate.reading import evaluation, plain

HEAD = """
import argparse, asyncio, contextlib, functools, os, sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial, wraps
from typing import Annotated, Any, NamedTuple, Optional
import sdk
"""


def name_of(value: Value) -> object:
    """What a device was made with: the name, or `?` where that is not known; None of anything else."""
    arguments = getattr(value, "arguments", None)
    if arguments is None or getattr(value, "maker", "") != "sdk.Device":
        return None
    named = arguments[0].value if arguments else Known("default")
    return "?" if isinstance(named, Unknown) else plain(named) if isinstance(named, Known) else type(named).__name__


def used(text: str) -> set[object]:
    """The names of all devices that `sdk.Device.run` is called on."""
    found = evaluation(HEAD + dedent(text)).calls_to("sdk.Device.run")
    return {name_of(option) for call in found for option in options(call.receiver or Unknown(""))}


def pieces() -> dict[str, str]:
    """The pieces of code of the file beside this one, by name."""
    _, *sections = Path(__file__).with_name("flows.txt").read_text(encoding="utf-8").split("\n--- ")
    return dict(section.split("\n", 1) for section in sections)


PIECES = pieces()


@pytest.mark.parametrize("text", PIECES.values(), ids=PIECES.keys())
def test_reaches_where_it_is_used(text: str) -> None:
    assert used(text) == {"q"}
