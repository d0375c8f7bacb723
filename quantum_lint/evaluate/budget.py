"""Limits of an evaluation. Passing one gives an unknown that says so, never a hang."""

from __future__ import annotations

from typing import NamedTuple


class ExhaustedError(Exception):
    """The steps of this entry are used up; what was found so far stands."""


class Limits(NamedTuple):
    """How far an evaluation goes. The defaults are those of the light mode that runs on every commit."""

    #: Nodes read at module level, and again in each function that nobody calls.
    steps: int = 100_000
    entry_steps: int = 15_000
    #: Nodes read in all.
    total_steps: int = 400_000
    #: Nested nodes; each takes two or three frames of the interpreter, whose own limit is 1000.
    depth: int = 150
    call_depth: int = 12
    #: Runs of one function's body, and nodes read in them all; when both are used up, later calls get what the
    #: earlier ones returned.
    runs: int = 6
    function_steps: int = 1_000
    #: Iterations of a loop that are read one by one; longer loops are read once for all.
    unrolled: int = 4
    #: How often nested loops together may repeat a statement in this way.
    repetitions: int = 32
    #: Imported names that are looked for in the tree.
    imports: int = 1_000
    #: Modules of the tree that are read for one file, their characters in all, nodes read at the level of each, and
    #: nodes read in other files altogether. Where the files of a repository use each other much, following them takes
    #: about as long as reading them (4.2 s without and 7.6 s with it, on 200 files of qiskit-serverless).
    modules: int = 24
    module_characters: int = 500_000
    module_steps: int = 2_000
    abroad_steps: int = 4_000
    container: int = 2_000
    characters: int = 200_000
    bits: int = 4_096
    #: Length of a qualified name.
    name: int = 300
    #: Iterations of a `while` loop that are read one by one as long as its condition is known.
    whiles: int = 0
    #: Nodes read in a loop that neither makes nor changes anything of a quantum SDK, before the rest of its turns is
    #: read once for all. A walk of 10,000 times 50 random steps takes 12 million.
    idle_steps: int = 10**9
    #: How often a function may be inside itself.
    recursion: int = 2
    #: Whether code that a known condition passes over is read, too.
    skipped: bool = True
    #: Whether it is kept in mind that a branch may have left a loop or function, so that what follows may not run, and
    #: whether a `try` is taken to succeed.
    careful: bool = False
    #: Seconds of processor time for a file of the deep mode.
    seconds: float = 6.0


LIGHT = Limits()
#: The light mode where money depends on it, and no commit waits: a submission in another file is told at the call that
#: leads there, and is missing where that is not followed.
PRICED = LIGHT._replace(
    entry_steps=60_000,
    total_steps=1_000_000,
    runs=100,
    function_steps=20_000,
    modules=80,
    module_characters=2_000_000,
    module_steps=20_000,
    abroad_steps=200_000,
)
#: The limits of the deep mode: loops are read as often as they run.
DEEP = Limits(
    steps=3_000_000,
    entry_steps=100_000,
    total_steps=4_000_000,
    depth=400,
    call_depth=60,
    runs=1_000_000,
    function_steps=3_000_000,
    unrolled=20_000,
    repetitions=10**9,
    modules=160,
    module_characters=3_000_000,
    module_steps=300_000,
    abroad_steps=3_000_000,
    container=100_000,
    characters=2_000_000,
    whiles=20_000,
    idle_steps=200_000,
    recursion=60,
    skipped=False,
    careful=True,
)
