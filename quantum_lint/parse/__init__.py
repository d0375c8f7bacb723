"""Parsers: one module per language, from a file to fragments and from a fragment to a document.

A module says two things: `cut(file)` gives the top-level fragments of a file of a composite language (of any other the
file is one fragment), and `parse(fragment)` gives the document. Modules are imported when a file of theirs turns up.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType

from quantum_lint.model.file import File
from quantum_lint.model.fragment import Document, Fragment, Part
from quantum_lint.parse.decode import decode

#: Language -> (module, the language it refines, languages its fragments may hold). A rule that subscribes to a
#: language also sees the languages that refine it.
LANGUAGES: dict[str, tuple[str, str | None, tuple[str, ...]]] = {
    "python": ("python", None, ("script-metadata", "shell", "requirements")),
    "notebook": (
        "notebook",
        None,
        ("python", "shell", "markdown", "output", "notebook-metadata", "attachment", "text"),
    ),
    "attachment": ("text", "text", ()),
    "notebook-metadata": ("json", "json", ()),
    "output": ("output", None, ()),
    "shell": ("shell", None, ("python", "requirements")),
    "markdown": (
        "markdown",
        None,
        ("python", "shell", "yaml", "toml", "json", "ini", "dotenv", "dockerfile", "requirements"),
    ),
    "yaml": ("yaml", None, ()),
    "github-workflow": ("workflow", "yaml", ("shell", "python")),
    "github-action": ("workflow", "yaml", ("shell", "python")),
    "gitlab-ci": ("gitlab", "yaml", ("shell",)),
    "azure-pipelines": ("azure_pipelines", "yaml", ("shell", "python")),
    "circleci": ("circleci", "yaml", ("shell", "python")),
    "bitbucket-pipelines": ("bitbucket", "yaml", ("shell",)),
    "jenkinsfile": ("jenkinsfile", "text", ("shell",)),
    "compose": ("yaml", "yaml", ("shell",)),
    "conda-environment": ("conda", "yaml", ("requirements",)),
    "pre-commit": ("pre_commit", "yaml", ("requirements",)),
    "readthedocs": ("readthedocs", "yaml", ("shell",)),
    "toml": ("toml", None, ()),
    "pyproject": ("pyproject", "toml", ("ini", "shell")),
    "tox": ("pyproject", "pyproject", ()),
    "hatch": ("pyproject", "pyproject", ()),
    "script-metadata": ("pyproject", "toml", ()),
    "json": ("json", None, ()),
    "devcontainer": ("json", "json", ("shell",)),
    "ini": ("ini", None, ("requirements", "shell")),
    "dotenv": ("ini", "ini", ()),
    "properties": ("ini", "ini", ()),
    "netrc": ("ini", "ini", ()),
    "requirements": ("requirements", None, ()),
    "constraints": ("requirements", "requirements", ()),
    "lock": ("lock", None, ()),
    "uv-lock": ("lock", "lock", ()),
    "poetry-lock": ("lock", "lock", ()),
    "pdm-lock": ("lock", "lock", ()),
    "pipfile-lock": ("lock", "lock", ()),
    "pylock": ("lock", "lock", ()),
    "pixi-lock": ("lock", "lock", ()),
    "conda-lock": ("lock", "lock", ()),
    "conda-explicit": ("lock", "lock", ()),
    "pipfile": ("pyproject", "toml", ()),
    "dockerfile": ("dockerfile", None, ("shell",)),
    "makefile": ("makefile", "text", ("shell",)),
    "hcl": ("hcl", None, ()),
    "terraform": ("terraform", "hcl", ()),
    "terraform-json": ("terraform_json", "json", ()),
    "terraform-state": ("terraform_state", "json", ()),
    "cloudformation": ("cloudformation", "yaml", ()),
    "cloudformation-json": ("cloudformation", "json", ()),
    "iam-policy": ("iam_policy", "json", ()),
    "arm": ("arm", "json", ()),
    "bicep": ("bicep", "text", ()),
    "kubernetes": ("kubernetes", "yaml", ("shell",)),
    "text": ("text", None, ()),
    "gitignore": ("gitignore", "text", ()),
    "qasm": ("text", "text", ()),
    "codeowners": ("codeowners", "text", ()),
}


#: Languages in which packages are asked for, or places that they come from.
PACKAGES = frozenset({
    "requirements", "pyproject", "pipfile", "lock", "conda-environment", "script-metadata", "shell",
})  # fmt: skip

#: Languages whose files are more than one fragment; asking the modules would import the evaluator for every script.
COMPOSITE = frozenset({"notebook"})

#: A text of the language without any of these holds no piece in another language.
OPENERS: dict[str, tuple[str, ...]] = {"python": ("# ///", "install", "_require"), "markdown": ("```", "~~~", "---")}


def ancestry(language: str) -> tuple[str, ...]:
    """The language and all that it refines, nearest first."""
    found = []
    name: str | None = language
    while name is not None:
        found.append(name)
        name = LANGUAGES[name][1]
    return tuple(found)


@cache
def reachable(language: str) -> frozenset[str]:
    """Every language that can turn up in a fragment of this one, itself included."""
    found: set[str] = set()
    queue = [language]
    while queue:
        name = queue.pop()
        if name not in found:
            found.add(name)
            queue.extend(LANGUAGES[name][2])
    return frozenset(found)


def fragments(file: File) -> Iterator[Fragment]:
    """The top-level fragments of a file."""
    if file.language not in COMPOSITE:
        return iter((whole(file),))
    cut: Iterator[Fragment] = _module(file.language).cut(file)
    return cut


def whole(file: File, language: str | None = None) -> Fragment:
    """The file as one fragment."""
    text, mapped = decode(file.data)
    return Fragment(language or file.language, text, mapped, (Part(0, len(text)),), file.traits)


def document(fragment: Fragment) -> Document:
    """The parsed fragment. Never raises on bad input: what cannot be read is in `problems`."""
    parsed: Document = _module(fragment.language).parse(fragment)
    return parsed


def _module(language: str) -> ModuleType:
    return import_module(f"quantum_lint.parse.{LANGUAGES[language][0]}")
