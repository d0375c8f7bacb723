"""Count the calls that start work in repositories, and how much of each reading alone tells.

Usage: python bench/submissions.py [--unknown] FOLDER [FOLDER ...]

For every folder: how many calls start work; on how many of them the device is known to be hardware, a simulator, or one
of both by the program's choice; how many have a number of shots that is known or known to be the SDK's default (of
those that take one); and how many stand in no loop or in loops of known length. `known` are the calls of which the
object or the function tells that they start work. `seeming` are others in files that import a package for quantum
computing: the method is called like one that starts work and is given something, but what it is called on is not known,
or is an object of such a package of which the provider files know nothing, and which is called like a device. They
count as unknown in all. `--unknown` lists what is not known, and why.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from quantum_lint import discover, knowledge, parse
from quantum_lint.evaluate.calls import Call, Evaluation
from quantum_lint.evaluate.hardware import Submitted, submissions
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.evaluate.values import Known, Text, Unknown, constant
from quantum_lint.match.hardware_jobs import uses_sdk
from quantum_lint.model.file import File
from quantum_lint.parse.modules import viewpoint
from quantum_lint.parse.python import PythonDocument

KNOWN = knowledge.load()
TABLES = tables_of(KNOWN)
LARGEST = 50_000_000
#: Methods by which the SDKs start work.
STARTING = frozenset({
    "run", "execute", "submit", "create_job", "run_batch", "run_sweep", "run_sweep_async", "run_async", "sample",
    "sample_qubo", "sample_ising", "process_circuit", "process_circuits", "run_circuit", "run_and_measure",
})  # fmt: skip
#: Arguments that say how many shots.
COUNTS = ("shots", "repetitions", "num_reads", "n_shots", "trials", "max_shots")
#: Arguments of `sample` that only tables of data and distributions take.
OF_TABLES = frozenset({"frac", "n", "replace", "random_state", "weights"})
#: How classes are called whose objects run circuits, and functions that do.
DEVICES = re.compile(
    r"(?:Backend|Sampler|Estimator|Device|Simulator|Emulator|Computer|Processor|Resource|Solver|Runner|Executor|Engine"
    r"|Machine|Target|Client|QPU|QVM|QPUConnection|V[12])$|^(?:get_backend|get_device|get_solver|get_target|device)$"
)
#: Functions that only look like methods that start work.
FUNCTIONS = frozenset({"pennylane.sample"})
SEEMING = "seeming"
KINDS = ("hardware", "simulator", "either", "unknown")
ORIGINS = ("given", "default", "none", "unknown")


class Site(NamedTuple):
    """A place in a file where work is started; `kind` and `shots` are one of KINDS and ORIGINS."""

    path: str
    line: int
    text: str
    sdk: str
    kind: str
    shots: str
    loops: bool
    because: str


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--unknown", action="store_true", help="list what is not known, and why")
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    arguments = parser.parse_args()
    everything: list[Site] = []
    print(heading())
    for folder in arguments.folders:
        found = list(sites_in(folder))
        everything += found
        print(row(os.path.basename(folder.rstrip("/")), found))
        for site in found if arguments.unknown else ():
            if "unknown" in (site.kind, site.shots):
                print(f"  {site.kind:9} {site.shots:8} {site.path}:{site.line}: {site.text}  [{site.because}]")
    by_sdk = sorted({site.sdk for site in everything})
    print(*(row(f"[{sdk}]", [site for site in everything if site.sdk == sdk]) for sdk in by_sdk), sep="\n")
    known = [site for site in everything if site.sdk != SEEMING]
    print(row("all that are known to start work", known), row("and those that seem to", everything), sep="\n")
    return 0


def sites_in(folder: str) -> Iterator[Site]:
    """Every place in the folder where work is started, or seems to be."""
    beside = discover.on_disk(os.path.abspath(folder))
    for candidate in discover.candidates([folder], folder):
        file = discover.read(candidate, LARGEST) if isinstance(candidate, discover.Candidate) else None
        if isinstance(file, File) and file.language in ("python", "notebook"):
            for fragment in parse.fragments(file):
                if fragment.language == "python":
                    document = parse.document(fragment)
                    assert isinstance(document, PythonDocument)
                    document.viewpoint = partial(viewpoint, beside, file.path, {})
                    yield from sites_of(document, file.path)


def sites_of(document: PythonDocument, path: str) -> Iterator[Site]:
    """The places in one script or notebook, each once."""
    if not any(word in document.fragment.text for word in KNOWN.words("modules")):
        return
    evaluation = document.evaluation(KNOWN)
    found: dict[object, list[Submitted]] = {}
    for submitted in submissions(evaluation, TABLES):
        found.setdefault(submitted.call.where.node, []).append(submitted)
    for several in found.values():
        yield known_site(several, path)
    for call in lost_calls(evaluation) if uses_sdk(evaluation, KNOWN) else ():
        if call.where.node not in found:
            yield lost_site(call, path)


def known_site(several: Sequence[Submitted], path: str) -> Site:
    """A place where one of several things is started, mostly one."""
    kinds = {each.target.kind for each in several}
    kind = kinds.pop() if len(kinds) == 1 else "unknown" if "unknown" in kinds else "either"
    origins = {each.shots_from for each in several}
    shots = origins.pop() if len(origins) == 1 else "unknown" if "unknown" in origins else "given"
    call = several[0].call
    because = next((each.target.because for each in several if each.target.because), "")
    return Site(path, *shown(call), several[0].row.provider, kind, shots, call.context.trips is not None, because)


def lost_calls(evaluation: Evaluation) -> Iterator[Call]:
    """Calls that look like they start work, on something of which nothing is known, and objects of the SDKs."""
    seen = set()
    for call in evaluation.calls:
        owner, _, method = call.callee.rpartition(".")
        if call.callee in FUNCTIONS or method not in STARTING or call.where.node in seen:
            continue
        if is_given_work(call) and (owner == "?" or is_called_like_a_device(owner)):
            seen.add(call.where.node)
            yield call


def is_given_work(call: Call) -> bool:
    """Whether the first argument may be a circuit or a problem: it is no number, no text, and no table's."""
    if not call.arguments or any(argument.name in OF_TABLES for argument in call.arguments):
        return False
    return not isinstance(call.arguments[0].value, (Known, Text))


def is_called_like_a_device(owner: str) -> bool:
    """Whether an object of a package for quantum computing has the name of something that runs circuits."""
    package, _, name = owner.partition(".")
    parts = name.removesuffix("[]").split(".")
    kind = next((part for part in reversed(parts) if part[:1].isupper()), parts[-1])
    return package in KNOWN.words("modules") and (DEVICES.search(kind) or DEVICES.search(parts[-1])) is not None


def lost_site(call: Call, path: str) -> Site:
    """A place where something unknown is started, perhaps."""
    given = next((argument for argument in call.arguments if argument.name in COUNTS), None)
    shots = "given" if given is not None and constant(given.value, int) is not None else "unknown"
    reason = call.receiver.reason if isinstance(call.receiver, Unknown) else call.callee
    return Site(path, *shown(call), SEEMING, "unknown", shots, call.context.trips is not None, f"lost: {reason}")


def shown(call: Call) -> tuple[int, str]:
    """The line of a call in its cell or file, and how it starts."""
    node = call.where.node
    return getattr(node, "lineno", 0), call.where.text.split("\n")[0][:90]


def heading() -> str:
    """The first line of the table."""
    return f"{'':42}{'calls':>7}{'hardw.':>8}{'simul.':>8}{'either':>8}{'device':>8}{'shots':>8}{'loops':>8}"


def row(title: str, sites: Sequence[Site]) -> str:
    """A line of the table: counts, then the shares that are known."""
    kinds = Counter(site.kind for site in sites)
    counted = [site for site in sites if site.shots != "none"]
    numbers = "".join(f"{kinds[kind]:8}" for kind in KINDS[:3])
    shares = (
        share(site.kind != "unknown" for site in sites),
        share(site.shots != "unknown" for site in counted),
        share(site.loops for site in sites),
    )
    return f"{title:42}{len(sites):7}{numbers}{''.join(f'{each:>8}' for each in shares)}"


def share(answers: Iterable[bool]) -> str:
    """How many of the answers are yes, in per cent."""
    given = list(answers)
    return f"{100 * sum(given) / len(given):.1f}%" if given else "-"


if __name__ == "__main__":
    sys.exit(main())
