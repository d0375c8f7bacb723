"""Reads the files of `rules/` that hold knowledge into plain tables; runs only when the cache is stale."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from quantum_lint.model.callee import tail
from quantum_lint.toml import loads

#: Arrays of tables in a provider file whose rows are kept as they are, with the provider added.
ROWS = ("credential", "file", "save", "echo", "command", "identifier", "job", "plan")
#: Keys of a provider file that say something of the provider itself.
OWN = (
    "title", "as_of", "revoke_url", "environment", "instead", "convention", "modules", "endpoints", "spellings",
    "everyday", "clouds", "beside", "assumed_device", "note",
)  # fmt: skip
#: What the names of variables end in that hold a credential.
_ENDINGS = (
    "TOKEN", "API_TOKEN", "AUTH_TOKEN", "ACCESS_TOKEN", "REFRESH_TOKEN", "KEY", "API_KEY", "APIKEY", "ACCESS_KEY",
    "SECRET", "SECRET_KEY", "CLIENT_SECRET", "PASSWORD",
)  # fmt: skip
#: A word for a provider that is shorter stands for other things too, except in the names that its SDKs read.
_SHORTEST_WORD = 3
#: Parts of package names that say nothing about quantum computing.
_GENERIC = frozenset(
    {"sdk", "client", "python", "plugin", "provider", "api", "core", "cloud", "runtime", "lib", "tools", "py", "lang"}
    | {"compiler", "models", "instruments", "parts", "toolchain", "circuit", "benchmarks", "platform", "utils"}
)
#: Parts of host names that belong to a registry or to everybody.
_SHARED = frozenset({"ac", "co", "com", "cloud", "quantum"})
#: Parts of package names that their vendors write with capitals inside.
_SPELLINGS = {"pennylane": ("PennyLane",), "pyquil": ("pyQuil", "PyQuil"), "projectq": ("ProjectQ",)}


def gather(sources: Iterable[str]) -> dict[str, Any]:
    """All tables of the given files, with tuples for lists: the rows become frozen values as they stand."""
    paths = {os.path.splitext(os.path.basename(path))[0]: path for path in sources}
    with open(paths.pop("advisories"), encoding="utf-8") as stream:
        advisories = json.load(stream)
    packages = _toml(paths.pop("packages"))
    providers = {name: _toml(path) for name, path in paths.items()}
    tables = _providers(providers)
    spelled = _spelled(providers)
    gathered = {
        **tables,
        "sections": _sections(spelled, providers),
        "packages": packages["package"],
        "families": packages["families"],
        "look_alikes": packages["look_alike"],
        "neighbours": packages["neighbours"],
        "advisories": advisories["advisories"],
        "as_of": {
            "providers": max(table["as_of"] for table in providers.values()),
            "packages": packages["as_of"],
            "advisories": advisories["as_of"],
        },
        "words": {
            "calls": _words_of_calls(tables["bindings"]),
            "settings": sorted(name for name, row in tables["settings"].items() if row["secret"]),
            "variables": sorted(tables["settings"]),
            "names": _words_of_names(tables, spelled),
            "sections": sorted(_sections(spelled, providers)),
            "echoes": sorted({_word_of_echo(row["callable"]) for row in tables["echo"]}),
            "told": sorted({_word_of_echo(row["callable"]) for row in tables["echo"] if row["effect"] != "prints"}),
            "saves": sorted({_word_of_echo(name) for row in tables["save"] for name in row["callables"]}),
            "commands": sorted({row["program"] for row in tables["command"]}),
            "modules": _words_of_modules(providers.values(), packages["package"]),
            "packages": _words_of_packages([*packages["package"], *packages["look_alike"]]),
            "endpoints": _words_of_endpoints(providers.values()),
            "hardware": sorted({word for row in tables["sdk"].values() for word in row.get("words", ())}),
            "advisories": _words_of_packages([{"name": row["package"]} for row in advisories["advisories"]]),
            "reached": _words_of_reached(advisories["advisories"]),
        },
    }
    return {name: _frozen(table) for name, table in gathered.items()}


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _toml(path: str) -> dict[str, Any]:
    with open(path, encoding="utf-8") as stream:
        table: dict[str, Any] = loads(stream.read())
    return table


def _providers(providers: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    tables: dict[str, Any] = {table: [] for table in ROWS}
    for name, provider in providers.items():
        for table in ROWS:
            tables[table].extend({"provider": name, **row} for row in provider.get(table, ()))
    environment = {name: provider["environment"] for name, provider in providers.items()}
    settings = _settings(providers)
    for row in tables["credential"]:
        row.setdefault("environment", _environment(row, environment[row["provider"]], settings))
        row.setdefault("instead", providers[row["provider"]].get("instead", ""))
    return {
        "providers": {name: {key: row[key] for key in OWN if key in row} for name, row in providers.items()},
        **tables,
        "bindings": _bindings(providers),
        "settings": settings,
        "sdk": {name: row["sdk"] for name, row in providers.items() if "sdk" in row},
        "usage": {name: {"provider": name, **row["usage"]} for name, row in providers.items() if "usage" in row},
        "price_list": {name: row["price_list"] for name, row in providers.items() if "price_list" in row},
        "infrastructure": {name: row["infrastructure"] for name, row in providers.items() if "infrastructure" in row},
    }


def _environment(credential: Mapping[str, Any], usual: str, settings: Mapping[str, Mapping[str, Any]]) -> str:
    """The variable to read a credential from: the provider's usual one, unless only others hold this kind."""
    kind = (credential["provider"], credential["id"])
    named = [row for row in settings.values() if (row["provider"], row.get("credential")) == kind]
    own = [row["name"] for row in named if "context" not in row]
    return usual if usual in own or not own else own[0]


def _settings(providers: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for provider, table in providers.items():
        for group in table.get("setting", ()):
            for name in group["names"]:
                row = {"provider": provider, "name": name, "secret": "credential" in group}
                row.update({key: group[key] for key in ("credential", "context") if key in group})
                found.setdefault(name, row)
    return found


def _bindings(providers: Mapping[str, Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for provider, table in providers.items():
        for group in table.get("binding", ()):
            shared = {key: value for key, value in group.items() if key != "callables"}
            for name in group["callables"]:
                found.setdefault(tail(name)[-1], []).append({"provider": provider, "callable": name, **shared})
    return found


def _spelled(providers: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Providers by the words, in capitals, that stand for nothing else."""
    found = {name.upper(): name for name, row in providers.items() if not row.get("everyday")}
    found.update({word: name for name, row in providers.items() for word in row.get("spellings", ())})
    return {word: name for word, name in found.items() if len(word) >= _SHORTEST_WORD}


def _sections(spelled: Mapping[str, str], providers: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Providers by what a section of a configuration is called that holds what belongs to one of them."""
    found = {form: name for word, name in spelled.items() for form in (word, word.lower(), word.capitalize())}
    for name, row in providers.items():
        own = {word for word in re.findall(r"[A-Za-z]+", row["title"]) if word.upper() in spelled}
        modules = {module for module in row.get("modules", ()) if "_" in module and "." not in module}
        found.update(dict.fromkeys(own | modules, name))
        found.update(dict.fromkeys((f"{cloud.lower()}_quantum" for cloud in row.get("clouds", ())), name))
    return found


def _words_of_names(tables: Mapping[str, Any], spelled: Mapping[str, str]) -> list[str]:
    """Names that a credential is bound to: those of the SDKs, those we tell people to use, and others like them."""
    names = {name for name, row in tables["settings"].items() if "credential" in row}
    names.update(row["environment"] for row in tables["credential"])
    names.update(f"{word}_{ending}" for word in spelled for ending in _ENDINGS)
    public = {name for name, row in tables["settings"].items() if "credential" not in row}
    lower = {name.lower() for name in names - public}
    humps = {_humped(f"{word}_{ending}") for word in spelled for ending in _ENDINGS}
    return sorted({*(names - public), *lower, *(f"TF_VAR_{name}" for name in lower), *humps})


def _humped(name: str) -> str:
    """The name as JSON and its relatives spell it: `ionqApiKey`."""
    first, *others = name.lower().split("_")
    return first + "".join(map(str.capitalize, others))


def _words_of_calls(bindings: Mapping[str, list[dict[str, Any]]]) -> list[str]:
    """What the text of any such call must hold: the class, or a function's package, and the name called or set."""
    words: set[str] = set()
    for last, rows in bindings.items():
        for row in rows:
            head = tail(row["callable"])[0]
            plain = head.islower() and "_" not in head
            owner = row.get("first", "").rstrip(".") or (row["callable"].partition(".")[0] if plain else head)
            names = {last} if "keyword" in row else set()
            words.update(" ".join(dict.fromkeys((owner, name))) for name in names | {row.get("attribute", last)})
    return sorted(words)


def _word_of_echo(callable_or_command: str) -> str:
    """The command or the method, but the class where many classes have such a method (`load`)."""
    command, *rest = callable_or_command.split()
    if rest:
        return command
    names = tail(command)
    return names[-1] if "_" in names[-1] else names[0]


def _words_of_modules(providers: Iterable[Mapping[str, Any]], packages: Iterable[Mapping[str, Any]]) -> list[str]:
    names = [module for row in (*providers, *packages) for module in row.get("modules", ())]
    return sorted({name.partition(".")[0] for name in names})


def _words_of_endpoints(providers: Iterable[Mapping[str, Any]]) -> list[str]:
    """For each host the most telling part of the name that its owner registered."""
    hosts = {host for provider in providers for host in provider.get("endpoints", ())}
    return sorted({_telling(host.split(".")[:-1]) for host in hosts})


def _telling(labels: list[str]) -> str:
    registered = next(label for label in reversed(labels) if label not in _SHARED)
    return max((part for part in registered.split("-") if part not in _SHARED), key=len)


def _words_of_reached(advisories: Iterable[Mapping[str, Any]]) -> list[str]:
    """The names of calls that reach a flaw, with those of their owners where the name alone says little (`load`)."""
    calls = {call for row in advisories for call in row.get("reached_by", ()) if call.replace(".", "").isidentifier()}
    parts = [call.split(".") for call in calls]
    return sorted({each[-1] if "_" in each[-1] or each[-1][0].isupper() else " ".join(each[-2:]) for each in parts})


def _words_of_packages(packages: Iterable[Mapping[str, Any]]) -> list[str]:
    """For each name its most telling part, as it may be spelled in a command."""
    names = [row["name"] for row in packages]
    parts = {name: [part for part in re.findall(r"[a-z_][a-z0-9_]*", name) if part not in _GENERIC] for name in names}
    common = Counter(part for each in parts.values() for part in each)
    words: set[str] = set()
    for name, each in parts.items():
        best = max(each, key=lambda part: common[part]) if each else name
        words.update((best, best.capitalize(), name.replace("-", "_"), *_SPELLINGS.get(best, ())))
    return sorted(words)
