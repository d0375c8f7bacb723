"""What is downloaded and run in one go, so that nobody can know what ran."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.piped_scripts import Piped, host_of, piped_scripts
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options, Persona
from quantum_lint.parse.shell import ShellDocument


def check(document: ShellDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every download of a script that an interpreter reads as it comes, once for each interpreter."""
    read_only = "documentation" in document.fragment.traits
    for each in piped_scripts(document):
        harmless = read_only or "nothing-at-stake" in document.fragment.traits
        persona: Persona | None = "pedantic" if harmless and _from_vendor(each, options) else None
        yield Hit(document.span(*each.place), _note(each), severity="low" if read_only else None, persona=persona)


def _from_vendor(piped: Piped, options: Options) -> bool:
    """Whether a tool comes as its vendor hands it out."""
    return piped.url.startswith("https:") and host_of(piped.url) in options["vendors"]


def _note(piped: Piped) -> str:
    host = host_of(piped.url) or "an address that is only known when it runs"
    plain = ", over a connection that anybody on the way can change" if piped.url.startswith("http:") else ""
    return (
        f"`{piped.runner.program}` runs whatever `{piped.download.program}` gets from {host}{plain}: nobody reviewed "
        "it, and it may differ each time. Download a fixed version to a file, compare it with a hash that is written "
        'here (`echo "<sha256>  install.sh" | sha256sum --check`) and run the file.'
    )
