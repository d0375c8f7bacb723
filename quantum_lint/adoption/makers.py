"""One function for each thing that a repository may lack: what it proposes, or why it proposes nothing."""

from __future__ import annotations

from quantum_lint import __version__
from quantum_lint.adoption import hooks
from quantum_lint.adoption.hosts import Host, filled
from quantum_lint.adoption.proposal import Proposal, appended, new
from quantum_lint.adoption.repository import Repository, ask_git
from quantum_lint.adoption.source import requirement
from quantum_lint.knowledge import Knowledge
from quantum_lint.toml import TOMLDecodeError, loads

CONFIGURATION = "quantum-lint.toml"
PROJECT = "pyproject.toml"
_NAME = b"quantum-lint"
_GUIDE = "docs/other-hosts.md of quantum-lint shows what to add"
_HOOKS_GUIDE = "docs/pre-commit.md of quantum-lint shows the entry"

Answer = Proposal | str


def answers(repository: Repository, knowledge: Knowledge) -> list[Answer]:
    """What is proposed for each thing, in the order in which people meet them."""
    return [
        configuration(repository),
        hook_entry(repository),
        pipeline(repository),
        ignored_files(repository, knowledge),
    ]


def configuration(repository: Repository) -> Answer:
    """A table in pyproject.toml where there is one, else a file of our own."""
    if repository.read(CONFIGURATION) is not None:
        return f"{CONFIGURATION} is there already"
    settings = filled(CONFIGURATION, {})
    project = repository.read(PROJECT)
    if project is not None and "quantum-lint" in _tools(project):
        return f"{PROJECT} has [tool.quantum-lint] already"
    if project is not None:
        proposal = appended(PROJECT, project, f"[tool.quantum-lint]\n{settings}")
        if "quantum-lint" in _tools(proposal.after):
            return proposal
    return new(CONFIGURATION, settings)


def _tools(project: bytes) -> dict[str, object]:
    """The table `tool`, empty where the file is not TOML."""
    try:
        table: dict[str, object] = loads(project.decode()).get("tool", {})
    except (TOMLDecodeError, UnicodeDecodeError):
        return {}
    return table


def hook_entry(repository: Repository) -> Answer:
    """The hooks, in the file that pre-commit and prek read."""
    before = repository.read(hooks.FILE)
    if before is not None and _NAME in before:
        return f"{hooks.FILE} names quantum-lint already"
    template = "pre-commit.yaml" if repository.source else "pre-commit-package.yaml"
    blanks = _blanks(repository)
    fixes = filled(f"notebooks-{template}", blanks) if repository.notebooks() else ""
    entry = filled(template, {**blanks, "fixes": fixes})
    return hooks.proposed(before, entry) or f"{hooks.FILE} is not written as init can add to; {_HOOKS_GUIDE}"


def pipeline(repository: Repository) -> Answer:
    """A job of the host: a file of its own, or a job more in the file of all."""
    host = repository.host
    if host is None:
        return "no pipeline, since neither `origin` nor a file tells the host; name it with --host"
    named = next((path for path in _pipelines(repository, host) if _NAME in (repository.read(path) or b"")), None)
    if named is not None:
        return f"{named} names quantum-lint already"
    before = repository.read(host.pipeline)
    if before is None:
        return new(host.pipeline, filled(_template(host, repository), _blanks(repository)))
    stage = _stage(before) if host.joins else None
    if stage is None:
        return f"{host.pipeline} holds the jobs of others; {_GUIDE}"
    return appended(host.pipeline, before, filled(host.template, {**_blanks(repository), "stage": stage}))


def _pipelines(repository: Repository, host: Host) -> list[str]:
    folder = host.pipeline.rpartition("/")[0]
    beside = [path for path in repository.paths if folder and path.startswith(f"{folder}/")]
    return sorted({host.pipeline, *beside})


def _template(host: Host, repository: Repository) -> str:
    """An action can be used only from where GitHub finds it."""
    from_a_package = host.name == "github" and not (repository.source and repository.source.action)
    return "github-package.yml" if from_a_package else host.template


def _stage(before: bytes) -> str | None:
    """A stage of a GitLab pipeline that a job can be in: `test`, which is there unless others are named."""
    import yaml

    try:
        top = yaml.compose(before.decode(), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError):
        return None
    if top is None:
        return "test"
    if not isinstance(top, yaml.MappingNode):
        return None
    named = [stage.value for key, value in top.value if key.value == "stages" for stage in value.value]
    return "test" if "test" in named or not named else named[0]


def ignored_files(repository: Repository, knowledge: Knowledge) -> Answer:
    """Lines of .gitignore for the credential files that people put beside code which uses these providers."""
    if not repository.providers:
        return "nothing for .gitignore, since no use of a provider's credential was found"
    local = [each.paths[0] for each in knowledge.files if each.local and each.provider in repository.providers]
    wanted = [".env", *sorted(local)]
    asked = ("-c", "core.excludesFile=", "check-ignore", "--no-index", "--stdin")
    known = ask_git(repository.root, *asked, given="".join(f"{name}\n" for name in wanted)).splitlines()
    missing = [name for name in wanted if name not in known]
    if not missing:
        return ".gitignore names every credential file that there may be"
    lines = "".join(f"{name}\n" for name in missing)
    text = f"# Credentials of quantum providers\n{lines}"
    before = repository.read(".gitignore")
    return new(".gitignore", text) if before is None else appended(".gitignore", before, text)


def _blanks(repository: Repository) -> dict[str, str]:
    source = repository.source
    return {
        "requirement": requirement(source),
        "version": __version__,
        "branch": repository.branch,
        "stage": "test",
        **({"repository": source.url, "commit": source.commit, "action": source.action or ""} if source else {}),
    }
