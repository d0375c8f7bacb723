"""The data of `rules/` is consistent, loads fast, and says whose a credential is."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from random import Random
from types import ModuleType
from urllib.parse import urlsplit

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from quantum_lint import compiled, gather, knowledge, synthetic
from quantum_lint.match import shapes
from quantum_lint.match.credential_values import credential_in

KNOWN = knowledge.load()
CREDENTIALS = list(KNOWN.credentials.values())
PATTERNED = [*CREDENTIALS, *KNOWN.identifiers, *KNOWN.job_ids]
by_credential = pytest.mark.parametrize("credential", CREDENTIALS, ids=lambda each: f"{each.provider}.{each.id}")
by_pattern = pytest.mark.parametrize("row", PATTERNED, ids=lambda each: f"{each.provider}.{each.id}")
by_provider = pytest.mark.parametrize("provider", KNOWN.providers.values(), ids=lambda each: each.name)


def engines() -> tuple[ModuleType, ModuleType]:
    re2 = pytest.importorskip("re2")
    return re, re2


@by_provider
def test_provider_says_when_and_where(provider):
    assert date.fromisoformat(provider.as_of) <= date.today()
    assert urlsplit(provider.revoke_url).scheme == "https"
    assert re.fullmatch(r"[A-Z][A-Z0-9_]+", provider.environment)
    own = [setting for setting in KNOWN.settings.values() if setting.provider == provider.name]
    assert provider.convention != (provider.environment in {setting.name for setting in own}), "a convention or a fact"


@by_provider
def test_modules_and_hosts_are_spelled_as_such(provider):
    assert all(part.isidentifier() for module in provider.modules for part in module.split("."))
    assert all(re.fullmatch(r"\.?[a-z0-9.-]+\.[a-z]+", host) for host in provider.endpoints)


@by_provider
def test_a_cloud_is_told_from_its_quantum_service(provider):
    assert bool(provider.clouds) == bool(provider.beside)
    assert all(word == word.lower() for word in provider.beside)
    assert all(re.fullmatch(r"[A-Z]+", word) for word in (*provider.clouds, *provider.spellings))
    assert provider.everyday or not set(provider.clouds).intersection((provider.name.upper(), *provider.spellings))


@by_pattern
def test_pattern_compiles_everywhere_and_matches_its_own_samples(row):
    random = Random(f"{row.provider}.{row.id}")
    for engine in engines():
        for _ in range(10):
            sample = synthetic.make(row.provider, row.id, random)
            assert engine.search(row.pattern, sample), sample
    assert "(?=" not in row.pattern
    assert "(?<" not in row.pattern
    assert row.source


@pytest.mark.parametrize("credential", KNOWN.shapes, ids=lambda each: f"{each.provider}.{each.id}")
def test_shape_is_found_with_its_provider_first(credential):
    random = Random(credential.template)
    for _ in range(20):
        sample = synthetic.make(credential.provider, credential.id, random)
        text = f'é {" ".join(credential.context)} = "{sample}"\n'
        found = [(each.credential.provider, each.credential.id) for each in shapes.find(text, KNOWN)]
        assert found == [(credential.provider, credential.id)]


@by_credential
def test_value_is_recognised_where_it_is_bound(credential):
    random = Random(credential.id)
    for _ in range(20):
        sample = synthetic.make(credential.provider, credential.id, random)
        assert credential_in(sample, credential, KNOWN) in KNOWN.credentials.values()


def test_dwave_token_is_never_an_ibm_key():
    random = Random(44)
    for _ in range(50):
        token = synthetic.make("dwave", "token", random)
        assert len(token) == 44
        found = list(shapes.find(f"ibm qiskit token = {token}", KNOWN))
        assert [each.credential.provider for each in found] == ["dwave"]


def test_credentials_and_bindings_name_each_other():
    for rows in KNOWN.bindings.values():
        for row in rows:
            assert (row.provider, row.credential) in KNOWN.credentials
            assert row.callable.rpartition(".")[2].isidentifier()
            assert bool(row.keyword) != bool(row.attribute)
            assert row.fits(row.callable)
    for setting in KNOWN.settings.values():
        assert setting.secret == (setting.credential is not None)
        assert setting.credential is None or (setting.provider, setting.credential) in KNOWN.credentials
    assert {(file.provider, file.credential) for file in KNOWN.files} <= set(KNOWN.credentials)
    assert {(echo.provider, echo.credential) for echo in KNOWN.echoes} <= set(KNOWN.credentials)


def test_names_that_are_no_secrets():
    plain = {setting.name for setting in KNOWN.settings.values() if not setting.secret}
    assert {"QE_URL", "PASQAL_PROJECT_ID", "IQM_SERVER_URL", "AZURE_CLIENT_ID", "QISKIT_IBM_INSTANCE"} <= plain
    assert {"QISKIT_IBM_TOKEN", "DWAVE_API_TOKEN", "AZURE_CLIENT_SECRET"}.isdisjoint(plain)


@pytest.mark.parametrize(
    ("callee", "fits"),
    [
        ("qiskit_ibm_runtime.QiskitRuntimeService.save_account", True),
        ("qiskit_ibm_runtime.qiskit_runtime_service.QiskitRuntimeService.save_account", True),
        ("QiskitRuntimeService.save_account", True),
        ("bank.QiskitRuntimeService.save_account", False),
        ("qiskit_ibm_runtime.Other.save_account", False),
        ("save_account", False),
    ],
)
def test_callee_means_a_binding_wherever_it_is_imported_from(callee, fits):
    assert any(row.provider == "ibm" for row in KNOWN.bindings_of(callee)) == fits


def test_position_that_moved_is_accepted_in_both_places():
    (binding,) = KNOWN.bindings_of("qiskit_ibm_runtime.QiskitRuntimeService")
    assert binding.positions == (1, 2)
    assert binding.note


@pytest.mark.parametrize(
    ("path", "provider"),
    [
        ("home/.qiskit/qiskit-ibm.json", "ibm"),
        ("qiskitrc", "ibm"),
        ("dwave.conf", "dwave"),
        ("a/.qcs/secrets.toml", "rigetti"),
        ("keys/my-service-account-2.json", "google"),
        (".config/qctrl/auth.json", "qctrl"),
        ("config.json", None),
        ("src/secrets.toml", None),
    ],
)
def test_credential_files_are_known_by_path(path, provider):
    assert KNOWN.traits(path) == ({"credential-file", f"credential-file:{provider}"} if provider else set())


@pytest.mark.parametrize("package", KNOWN.packages.values(), ids=lambda each: each.name)
def test_package_is_consistent(package):
    assert canonicalize_name(package.name) == package.name
    assert all(part.isidentifier() for module in package.modules for part in module.split("."))
    assert package.minimum is None or str(Version(package.minimum)) == package.minimum
    assert all(Requirement(conflict) for conflict in package.conflicts)
    assert package.successor is None or package.superseded
    assert package.successor != package.name
    assert not package.superseded or package.successor or package.note
    assert package.name not in KNOWN.look_alikes


def test_look_alikes_name_a_known_package():
    assert {row.near for row in KNOWN.look_alikes.values()} <= set(KNOWN.packages)


@pytest.mark.parametrize("advisory", KNOWN.advisories, ids=lambda each: f"{each.id}-{each.package}")
def test_advisory_is_consistent(advisory):
    assert canonicalize_name(advisory.package) == advisory.package
    assert all(SpecifierSet(text) for text in advisory.affected)
    assert advisory.affected
    for fixed in advisory.fixed:
        assert not any(SpecifierSet(text, prereleases=True).contains(fixed) for text in advisory.affected)
    assert advisory.severity in {"low", "medium", "high", "critical"}
    assert advisory.summary
    assert advisory.source


def test_every_body_of_knowledge_has_a_date():
    assert set(KNOWN.as_of) == {"providers", "packages", "advisories"}
    assert all(date.fromisoformat(day) for day in KNOWN.as_of.values())


def test_words_are_whole_words():
    for group in ("calls", "settings", "modules", "packages", "echoes", "endpoints", "hardware", "advisories"):
        assert KNOWN.words(group)
        words = [word for sign in KNOWN.words(group) for word in sign.split(" ")]
        assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", word) for word in words), group


def test_every_host_holds_a_word_for_it():
    for host in KNOWN.endpoints:
        assert not set(re.findall(r"[A-Za-z_][A-Za-z0-9_]*", host)).isdisjoint(KNOWN.words("endpoints")), host


def test_a_word_wakes_the_rules_about_hardware_for_every_call_that_gives_a_qpu():
    for provider, table in KNOWN.sdk.items():
        for row in (*table.get("device", ()), *table.get("submit", ())):
            if row.get("hardware") or row.get("always") == "hardware":
                parts = {part for call in row["calls"] for part in call.split(".")}
                assert any(parts.issuperset(word.split()) for word in table["words"]), (provider, row["calls"])


def test_no_file_holds_a_credential():
    for path in knowledge.sources():
        with open(path, encoding="utf-8") as stream:
            assert list(shapes.find(stream.read(), KNOWN)) == [], path


def test_cache_gives_the_same_and_notices_a_change(tmp_path, monkeypatch):
    monkeypatch.setenv(compiled.CACHE_VARIABLE, str(tmp_path / "cache"))
    source = tmp_path / "source"
    source.write_text("one")
    built: list[str] = []

    def build():
        built.append(source.read_text())
        return {"text": built[-1], "numbers": (1, 2)}

    assert compiled.compiled("name", [str(source)], build) == compiled.compiled("name", [str(source)], build)
    assert built == ["one"]
    source.write_text("another")
    assert compiled.compiled("name", [str(source)], build)["text"] == "another"


@pytest.mark.parametrize("content", [b"", b"\xff\xff\xff", b"i\x01"])
def test_broken_cache_only_costs_time(tmp_path, monkeypatch, content):
    monkeypatch.setenv(compiled.CACHE_VARIABLE, str(tmp_path))
    source = tmp_path / "source"
    source.write_text("one")
    compiled.compiled("name", [str(source)], lambda: "value")
    (file,) = tmp_path.glob("*.marshal")
    file.write_bytes(content)
    assert compiled.compiled("name", [str(source)], lambda: "value") == "value"


def test_cache_that_cannot_be_written_only_costs_time(tmp_path, monkeypatch):
    blocker = tmp_path / "file"
    blocker.write_text("")
    monkeypatch.setenv(compiled.CACHE_VARIABLE, str(blocker / "cache"))
    assert compiled.compiled("name", [str(blocker)], lambda: 1) == 1
    monkeypatch.setenv(compiled.CACHE_VARIABLE, "")
    assert compiled.cache_folder() is None
    assert compiled.compiled("name", [str(blocker)], lambda: 2) == 2


def test_warm_start_imports_no_parser(tmp_path):
    code = "import json, sys; before = set(sys.modules); from quantum_lint import knowledge; knowledge.load().shapes; "
    code = code.replace("import json, sys", "import sys") + "print(*sorted(set(sys.modules) - before))"
    environment = {**os.environ, compiled.CACHE_VARIABLE: str(tmp_path)}
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)
    assert {"tomllib", "tomli", "json", "pathlib", "quantum_lint.gather"}.isdisjoint(done.stdout.split())


def test_cached_tables_are_those_that_gathering_gives():
    assert json.dumps(KNOWN.tables, sort_keys=True) == json.dumps(gather.gather(knowledge.sources()), sort_keys=True)
