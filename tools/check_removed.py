"""Checks `rules/removed/*.toml` against the packages themselves: `python -m tools.check_removed [FAMILY ...]`.

For each entry two releases are installed from PyPI beside each other: the last one before the version that the entry
names, and the first one of it. The name, method or argument has to be there in the first and must not be in the second;
where it is said to have moved, its new place has to exist. Needs the network and some minutes.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from packaging.version import Version

from quantum_lint.removals import Family, Removal, families

#: What the packages need to be imported, in versions that old ones can be imported with.
SUPPORT = (
    "numpy<2", "scipy", "sympy", "rustworkx", "retworkx", "dill", "python-dateutil", "stevedore", "typing-extensions",
    "symengine", "setuptools<70", "ply", "psutil", "requests", "requests-ntlm", "websocket-client", "websockets",
    "ibm-platform-services", "pydantic", "networkx", "sortedcontainers", "tqdm", "matplotlib", "pandas", "autograd",
    "appdirs", "autoray==0.6.12", "cachetools", "diastatic-malt", "tomlkit", "toml", "semantic-version", "boltons",
    "boto3", "nest-asyncio", "backoff", "oqpy", "cloudpickle", "antlr4-python3-runtime==4.13.2", "attrs", "duet",
    "lark", "rpcq", "deprecated", "types-deprecated", "httpx", "pyjwt", "retry", "immutables", "gast",
    "numba", "packaging",
)  # fmt: skip
#: Packages that one can only be imported with, in the release that came before the first of the given version.
BESIDE: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "qiskit-ibm-runtime": (
        ("0", "qiskit-terra", "0.25.3"), ("0", "qiskit-ibm-provider", "0.7.3"), ("0", "qiskit-aer", "0.14.2"),
        ("0.20", "qiskit", "1.1.2"), ("0.37", "qiskit", "2.0.3"), ("0.46", "qiskit", "2.4.2"),
    ),
    "qiskit-aer": (("0", "qiskit-terra", "0.25.3"),),
    "amazon-braket-sdk": (
        ("0", "amazon-braket-schemas", "1.18.0"), ("0", "amazon-braket-default-simulator", "1.20.0"),
    ),
    "pennylane": (("0.43", "autoray", "0.8.0"),),
}  # fmt: skip
#: Packages whose old releases need old releases of what they stand on.
WHOLE = ("pyquil",)
#: Where the numbers of an older package stand for those of the newer one.
OLDER = {"qiskit": ("qiskit-terra", "0.45")}
#: Run with the packages of one release on the path: answers which of the names on standard input exist.
PROBE = """
import importlib, importlib.abc, importlib.util, inspect, json, sys, warnings
warnings.simplefilter("ignore")

def resolved(name):
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError as error:
            if not ".".join(parts).startswith(error.name or "?"):
                raise
            continue
        for part in parts[length:]:
            found = getattr(found, part)
        return found
    raise AttributeError(name)

def exists(name, argument):
    try:
        found = resolved(name)
    except AttributeError:
        return False
    return not argument or argument in inspect.signature(found).parameters

answers = []
importlib.import_module(sys.argv[1])
for name, argument in json.load(sys.stdin):
    try:
        answers.append(exists(name, argument))
    except Exception as error:
        answers.append(repr(error)[:200])
print("\\0" + json.dumps(answers))
"""


class Verdict(NamedTuple):
    """What became of one entry: `wrong` says what is not so, `unchecked` why that could not be told."""

    entry: str
    wrong: str = ""
    unchecked: str = ""


class Shelf:
    """Releases installed beside each other in a folder, and an interpreter that has what they need."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._python = folder / "support" / "bin" / "python"
        self._versions: dict[str, list[Version]] = {}
        if not self._python.exists():
            subprocess.run([sys.executable, "-m", "venv", folder / "support"], check=True)
            self._pip("install", "--quiet", *SUPPORT)

    def _pip(self, *words: str | Path) -> str:
        command = [self._python, "-m", "pip", "--disable-pip-version-check", *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def versions(self, package: str) -> list[Version]:
        """The releases of a package that this Python can install, oldest first."""
        if package not in self._versions:
            listed = re.search(r"^Available versions: (.*)$", self._pip("index", "versions", package), re.MULTILINE)
            self._versions[package] = sorted(map(Version, listed[1].split(", "))) if listed else []
        return self._versions[package]

    def installed(self, package: str, version: str) -> Path | None:
        """The folder of a release, without what it needs; None where it cannot be installed."""
        target = self._folder / f"{package}-{version}"
        if not target.exists():
            try:
                alone = () if package in WHOLE else ("--no-deps",)
                self._pip("install", "--quiet", *alone, "--target", target, f"{package}=={version}")
            except subprocess.CalledProcessError:
                return None
        return target

    def ask(self, package: str, version: str, root: str, names: list[tuple[str, str]]) -> list[bool | str]:
        """For each name (and argument) whether the release has it, or why that could not be told."""
        folders = [self.installed(package, version), *(self.installed(*other) for other in _beside(package, version))]
        path = ":".join(str(folder) for folder in folders if folder is not None)
        if folders[0] is None:
            return ["cannot be installed here"] * len(names)
        answer = subprocess.run(
            [self._python, "-c", PROBE, root],
            input=json.dumps(names),
            env={"PYTHONPATH": path, "HOME": str(self._folder)},
            capture_output=True,
            text=True,
            check=False,
        )
        answers: list[bool | str] = json.loads(answer.stdout.rpartition("\0")[2] or "null") or []
        return answers or ["cannot be imported here"] * len(names)


def check(family: Family, shelf: Shelf) -> Iterator[Verdict]:
    """A verdict for each entry of the family."""
    by_version: dict[str, list[Removal]] = defaultdict(list)
    for removal in family.removals:
        by_version[removal.version].append(removal)
    for version, removals in by_version.items():
        pair = _pair(family.packages[0], version, shelf)
        if pair is None:
            yield from (Verdict(each.name, unchecked=f"no release before {version}") for each in removals)
        else:
            yield from _compared(family, removals, pair, shelf)


def _pair(package: str, version: str, shelf: Shelf) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """The last release before the version and the first one of it."""
    releases = [each for each in shelf.versions(package) if not each.is_prerelease]
    at = [each for each in releases if each >= Version(version)]
    before = [each for each in releases if each < Version(version)]
    if not at or not before:
        return None
    older, since = OLDER.get(package, ("", "0"))
    if older and before[-1] < Version("1.0") and before[-1] >= Version(since):
        return (older, str(before[-1])), (package if at[0] >= Version("1.0") else older, str(at[0]))
    return (package, str(before[-1])), (package, str(at[0]))


def _compared(
    family: Family, removals: list[Removal], pair: tuple[tuple[str, str], tuple[str, str]], shelf: Shelf
) -> Iterator[Verdict]:
    names = [(each.name.replace(".*", ""), each.argument) for each in removals]
    before = shelf.ask(*pair[0], family.roots[0], names)
    after = shelf.ask(*pair[1], family.roots[0], names)
    moved = shelf.ask(*pair[1], family.roots[0], [(_target(each), "") for each in removals])
    for each, had, has, target in zip(removals, before, after, moved, strict=True):
        yield _verdict(each, had, has, target, family, pair)


def _target(removal: Removal) -> str:
    """Where the entry says that the thing is now."""
    return f"{removal.name.rpartition('.')[0]}.{removal.new}" if removal.kind == "method" else removal.new


def _verdict(
    removal: Removal,
    had: bool | str,
    has: bool | str,
    target: bool | str,
    family: Family,
    pair: tuple[tuple[str, str], tuple[str, str]],
) -> Verdict:
    entry = f"{removal.name}({removal.argument})" if removal.argument else removal.name
    if "*" in removal.name or removal.values or removal.refuses:
        return Verdict(entry, unchecked="no name tells")
    if removal.package:
        had = True
    unknown = next((each for each in (had, has) if isinstance(each, str)), None)
    if unknown is not None:
        return Verdict(entry, unchecked=unknown)
    if not had:
        return Verdict(entry, wrong=f"is not in {'=='.join(pair[0])}")
    if has:
        return Verdict(entry, wrong=f"is still in {'=='.join(pair[1])}")
    within = removal.new and removal.kind != "argument" and _target(removal).partition(".")[0] in family.roots
    return Verdict(entry, wrong=f"{_target(removal)} is not in {'=='.join(pair[1])}" if within and not target else "")


def _beside(package: str, version: str) -> Iterable[tuple[str, str]]:
    needed = {name: other for since, name, other in BESIDE.get(package, ()) if Version(since) <= Version(version)}
    if "qiskit" in needed:
        needed.pop("qiskit-terra", None)
    return needed.items()


def main(words: list[str]) -> int:
    """Write what is wrong and how much was checked; 1 if anything is wrong."""
    folder = Path(tempfile.gettempdir()) / "quantum-lint-removed"
    folder.mkdir(exist_ok=True)
    shelf = Shelf(folder)
    wrong = 0
    for family in families():
        if not words or family.name in words:
            verdicts = list(check(family, shelf))
            wrong += sum(1 for each in verdicts if each.wrong)
            sys.stdout.writelines(f"{family.name}: {line}\n" for line in _told(verdicts))
    return 1 if wrong else 0


def _told(verdicts: list[Verdict]) -> Iterator[str]:
    """What is wrong, entry by entry, and what was not checked, by reason."""
    yield from (f"{each.entry} {each.wrong}" for each in verdicts if each.wrong)
    unchecked = Counter(each.unchecked for each in verdicts if each.unchecked)
    yield f"{len(verdicts) - unchecked.total()} of {len(verdicts)} entries checked"
    yield from (f"    {count} not: {reason}" for reason, count in sorted(unchecked.items()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
