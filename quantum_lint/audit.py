"""The online audit: what pip-audit knows of the versions that a tree pins. No answer is never taken for a good one."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from tempfile import TemporaryDirectory
from typing import Any, Literal, NamedTuple

from quantum_lint.model.fact import Dependency, Located
from quantum_lint.model.known import Advisory
from quantum_lint.parse.versions import exact

Service = Literal["pypi", "osv"]
#: Seconds after which a run of pip-audit is given up; it asks for each package in turn.
_PATIENCE = 900
#: Characters of a description that a message repeats.
_LONGEST = 240
_UNREACHED = re.compile(r"host='([\w.-]+)'.*(?:Max retries exceeded|timed out)")
_INSTEAD = "nothing was audited (`quantum-lint scan` looks up the advisories that it ships, without the network)"


class AuditError(Exception):
    """There is no answer; the message says why and what to do."""


class Pin(NamedTuple):
    """A package in one exact version."""

    name: str
    version: str


class Answers(NamedTuple):
    """What is known of the pins that were asked about.

    `audited` are those with an answer, whatever it says; `unanswered` gives the reason for each of the others.
    """

    advisories: tuple[Advisory, ...]
    audited: frozenset[Pin]
    unanswered: dict[Pin, str]


class Unaudited(NamedTuple):
    """A dependency of the file at `path` that could not be asked about, and why."""

    path: str
    dependency: Dependency
    reason: str


def pin_of(dependency: Dependency) -> Pin | None:
    """The version to ask about; None for a range, an address and what is no package of an index."""
    version = None if dependency.url else exact(dependency.specifier)
    return Pin(dependency.name, version) if version is not None and "*" not in version else None


def ask(pins: Iterable[Pin], service: Service) -> Answers:
    """What pip-audit answers about the pins. Raises AuditError where it gives no answer at all."""
    command = _command()
    answered: dict[Pin, dict[str, Any]] = {}
    for layer in _layers(pins):
        answered.update(_asked(layer, command, service))
    known = {pin: row for pin, row in answered.items() if isinstance(row.get("vulns"), list)}
    unanswered = {pin: str(row.get("skip_reason", "no answer")) for pin, row in answered.items() if pin not in known}
    if not known:
        reason = next(iter(unanswered.values()), "there is nothing to ask about")
        raise AuditError(f"no package could be audited: {reason}")
    rows = (_advisory(pin, found) for pin, row in sorted(known.items()) for found in row["vulns"])
    return Answers(tuple(rows), frozenset(known), unanswered)


def unaudited(located: Sequence[Located], answers: Answers) -> Iterator[Unaudited]:
    """The dependencies that nothing is known of, but for ranges that a pin in the same folder or above settles."""
    settled: dict[str, set[str]] = {}
    for path, dependency in _dependencies(located):
        if pin_of(dependency) in answers.audited:
            settled.setdefault(dependency.name, set()).add(path.rpartition("/")[0])
    for path, dependency in _dependencies(located):
        pin = pin_of(dependency)
        if pin is not None and pin not in answers.audited:
            yield Unaudited(path, dependency, answers.unanswered.get(pin, "no answer"))
        elif pin is None and settled.get(dependency.name, set()).isdisjoint(_upward(path)):
            reason = "it comes from an address" if dependency.url else "no exact version is named"
            yield Unaudited(path, dependency, reason)


def pins_of(located: Iterable[Located]) -> frozenset[Pin]:
    """Every exact version that the files name."""
    return frozenset(pin for _, dependency in _dependencies(located) if (pin := pin_of(dependency)) is not None)


def merged(shipped: Iterable[Advisory], online: Iterable[Advisory]) -> tuple[Advisory, ...]:
    """All advisories, without those of the service that the shipped ones tell of in their own words."""
    shipped = tuple(shipped)
    told = {(row.package, name) for row in shipped for name in (row.id, *row.aliases)}
    severities = {name: row.severity for row in shipped for name in (row.id, *row.aliases)}
    new = (row for row in online if told.isdisjoint((row.package, name) for name in (row.id, *row.aliases)))
    return (*shipped, *(row._replace(severity=_severity(row, severities)) for row in new))


def _severity(advisory: Advisory, severities: dict[str, str]) -> str:
    names = (advisory.id, *advisory.aliases)
    return next((severities[name] for name in names if name in severities), advisory.severity)


def _dependencies(located: Iterable[Located]) -> Iterator[tuple[str, Dependency]]:
    return ((each.path, each.fact) for each in located if isinstance(each.fact, Dependency))


def _upward(path: str) -> Iterator[str]:
    folder = path.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
    yield ""


def _command() -> list[str]:
    """How pip-audit is started."""
    if find_spec("pip_audit") is not None:
        return [sys.executable, "-m", "pip_audit"]
    found = shutil.which("pip-audit")
    if found is None:
        raise AuditError("the online audit needs pip-audit; install it with: pip install 'quantum-lint[audit]'")
    return [found]


def _layers(pins: Iterable[Pin]) -> Iterator[list[Pin]]:
    """The pins in as few lists as hold no package twice, which pip-audit refuses."""
    versions: dict[str, list[Pin]] = {}
    for pin in sorted(set(pins)):
        versions.setdefault(pin.name, []).append(pin)
    for number in range(max(map(len, versions.values()), default=0)):
        yield [each[number] for each in versions.values() if len(each) > number]


def _asked(pins: Sequence[Pin], command: Sequence[str], service: Service) -> dict[Pin, dict[str, Any]]:
    """The row of each pin in the answer to all of them."""
    answer = _run(pins, command, service)
    try:
        rows = {row["name"]: row for row in json.loads(answer.stdout)["dependencies"]}
    except (ValueError, KeyError, TypeError):
        raise AuditError(f"pip-audit gave no answer: {_reason(answer.stderr)}; {_INSTEAD}") from None
    return {pin: rows.get(pin.name, {}) for pin in pins}


def _run(pins: Sequence[Pin], command: Sequence[str], service: Service) -> subprocess.CompletedProcess[str]:
    with TemporaryDirectory(prefix="quantum-lint-") as folder:
        file = os.path.join(folder, "requirements.txt")
        with open(file, "w", encoding="utf-8") as stream:
            stream.writelines(f"{pin.name}=={pin.version}\n" for pin in pins)
        options = ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
        words = [*command, "--requirement", file, "--vulnerability-service", service, *options]
        try:
            return subprocess.run(words, capture_output=True, text=True, check=False, timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            raise AuditError(f"pip-audit gave no answer within {_PATIENCE} seconds") from None
        except OSError as error:
            raise AuditError(f"pip-audit cannot be started: {error.strerror}") from error


def _reason(text: str) -> str:
    """Why a program failed: the host that it could not reach, or what it says last."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    last = lines[-1] if lines else "it said nothing"
    unreached = _UNREACHED.search(last)
    return f"{unreached[1]} cannot be reached" if unreached else last[:_LONGEST]


def _advisory(pin: Pin, found: dict[str, Any]) -> Advisory:
    """A flaw as pip-audit tells of it, which is without a severity."""
    text = " ".join(str(found.get("description") or "no description").split())
    return Advisory(
        id=str(found.get("id", "")),
        package=pin.name,
        affected=(f"=={pin.version}",),
        severity="unknown",
        summary=text if len(text) <= _LONGEST else f"{text[:_LONGEST].rpartition(' ')[0]} ...",
        published="",
        source="pip-audit",
        aliases=tuple(map(str, found.get("aliases") or ())),
        fixed=tuple(map(str, found.get("fix_versions") or ())),
    )
