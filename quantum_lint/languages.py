"""What a file is written in, told by its name (and, for a script without a suffix, by its first line).

Plain string tests: compiling one pattern for all names would cost 3 ms of every hook run.
"""

from __future__ import annotations

from collections.abc import Iterator

#: Languages of which rules see the text alone: nothing in them is a setting, a command or a program.
PROSE = frozenset({"text", "attachment", "markdown", "qasm", "gitignore", "codeowners"})
_BY_NAME: dict[str, str] = {
    "uv.lock": "uv-lock", "poetry.lock": "poetry-lock", "pdm.lock": "pdm-lock", "pipfile.lock": "pipfile-lock",
    "pixi.lock": "pixi-lock", "pyproject.toml": "pyproject", "pixi.toml": "pyproject", "pipfile": "pipfile",
    "tox.toml": "tox", "hatch.toml": "hatch",
    ".pre-commit-config.yaml": "pre-commit", ".pre-commit-config.yml": "pre-commit",
    ".readthedocs.yaml": "readthedocs", ".readthedocs.yml": "readthedocs",
    "readthedocs.yaml": "readthedocs", "readthedocs.yml": "readthedocs",
    "devcontainer.json": "devcontainer", ".devcontainer.json": "devcontainer",
    "action.yml": "github-action", "action.yaml": "github-action",
    "makefile": "makefile", "gnumakefile": "makefile", "postbuild": "shell",
    ".bashrc": "shell", ".bash_profile": "shell", ".zshrc": "shell", ".profile": "shell", ".envrc": "dotenv",
    "qiskitrc": "ini", "qbraidrc": "ini", ".qbraidrc": "ini", "tergiterc": "ini", "qirc": "ini",
    ".pypirc": "ini", ".netrc": "netrc", "_netrc": "netrc", ".forest_config": "ini", ".qcs_config": "ini",
    ".gitignore": "gitignore", "codeowners": "codeowners", "jenkinsfile": "jenkinsfile",
}  # fmt: skip
_BY_SUFFIX: dict[str, str] = {
    "py": "python", "pyi": "python", "pyw": "python", "ipynb": "notebook",
    "sh": "shell", "bash": "shell", "zsh": "shell", "ksh": "shell",
    "fish": "shell", "csh": "shell", "tcsh": "shell", "ps1": "shell", "psm1": "shell", "bat": "shell", "cmd": "shell",
    "yaml": "yaml", "yml": "yaml", "toml": "toml", "json": "json",
    "ini": "ini", "cfg": "ini", "conf": "ini", "properties": "properties", "env": "dotenv",
    "service": "ini", "tfvars": "hcl", "tf": "terraform", "hcl": "hcl", "tfstate": "terraform-state", "bicep": "bicep",
    "qasm": "qasm", "qasm2": "qasm", "qasm3": "qasm",
    "jenkinsfile": "jenkinsfile",
    "mk": "makefile", "md": "markdown", "markdown": "markdown", "qmd": "markdown", "rmd": "markdown",
    "dockerfile": "dockerfile",
}  # fmt: skip
#: Names that end so are no plain data of the language of their last suffix.
_BY_ENDING = {".tf.json": "terraform-json", ".tfvars.json": "json", ".tfstate.backup": "terraform-state"}
#: What all must stand near the start of a file of data that is one of these and not only of its language.
_BY_CONTENT: dict[str, tuple[tuple[str, tuple[bytes, ...]], ...]] = {
    "yaml": (
        ("cloudformation", (b"AWSTemplateFormatVersion",)),
        ("cloudformation", (b"AWS::Serverless-2016-10-31",)),
        ("cloudformation", (b"Resources:", b"Type:", b"AWS::")),
        ("kubernetes", (b"apiVersion:", b"kind:")),
        ("gitlab-ci", (b"\n  stage:", b"\n  script:")),
        ("azure-pipelines", (b"steps:", b"displayName:")),
        ("azure-pipelines", (b"steps:", b"task: ", b"inputs:")),
        ("conda-environment", (b"channels:", b"dependencies:", b"- ")),
    ),
    "json": (
        ("cloudformation-json", (b'"AWSTemplateFormatVersion"',)),
        ("cloudformation-json", (b'"Resources"', b'"Type"', b'"AWS::')),
        ("arm", (b"/deploymentTemplate.json",)),
        ("arm", (b"/subscriptionDeploymentTemplate.json",)),
        ("iam-policy", (b'"Statement"', b'"Effect"')),
    ),
}
#: Bytes that are looked at for it.
_START = 20_000
#: Suffixes that decide alone: `Dockerfile.py` is Python.
_CODE = frozenset({"py", "pyi", "pyw", "ipynb", "sh", "md", "json"})
_SHEBANGS: tuple[tuple[bytes, str], ...] = ((b"python", "python"), (b"sh", "shell"))
#: Folders whose YAML is for Azure Pipelines.
_AZURE_FOLDERS = frozenset((".azure-pipelines", "azure-pipelines", ".azure-devops", ".azuredevops", ".pipelines"))
_DOCUMENTS = (".md", ".markdown", ".rst", ".qmd", ".rmd")
#: Folders that installers fill. Where one is committed, nobody in the project wrote what is in it.
INSTALLED_FOLDERS = frozenset({"site-packages", "dist-packages", "node_modules"})
_TEST_FOLDERS = frozenset({"test", "tests", "testing"})
_BENCHMARK_FOLDERS = frozenset({"bench", "benches", "benchmark", "benchmarks", "benchmarking"})
_BENCHMARK_NAMES = ("bench_", "benchmark")
_EXAMPLE_FOLDERS = frozenset(
    {"example", "examples", "demo", "demos", "tutorial", "tutorials", "doc", "docs", "sample", "samples"}
)


#: What a lock is called that may stand beside a manifest of the language, or, for a workspace, in a folder above.
_LOCKS = {
    "pyproject": ("uv.lock", "poetry.lock", "pdm.lock", "pylock.toml", "pixi.lock"),
    "pipfile": ("Pipfile.lock",),
}


def language_of(path: str, data: bytes = b"") -> str:
    """The language of a file; `text` where nothing tells."""
    folder, _, name = path.lower().rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    found = _BY_NAME.get(name)
    if found is None and suffix in ("yml", "yaml"):
        found = _yaml(folder, stem)
    elif found is None and suffix in ("txt", "in", "pip"):
        found = _pip(folder, stem)
    elif found is None and suffix not in _CODE:
        found = _special(name)
    if found is None and dot:
        found = _by_ending(name) or _BY_SUFFIX.get(suffix, "text")
    return _by_content(found, data) if found in _BY_CONTENT else found or _language_of_script(data)


def traits_of(path: str) -> frozenset[str]:
    """What a rule may know about where a file stands."""
    *folders, name = path.lower().split("/")
    stem, _, suffix = name.rpartition(".")
    traits = set()
    if not _TEST_FOLDERS.isdisjoint(folders) or _is_for_tests(stem, suffix):
        traits.add("test")
    named = stem.startswith(("test", "conftest")) or stem.endswith(("_test", "_tests"))
    if named and (suffix == "py" or (suffix == "ipynb" and not _TEST_FOLDERS.isdisjoint(folders))):
        traits.add("collected")
    if not _BENCHMARK_FOLDERS.isdisjoint(folders) or stem.startswith(_BENCHMARK_NAMES):
        traits.add("benchmark")
    if not _EXAMPLE_FOLDERS.isdisjoint(folders):
        traits.add("example")
    if suffix == "ipynb":
        traits.add("notebook")
    if name.endswith(_DOCUMENTS):
        traits.add("documentation")
    if suffix == "in":
        traits.add("lock-input")
    return frozenset(traits)


def _is_for_tests(stem: str, suffix: str) -> bool:
    """Whether the name of a module, or of a file of requirements, says that tests need it and nothing else."""
    if suffix in ("py", "ipynb"):
        return stem.startswith("test_") or stem.endswith("_test") or stem == "conftest"
    return _pip("", stem) is not None and not _TEST_FOLDERS.isdisjoint(stem.replace("_", "-").split("-"))


def builders_of(path: str, language: str) -> Iterator[str]:
    """Where the file may be that builds a package with the requirements in this one; nothing for any other file."""
    folder = path.rpartition("/")[0]
    above, _, own = folder.rpartition("/")
    for place in (folder, above) if own.startswith("req") else (folder,):
        for name in ("pyproject.toml", "setup.py", "setup.cfg") if language == "requirements" else ():
            yield f"{place}/{name}".lstrip("/")


def locks_of(path: str, language: str) -> Iterator[str]:
    """Where a lock that covers the manifest may be; nothing for a file that is no manifest."""
    names = _LOCKS.get(language, ())
    folders = path.split("/")[:-1]
    for depth in range(len(folders), -1, -1) if names else ():
        yield from ("/".join((*folders[:depth], name)) for name in names)


def _yaml(folder: str, stem: str) -> str:
    parents = folder.split("/")
    if parents[-2:] == [".github", "workflows"]:
        return "github-workflow"
    if stem.endswith(".gitlab-ci") or parents[-2:] == [".gitlab", "ci"] or ".gitlab-ci" in parents:
        return "gitlab-ci"
    if ".circleci" in parents:
        return "circleci"
    if stem.startswith("bitbucket-pipelines"):
        return "bitbucket-pipelines"
    if stem.startswith("azure-pipeline") or not _AZURE_FOLDERS.isdisjoint(parents):
        return "azure-pipelines"
    if stem.startswith(("compose", "docker-compose")):
        return "compose"
    if stem.endswith("conda-lock"):
        return "conda-lock"
    return "conda-environment" if "environment" in stem else "yaml"


def _pip(folder: str, stem: str) -> str | None:
    parent = folder.rpartition("/")[2]
    if "constraints" in stem or parent == "constraints":
        return "constraints"
    return "requirements" if "requirements" in stem or parent == "requirements" else None


def _special(name: str) -> str | None:
    """Names that carry a word of their own before or after a dot."""
    if name.startswith("jenkinsfile."):
        return "jenkinsfile"
    if any(piece in ("dockerfile", "containerfile") for piece in name.replace("-", ".").split(".")):
        return "dockerfile"
    if name == ".env" or name.startswith(".env."):
        return "dotenv"
    if name.startswith("pylock.") and name.endswith(".toml"):
        return "pylock"
    if name.startswith("conda-") and name.endswith(".lock"):
        return "conda-explicit"
    return "uv-lock" if name.endswith(".py.lock") else None


def _by_ending(name: str) -> str | None:
    return next((language for ending, language in _BY_ENDING.items() if name.endswith(ending)), None)


def _by_content(language: str, data: bytes) -> str:
    """What a file of data describes, where it tells."""
    start = data[:_START]
    for found, signs in _BY_CONTENT[language]:
        if all(sign in start for sign in signs):
            return found
    return language


def _language_of_script(data: bytes) -> str:
    if not data.startswith(b"#!"):
        return "text"
    first = data[:200].splitlines()[0]
    return next((language for word, language in _SHEBANGS if word in first), "text")
