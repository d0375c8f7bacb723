"""What a file is written in, told by its name (and, for a script without a suffix, by its first line)."""

from __future__ import annotations

import re

#: Whole-path patterns, first match wins; the path is matched from its start or from any folder on.
_BY_PATH: tuple[tuple[str, str], ...] = (
    (r"\.github/workflows/[^/]+\.ya?ml", "github-workflow"),
    (r"action\.ya?ml", "github-action"),
    (r"(docker-)?compose([.-][^/]*)?\.ya?ml", "compose"),
    (r"[^/]*environment[^/]*\.ya?ml", "conda-environment"),
    (r"pixi\.lock", "pixi-lock"),
    (r"uv\.lock|[^/]+\.py\.lock", "uv-lock"),
    (r"poetry\.lock", "poetry-lock"),
    (r"pdm\.lock", "pdm-lock"),
    (r"Pipfile\.lock", "pipfile-lock"),
    (r"pylock(\.[^/]+)?\.toml", "pylock"),
    (r"pyproject\.toml|pixi\.toml", "pyproject"),
    (r"Pipfile", "pipfile"),
    (r"\.devcontainer/[^/]*\.json|\.?devcontainer\.json", "devcontainer"),
    (r"[^/]*constraints[^/]*\.(txt|in)|constraints/[^/]+\.txt", "constraints"),
    (r"[^/]*requirements[^/]*\.(txt|in|pip)|requirements/[^/]+\.(txt|in)", "requirements"),
    (r"([^/]*[.-])?(Dockerfile|Containerfile)([.-][^/]*)?|[^/]+\.dockerfile", "dockerfile"),
    (r"\.env|\.env\.[^/]+|[^/]+\.env|\.envrc", "dotenv"),
    (r"Makefile|makefile|GNUmakefile", "text"),
    (r"qiskitrc|dwave\.conf|\.?qbraidrc|tergiterc|qirc|pip\.conf|\.pypirc|\.forest_config|\.qcs_config", "ini"),
    (r"postBuild|\.bashrc|\.bash_profile|\.zshrc|\.profile", "shell"),
)
_PATTERN = re.compile("|".join(rf"(?P<_{index}>(?:^|.*/)(?:{pattern})$)" for index, (pattern, _) in enumerate(_BY_PATH)))

_BY_SUFFIX: dict[str, str] = {
    "py": "python", "pyi": "python", "pyw": "python", "ipynb": "notebook",
    "sh": "shell", "bash": "shell", "zsh": "shell", "ksh": "shell",
    "yaml": "yaml", "yml": "yaml", "toml": "toml", "json": "json", "jsonl": "text",
    "ini": "ini", "cfg": "ini", "conf": "ini", "properties": "properties",
    "md": "markdown", "markdown": "markdown", "qmd": "markdown",
}  # fmt: skip
_SHEBANGS: tuple[tuple[bytes, str], ...] = ((b"python", "python"), (b"sh", "shell"))

_TEST_PATH = re.compile(r"(?:^|/)(?:tests?|testing)/|(?:^|/)(?:test_[^/]*|[^/]*_test|conftest)\.(?:py|ipynb)$")
_EXAMPLE_PATH = re.compile(r"(?:^|/)(?:examples?|demos?|tutorials?|docs?|samples?)/", re.IGNORECASE)


def language_of(path: str, data: bytes = b"") -> str:
    """The language of a file; `text` where nothing tells."""
    match = _PATTERN.match(path)
    if match and match.lastgroup:
        return _BY_PATH[int(match.lastgroup[1:])][1]
    name = path.rpartition("/")[2]
    _, dot, suffix = name.rpartition(".")
    if dot:
        return _BY_SUFFIX.get(suffix.lower(), "text")
    return _language_of_script(data)


def traits_of(path: str, data: bytes = b"") -> frozenset[str]:
    """What a rule may know about where a file stands."""
    traits = set()
    if _TEST_PATH.search(path):
        traits.add("test")
    if _EXAMPLE_PATH.search(path):
        traits.add("example")
    if path.endswith(".ipynb"):
        traits.add("notebook")
    if path.endswith((".md", ".markdown", ".rst", ".qmd")):
        traits.add("documentation")
    return frozenset(traits)


def _language_of_script(data: bytes) -> str:
    if not data.startswith(b"#!"):
        return "text"
    first = data[:200].splitlines()[0]
    return next((language for word, language in _SHEBANGS if word in first), "text")
