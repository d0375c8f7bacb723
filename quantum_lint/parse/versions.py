"""Package names and version ranges, as the many formats write them, in one form: PEP 503 names and PEP 440 ranges."""

from __future__ import annotations

from quantum_lint.model import lazy

_SEPARATORS = lazy.pattern(r"[-_.]+")
_EXACT = lazy.pattern(r"={2,3}\s*v?([0-9A-Za-z][0-9A-Za-z.!+_-]*)")
_NUMBERS = lazy.pattern(r"v?(\d+(?:\.\d+)*)")
_OPERATOR = lazy.pattern(r"(===|==|~=|!=|<=|>=|<|>|=|\^|~)?\s*(\S+)")
_CONDA_BUILD = lazy.pattern(r"(==?)?\s*(\d[^=\s,]*)(?:\s*=\s*|\s+)([^=<>\s,]+)")
_CONDA_PACKAGE = lazy.pattern(
    r"\s*(?:[^\s:=<>]+(?::[^\s:=<>]+)?::)?([A-Za-z0-9_][A-Za-z0-9_.-]*)\s*(\[[^\]]*\])?([^\s#][^#]*)?"
)
_BRACKETED_VERSION = lazy.pattern(r"version\s*=\s*['\"]?([^'\"\]]+)")

#: Packages that conda calls otherwise than PyPI does; the rest of the names are the same.
CONDA_NAMES = {
    "python-symengine": "symengine",
    "pytorch": "torch",
    "python-graphviz": "graphviz",
    "matplotlib-base": "matplotlib",
    "jupyter_server": "jupyter-server",
}


def normalise(name: str) -> str:
    """The name as indexes compare it (PEP 503)."""
    return _SEPARATORS.sub("-", name).lower()


def normalise_conda(name: str) -> str:
    """The PyPI name of a conda package."""
    return CONDA_NAMES.get(name.lower(), normalise(name))


def exact(specifier: str) -> str | None:
    """The one version that a PEP 440 range allows (`==1.4.2`, not `==1.4.*`), or None."""
    for clause in specifier.split(","):
        match = _EXACT.fullmatch(clause.strip())
        if match:
            return match[1]
    return None


def from_poetry(written: str) -> str:
    """Poetry's range as PEP 440. A bare version pins; alternatives (`||`) allow anything, as far as we care."""
    if "|" in written:
        return ""
    clauses = (_from_poetry_clause(clause.strip()) for clause in written.split(","))
    return ",".join(clause for clause in clauses if clause)


def from_conda(written: str) -> str:
    """A conda range as PEP 440.

    `=1.4` means 1.4 and all that starts so. `=1.4.2` means the same in theory, and in practice the one release, which
    is how `conda env export` pins. A build string pins too.
    """
    written = written.strip()
    if not written or written == "*" or "|" in written:
        return ""
    build = _CONDA_BUILD.fullmatch(written)
    if build and "*" not in build[2] and build[3] != "*":
        return f"=={build[2]}"
    clauses = (_from_conda_clause(clause.strip()) for clause in written.split(","))
    return ",".join(clause for clause in clauses if clause)


def conda_specification(written: str) -> tuple[str, str] | None:
    """Name and PEP 440 range of a package as conda writes it; None for a template and for what is no package."""
    match = _CONDA_PACKAGE.match(written)
    if match is None or "{" in written or "$" in written:
        return None
    bracketed = _BRACKETED_VERSION.search(match[2]) if match[2] else None
    version = bracketed[1] if bracketed else match[3] or ""
    return normalise_conda(match[1]), from_conda(version)


def _from_poetry_clause(clause: str) -> str:
    match = _OPERATOR.fullmatch(clause)
    if match is None or match[2] == "*":
        return ""
    operator, version = match[1] or "==", match[2]
    if operator in ("^", "~"):
        return _up_to_next(operator, version)
    return f"{'==' if operator == '=' else operator}{version}"


def _up_to_next(operator: str, version: str) -> str:
    """The range of a caret (the first number that is not 0 stays) or of a tilde (the first two numbers stay)."""
    match = _NUMBERS.match(version)
    if match is None:
        return ""
    numbers = [int(number) for number in match[1].split(".")]
    if operator == "^":
        kept = next((index for index, number in enumerate(numbers) if number), len(numbers) - 1)
    else:
        kept = min(1, len(numbers) - 1)
    upper = [*numbers[:kept], numbers[kept] + 1]
    return f">={version},<{'.'.join(map(str, upper))}"


def _from_conda_clause(clause: str) -> str:
    match = _OPERATOR.fullmatch(clause)
    if match is None or match[2] == "*":
        return ""
    operator, version = match[1] or "==", match[2]
    if operator == "=":
        fuzzy = version.count(".") < 2 and not version.endswith("*")
        return f"=={version}.*" if fuzzy else f"=={version}"
    return f"{operator}{version if version.count('.*') or '*' not in version else version.replace('*', '.*')}"
