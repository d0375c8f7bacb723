"""What quantum-lint knows: providers, their credentials and calls, packages, advisories. Read from `rules/`.

Everything is plain data in `rules/`, compiled once into the user's cache; the values of `model.known` are made when
asked for.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache, cached_property
from typing import Any

from quantum_lint.compiled import compiled, rules_folder
from quantum_lint.model.known import (
    Advisory,
    Binding,
    Command,
    Credential,
    CredentialFile,
    Echo,
    Identifier,
    LookAlike,
    Package,
    Plan,
    Provider,
    Save,
    SettingName,
    Usage,
)


class Knowledge:
    """All of it. `tables` is plain data; every property builds its objects once, when first asked."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self.tables = tables

    @cached_property
    def providers(self) -> Mapping[str, Provider]:
        """Providers by the stem of their file."""
        return {name: Provider(name=name, **row) for name, row in self.tables["providers"].items()}

    @cached_property
    def spellings(self) -> Mapping[str, Provider]:
        """Providers by the words that stand for them in names of variables."""
        own = {each.name.upper(): each for each in self.providers.values() if not each.everyday}
        return {**own, **{word: each for each in self.providers.values() for word in each.spellings}}

    @cached_property
    def clouds(self) -> Mapping[str, Provider]:
        """Providers by the words for the cloud that they are a service of."""
        return {word: each for each in self.providers.values() for word in each.clouds}

    @cached_property
    def credentials(self) -> Mapping[tuple[str, str], Credential]:
        """Credentials by provider and id."""
        rows = (Credential(**row) for row in self.tables["credential"])
        return {(row.provider, row.id): row for row in rows}

    @cached_property
    def shapes(self) -> tuple[Credential, ...]:
        """The credentials that can be told by shape, those that need no context first."""
        found = [row for row in self.credentials.values() if row.strength != "binding"]
        return tuple(sorted(found, key=lambda row: row.strength != "alone"))

    @cached_property
    def bindings(self) -> Mapping[str, tuple[Binding, ...]]:
        """Credential parameters by the last part of the callable's name."""
        return {last: tuple(Binding(**row) for row in rows) for last, rows in self.tables["bindings"].items()}

    def bindings_of(self, callee: str) -> tuple[Binding, ...]:
        """The credential parameters of a qualified callee."""
        return tuple(row for row in self.bindings.get(callee.rpartition(".")[2], ()) if row.fits(callee))

    @cached_property
    def attributes(self) -> Mapping[str, tuple[Binding, ...]]:
        """Bindings of attributes that credentials are assigned to, by the attribute's name."""
        found: dict[str, tuple[Binding, ...]] = {}
        for rows in self.bindings.values():
            for row in rows:
                if row.attribute:
                    found[row.attribute] = (*found.get(row.attribute, ()), row)
        return found

    @cached_property
    def settings(self) -> Mapping[str, SettingName]:
        """Setting names, secret or not, by name."""
        return {name: SettingName(**row) for name, row in self.tables["settings"].items()}

    @cached_property
    def names(self) -> frozenset[str]:
        """Names of variables that hold a credential of some provider, whoever reads them."""
        return frozenset(self.words("names"))

    @property
    def sections(self) -> Mapping[str, str]:
        """Providers by what a section of a configuration is called that belongs to one."""
        sections: Mapping[str, str] = self.tables["sections"]
        return sections

    @cached_property
    def conventions(self) -> Mapping[str, Credential]:
        """Credentials by the variable that we tell people to keep them in where no SDK reads one."""
        rows = [row for row in self.credentials.values() if row.environment not in self.settings]
        return {row.environment: row for row in reversed(rows)}

    @cached_property
    def files(self) -> tuple[CredentialFile, ...]:
        """The providers' credential files."""
        return tuple(CredentialFile(**row) for row in self.tables["file"])

    @cached_property
    def saves(self) -> tuple[Save, ...]:
        """Calls that leave a credential on the disk."""
        return tuple(Save(**row) for row in self.tables["save"])

    def save_of(self, callee: str) -> Save | None:
        """What a qualified callee leaves on the disk; of the calls of a program few have a name that does."""
        return next((row for row in self._saves.get(callee.rpartition(".")[2], ()) if row.fits(callee)), None)

    @cached_property
    def _saves(self) -> Mapping[str, tuple[Save, ...]]:
        """The same calls by the last part of their names."""
        names = {name.rpartition(".")[2]: None for row in self.saves for name in row.callables}
        return {
            last: tuple(row for row in self.saves if any(name.rpartition(".")[2] == last for name in row.callables))
            for last in names
        }

    @cached_property
    def echoes(self) -> tuple[Echo, ...]:
        """Calls that show a credential."""
        return tuple(Echo(**row) for row in self.tables["echo"])

    @cached_property
    def commands(self) -> tuple[Command, ...]:
        """Programs that take a credential as an argument."""
        return tuple(Command(**row) for row in self.tables["command"])

    @cached_property
    def identifiers(self) -> tuple[Identifier, ...]:
        """Shapes of account identifiers."""
        return tuple(Identifier(**row) for row in self.tables["identifier"])

    @cached_property
    def job_ids(self) -> tuple[Identifier, ...]:
        """Shapes of job and task ids."""
        return tuple(Identifier(**row) for row in self.tables["job"])

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """The price plans of all providers, those of a provider in the order of its file."""
        return tuple(Plan(**row) for row in self.tables["plan"])

    @cached_property
    def usages(self) -> Mapping[str, Usage]:
        """How the time on devices is counted, by the providers that say so."""
        return {name: Usage(**row) for name, row in self.tables["usage"].items()}

    @property
    def price_lists(self) -> Mapping[str, Mapping[str, Any]]:
        """The `[price_list]` tables of the provider files, as they stand, by provider: lists that vendors publish."""
        tables: Mapping[str, Mapping[str, Any]] = self.tables["price_list"]
        return tables

    @cached_property
    def endpoints(self) -> Mapping[str, str]:
        """Hosts of providers and the provider they belong to."""
        return {host: provider.name for provider in self.providers.values() for host in provider.endpoints}

    @property
    def sdk(self) -> Mapping[str, Mapping[str, Any]]:
        """The `[sdk]` tables of the provider files, as they stand, by provider."""
        tables: Mapping[str, Mapping[str, Any]] = self.tables["sdk"]
        return tables

    @property
    def infrastructure(self) -> Mapping[str, Mapping[str, Any]]:
        """The `[infrastructure]` tables of the provider files, as they stand, by provider."""
        tables: Mapping[str, Mapping[str, Any]] = self.tables["infrastructure"]
        return tables

    @cached_property
    def packages(self) -> Mapping[str, Package]:
        """Known packages by normalised name."""
        return {row["name"]: Package(**row) for row in self.tables["packages"]}

    def is_quantum(self, package: str) -> bool:
        """Whether a normalised name is that of a known package, or carries the name of a family of them."""
        families: tuple[str, ...] = self.tables["families"]
        return package in self.packages or package.startswith(families)

    @cached_property
    def look_alikes(self) -> Mapping[str, LookAlike]:
        """Packages that are easily taken for a known one, by normalised name."""
        return {row["name"]: LookAlike(**row) for row in self.tables["look_alikes"]}

    @cached_property
    def neighbours(self) -> frozenset[str]:
        """Other real packages whose names are near that of a known one, normalised."""
        return frozenset(self.tables["neighbours"])

    @cached_property
    def advisories(self) -> tuple[Advisory, ...]:
        """The shipped advisories."""
        return tuple(Advisory(**row) for row in self.tables["advisories"])

    def with_advisories(self, advisories: tuple[Advisory, ...], as_of: str) -> Knowledge:
        """The same knowledge with these advisories, which are those of the day `as_of`."""
        found = Knowledge({**self.tables, "as_of": {**self.as_of, "advisories": as_of}})
        found.advisories = advisories
        return found

    @property
    def as_of(self) -> Mapping[str, str]:
        """The date of each body of knowledge: `packages`, `advisories`, and the newest of the provider files."""
        dates: Mapping[str, str] = self.tables["as_of"]
        return dates

    def words(self, group: str) -> tuple[str, ...]:
        """Words of a group, one of which a text must hold that is about what the group is named after.

        `calls` that take credentials, `saves` that keep them, `settings` that are secret, `variables` that are any
        setting, `names`, `sections`, `echoes`, of which calls and objects in Python are `told`, `commands`,
        `endpoints`, `modules`, `packages`, `advisories`, `reached` by their calls, and `hardware`, which the provider
        files list under `[sdk]`.
        """
        words: tuple[str, ...] = self.tables["words"][group]
        return words

    def template(self, provider: str, name: str) -> str:
        """How a synthetic value of a credential, an identifier or a job id of the provider looks."""
        credential = self.credentials.get((provider, name))
        if credential:
            return credential.template
        for row in (*self.identifiers, *self.job_ids):
            if (row.provider, row.id) == (provider, name):
                return row.template
        raise KeyError(f"{provider}.{name}")

    def files_at(self, path: str) -> tuple[CredentialFile, ...]:
        """What credential files a path may be: also a copy or a template of one, or one in a folder without its dot."""
        folder, _, name = ("/" + path).rpartition("/")
        name = _original(name)
        exact, globs = self._files_by_name
        near = (*exact.get(name, ()), *globs)
        whole = f"{folder}/{name}"
        return tuple(dict.fromkeys(row for pattern, row in near if fnmatchcase(whole, f"*/{pattern}")))

    def traits(self, path: str) -> frozenset[str]:
        """What the path says: `credential-file`, and `credential-file:<provider>`, for a provider's credential file."""
        return frozenset(trait for row in self.files_at(path) for trait in _traits_of(row))

    def is_placeholder(self, value: str) -> bool:
        """Whether a value only stands where a credential would."""
        from quantum_lint.placeholders import is_placeholder

        return is_placeholder(value)

    @cached_property
    def _files_by_name(self) -> tuple[dict[str, list[tuple[str, CredentialFile]]], list[tuple[str, CredentialFile]]]:
        exact: dict[str, list[tuple[str, CredentialFile]]] = {}
        globs: list[tuple[str, CredentialFile]] = []
        for row in self.files:
            for pattern in dict.fromkeys((*row.paths, *(each.removeprefix(".") for each in row.paths))):
                name = pattern.rpartition("/")[2]
                (globs if "*" in name else exact.setdefault(name, [])).append((pattern, row))
        return exact, globs


#: What people put into the name of a file when they copy it, or when they show what belongs into it.
_COPIES = (
    "example", "sample", "dist", "template", "tmpl", "default", "backup", "bak", "old", "orig", "save", "copy"
)  # fmt: skip


def _original(name: str) -> str:
    """The name of the file that one with this name is a copy of: `dwave.conf` for `dwave.example.conf`."""
    pieces = name.rstrip("~").split(".")
    return ".".join(piece for index, piece in enumerate(pieces) if not index or piece not in _COPIES)


def _traits_of(file: CredentialFile) -> tuple[str, str]:
    return "credential-file", f"credential-file:{file.provider}"


@cache
def load() -> Knowledge:
    """The knowledge in `rules/`."""
    return Knowledge(compiled("knowledge", inputs(), _built))


def inputs() -> list[str]:
    """What the knowledge depends on: its files and the module that reads them."""
    return [*sources(), os.path.join(os.path.dirname(__file__), "gather.py")]


def sources() -> list[str]:
    """The files that the knowledge is read from."""
    top = rules_folder()
    folder = os.path.join(top, "providers")
    names = [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".toml")]
    return [*names, os.path.join(top, "packages.toml"), os.path.join(top, "advisories.json")]


def _built() -> dict[str, Any]:
    from quantum_lint.gather import gather

    return gather(sources())
