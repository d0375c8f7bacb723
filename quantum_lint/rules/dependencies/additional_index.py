"""Second package indexes that any name may come from."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.dependencies import indexes
from quantum_lint.model.fact import PackageIndex
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.pip_options import PYPI, host, is_local


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for every index that is asked beside another, and every page of archives without encryption."""
    found = list(indexes(document, knowledge))
    others = {host(index.url) for index in found if index.kind == "primary"} - PYPI
    for index in found:
        if index.scoped or is_local(index.url):
            continue
        if index.kind == "additional" and (others or host(index.url) not in PYPI):
            yield Hit(index.span, _note_on_index(index, others))
        elif index.kind == "links" and index.url.startswith("http://"):
            yield Hit(index.span, _note_on_links(index))


def _note_on_index(index: PackageIndex, others: set[str]) -> str:
    where = host(index.url)
    open_to_all = " Anybody may upload to test.pypi.org." if "test.pypi.org" in {where, *others} else ""
    return (
        f"Every package is looked for at {where} as well, and the highest version wins, whichever index has it: who "
        f"takes one of your names on the other index runs code in your environment.{open_to_all} Use one index, or "
        'bind packages to theirs (in uv `explicit = true` and `tool.uv.sources`, in Poetry `priority = "explicit"`).'
    )


def _note_on_links(index: PackageIndex) -> str:
    return (
        f"Archives listed by {host(index.url)} are fetched without encryption and compete with those of the index: "
        "whoever sits on the line chooses what is installed. Use an https index, or pin the archive with its hash."
    )
