"""Facts: what documents say that rules over a whole repository, and the inventory, are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from quantum_lint.model.named import NamedTuple
from quantum_lint.model.span import Span

if TYPE_CHECKING:
    from decimal import Decimal


class Dependency(NamedTuple):
    """A package asked for somewhere. `name` is normalised (PEP 503); `specifier` is PEP 440 text or empty.

    `source` tells the kind of place: `requirements`, `constraints`, `pyproject`, `conda`, `lock`, `command`,
    `script`, ... `url` is set for VCS and URL requirements, `hashes` counts the hashes given. `constrained` is set
    where another file settles the version: constraints, or a lock that the same command reads. `prereleases` is set
    where versions before a release may be chosen although the range names none. `uploaded` is the day, as an ISO date,
    on which the version came to the index.
    """

    name: str
    specifier: str
    span: Span
    source: str
    url: str | None = None
    hashes: int = 0
    extras: tuple[str, ...] = ()
    marker: str | None = None
    group: str | None = None
    ecosystem: Literal["pypi", "conda"] = "pypi"
    constrained: bool = False
    prereleases: bool = False
    uploaded: str = ""


class LockedExtras(NamedTuple):
    """The extras with which a lock has a package: those `carried`, of those `offered` (None: whatever there are)."""

    name: str
    carried: frozenset[str]
    offered: frozenset[str] | None = None


class PackageIndex(NamedTuple):
    """A place that packages may come from, or a setting that trusts one more than by default.

    `kind` is `primary` (replaces PyPI), `additional` (asked beside it), `links` (a page of archives), `trusted-host`
    (no check of its certificate) or `strategy` (the best version of any index wins). `scoped` is set where only
    packages that name the index come from it, or every package is checked against a hash.
    """

    kind: Literal["primary", "additional", "links", "trusted-host", "strategy"]
    url: str
    span: Span
    source: str
    scoped: bool = False


class Manifest(NamedTuple):
    """A file that declares dependencies, or locks them: `role` is `manifest`, `lock` or `constraints`.

    `application` is set where it is run and not installed by others, `pinned` where every version is exact. `name` is
    the normalised name of the project that a manifest is of, if it gives one.
    """

    role: Literal["manifest", "lock", "constraints"]
    format: str
    span: Span
    application: bool = True
    pinned: bool = False
    name: str = ""


class CredentialUse(NamedTuple):
    """A place that reads or binds a provider credential by name; never its value."""

    provider: str
    name: str
    span: Span


class CredentialValue(NamedTuple):
    """A literal bound to the `name` of a provider's credential.

    `digest` tells equal values from others within one run and nothing beyond it; `within` are the names that lead to
    this one in a document that nests.
    """

    provider: str
    name: str
    digest: str
    span: Span
    within: tuple[str, ...] = ()


class EnvironmentDump(NamedTuple):
    """A place that shows all environment variables: `how`, such as `print` or `printenv`.

    Where a `pattern` is given only the lines that hold it come through.
    """

    how: str
    span: Span
    pattern: str = ""


class SecurityCheck(NamedTuple):
    """A place that runs a `tool` which looks for secrets, audits dependencies, or does what this program does."""

    tool: str
    purpose: Literal["secrets", "dependencies", "everything"]
    span: Span


class IgnorePattern(NamedTuple):
    """A line of a `.gitignore`; one that starts with `!` takes back what earlier ones ignore."""

    pattern: str
    span: Span


class OwnedPaths(NamedTuple):
    """A line of a CODEOWNERS file: the paths that a pattern names, which have owners unless it gives none."""

    pattern: str
    owned: bool
    span: Span


class Cost(NamedTuple):
    """What work costs each time, as far as it can be known without its circuits; `least` says that it may be more.

    `text` tells people what is paid for, by what rate.
    """

    amount: Decimal
    currency: str
    text: str
    least: bool = False


class SavedOutputs(NamedTuple):
    """The MIME types of what the code cells of a notebook showed and it keeps; `span` is the start of the file."""

    types: frozenset[str]
    span: Span


class Submission(NamedTuple):
    """A call that starts work on hardware, or may: `target` is `hardware`, `simulator` or `unknown`.

    `sure` is set where running the file surely makes the call, on hardware; `earnest` where the file is neither there
    to be read nor a rehearsal. A call in another file stands at the place that leads there.
    """

    provider: str
    callee: str
    span: Span
    target: Literal["hardware", "simulator", "unknown"]
    shots: int | None = None
    device: str | None = None
    sure: bool = False
    earnest: bool = True
    cost: Cost | None = None


class CircuitRead(NamedTuple):
    """A call that reads circuits in a `format` from what the program did not write itself.

    `origin` is what kind of outside thing they come from; empty where nothing says it.
    """

    provider: str
    callee: str
    format: str
    span: Span
    origin: str = ""


class CircuitSource(NamedTuple):
    """A program in a circuit language: a file (an empty span), or a call that is handed one as a literal."""

    span: Span


class FlawedCall(NamedTuple):
    """A call of what an advisory names as the way to its flaw: `callee` is its qualified name."""

    callee: str
    span: Span


class WrittenVersion(NamedTuple):
    """Where the exact version of a dependency may be changed: `place` holds the `operator` and what follows it.

    `asked` is the span of the dependency.
    """

    asked: Span
    place: Span
    operator: str


class Located(NamedTuple):
    """A fact with the path of the file it came from; the engine adds the path, a parser never knows it.

    `piece` is where in the file the text starts that states it: the script of a step, the file itself.
    """

    path: str
    fact: object
    piece: int = 0
