"""Configuration: where it is found, what it means, and how it says what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from quantum_lint import catalog, config, knowledge, plan
from quantum_lint.config import schema as config_schema
from quantum_lint.config.keys import KEYS
from quantum_lint.config.lines import line_of
from quantum_lint.config.reader import policies
from quantum_lint.toml import loads

SCHEMA = Path(__file__).parent.parent / "docs" / "schema" / "quantum-lint.schema.json"
RULES = catalog.load()
ONE = next(iter(RULES.rules))
PACK = RULES.packs[0]


def error_of(text: str, file: str = "quantum-lint.toml") -> config.ConfigError:
    with pytest.raises(config.ConfigError) as caught:
        config.parse(text, file)
    return caught.value


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_no_configuration_gives_the_defaults(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    settings = config.load([str(tmp_path)])
    assert settings == config.Settings(root=str(tmp_path))


@pytest.mark.parametrize("name", ["quantum-lint.toml", ".quantum-lint.toml"])
def test_nearest_file_upward_wins(tmp_path: Path, name: str) -> None:
    write(tmp_path / "quantum-lint.toml", 'persona = "auditor"')
    near = write(tmp_path / "lab" / name, 'persona = "pedantic"')
    script = write(tmp_path / "lab" / "code" / "run.py", "")
    settings = config.load([str(script)])
    assert (settings.persona, settings.root, settings.source) == ("pedantic", str(near.parent), str(near))
    assert config.load([str(tmp_path)]).persona == "auditor"


def test_several_paths_are_configured_from_the_folder_that_holds_them_all(tmp_path: Path) -> None:
    write(tmp_path / "a" / "quantum-lint.toml", 'persona = "auditor"')
    write(tmp_path / "quantum-lint.toml", 'persona = "pedantic"')
    (tmp_path / "b").mkdir()
    assert config.load([str(tmp_path / "a"), str(tmp_path / "b")]).persona == "pedantic"


def test_a_pyproject_without_the_table_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", '[tool.quantum-lint]\npersona = "pedantic"')
    write(tmp_path / "inner" / "pyproject.toml", '[project]\ndependencies = ["quantum-lint"]')
    assert config.load([str(tmp_path / "inner")]).persona == "pedantic"


def test_search_stops_at_the_git_work_tree(tmp_path: Path) -> None:
    write(tmp_path / "quantum-lint.toml", 'persona = "auditor"')
    (tmp_path / "work" / ".git").mkdir(parents=True)
    assert config.load([str(tmp_path / "work")]).persona == "regular"


def test_isolated_reads_nothing(tmp_path: Path) -> None:
    write(tmp_path / "quantum-lint.toml", "this is = no TOML = at all")
    assert config.load([str(tmp_path)], isolated=True).source is None


def test_a_named_file_is_used_wherever_it_is(tmp_path: Path) -> None:
    named = write(tmp_path / "policy" / "strict.toml", 'min-severity = "high"')
    (tmp_path / "work" / ".git").mkdir(parents=True)
    settings = config.load([str(tmp_path / "work")], str(named))
    assert (settings.min_severity, settings.root) == ("high", str(tmp_path / "work"))


def test_a_named_file_must_have_settings(tmp_path: Path) -> None:
    named = write(tmp_path / "pyproject.toml", "[project]")
    with pytest.raises(config.ConfigError, match=r"no \[tool\.quantum-lint\] table"):
        config.load([], str(named))
    with pytest.raises(config.ConfigError, match="cannot be read: No such file"):
        config.load([], str(tmp_path / "absent.toml"))


def test_every_key_is_read() -> None:
    settings = config.parse(
        f"""
        select = ["{PACK}"]
        extend-select = ["{ONE}"]
        ignore = ["{ONE}"]
        per-path-ignores = {{ "tests/*" = ["all"] }}
        persona = "auditor"
        min-severity = "medium"
        fail-on = "high"
        severity = {{ "{ONE}" = "low" }}
        exclude = ["vendor"]
        respect-gitignore = false
        max-file-size = 10
        baseline = "accepted.json"
        format = ["json"]
        """,
        "lab/quantum-lint.toml",
    )
    assert settings == config.Settings(
        root="lab",
        source="lab/quantum-lint.toml",
        select=frozenset({PACK, ONE}),
        ignore=frozenset({ONE}),
        per_path_ignores=(("tests/*", frozenset({"all"})),),
        persona="auditor",
        min_severity="medium",
        fail_on="high",
        severities={ONE: "low"},
        exclude=("vendor",),
        respect_gitignore=False,
        max_file_size=10,
        baseline="lab/accepted.json",
        formats=("json",),
    )


def test_extending_nothing_keeps_the_rules_of_the_persona() -> None:
    assert config.parse(f'extend-select = ["{ONE}"]', "quantum-lint.toml").select == {"all", ONE}


def test_per_path_ignores_name_rules_packs_or_all() -> None:
    settings = config.parse(f'per-path-ignores = {{ "docs/" = ["{PACK}"], "*.txt" = ["all"] }}', "quantum-lint.toml")
    inside = next(rule for rule in RULES.rules.values() if rule.pack == PACK)
    outside = next(rule for rule in RULES.rules.values() if rule.pack != PACK)
    assert settings.ignores(inside, "docs/deep/page.md")
    assert not settings.ignores(outside, "docs/deep/page.md")
    assert settings.ignores(outside, "notes/a.txt")
    assert not settings.ignores(inside, "src/docs.py")


def test_cards_of_ones_own_are_found_beside_the_configuration(tmp_path: Path) -> None:
    card = write(
        tmp_path / "policy" / "no-backend.md",
        '+++\nsummary = "x"\nlanguages = ["python"]\nseverity = "low"\nconfidence = "low"\npersona = "regular"\n'
        'since = "1"\n[match]\nimport = "nothing"\nnote = "x"\n+++\n# no-backend\n',
    )
    write(tmp_path / "quantum-lint.toml", 'rules = ["policy/*.md"]\nselect = ["no-backend"]')
    settings = config.load([str(tmp_path)])
    assert settings.packs == (str(card),)
    assert settings.select == {"no-backend"}


def test_code_is_not_taken_from_the_scanned_tree(tmp_path: Path) -> None:
    write(
        tmp_path / "policy" / "run-me.md",
        '+++\nsummary = "x"\nlanguages = ["python"]\nseverity = "low"\nconfidence = "low"\npersona = "regular"\n'
        'since = "1"\n+++\n# run-me\n',
    )
    write(tmp_path / "quantum-lint.toml", 'rules = ["policy/*.md"]\nselect = ["run-me"]')
    with pytest.raises(config.ConfigError, match="code of a scanned tree is never run"):
        config.load([str(tmp_path)])


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('persona = "regular"\nsellect = []', 2, "unknown key 'sellect'; did you mean 'select'?"),
        ('persona = "pedantc"', 1, "must be one of regular, pedantic, auditor; did you mean 'pedantic'?"),
        ("\n\npersona = 3", 3, "must be one of regular, pedantic, auditor, not a whole number"),
        (
            'select = [\n  "all",\n  "credental",\n]',
            3,
            "no rule or pack is named 'credental'; did you mean 'credentials'",
        ),
        ("select = 'all'", 1, "select must be a list of texts, not text in quotes"),
        ('[per-path-ignores]\n"a/*" = ["all"]\n"b/*" = ["al"]', 3, "is named 'al'; did you mean 'all'?"),
        ('[severity]\ntoken-in-cal = "low"', 2, "no rule is named 'token-in-cal'; did you mean 'token-in-call'?"),
        ("[options.token-in-call]\nlimit = 1", 2, "token-in-call has no option 'limit'"),
        ("[options.tokn-in-call]\nlimit = 1", 1, "no rule is named 'tokn-in-call'; did you mean 'token-in-call'?"),
        ("[policy]\nmax-shotz = 1", 2, "no rule asks the policy for 'max-shotz'"),
        ("max-file-size = true", 1, "must be a whole number of bytes above 0, not true or false"),
        ("max-file-size = 0", 1, "must be a whole number of bytes above 0"),
        ("respect-gitignore = 1", 1, "must be true or false, not a whole number"),
        ("exclude = [1]", 1, "exclude must be a list of texts, not a list"),
        ('rules = ["absent/*.md"]', 1, "'absent/*.md' names no file"),
        ("a = 1\nb = ", 2, "is not TOML"),
        ("baseline = 2020-01-01", 1, "baseline must be text in quotes, not a date or time"),
    ],
)
def test_what_is_wrong_is_named_with_line_and_right_spelling(text: str, line: int, message: str) -> None:
    error = error_of(text)
    assert message in error.message
    assert (error.file, error.line) == ("quantum-lint.toml", line)


def test_lines_are_counted_in_pyproject_too() -> None:
    error = error_of('[project]\nname = "x"\n\n[tool.quantum-lint]\nfail-on = "never"\n', "lab/pyproject.toml")
    assert str(error).startswith("lab/pyproject.toml:5: fail-on must be one of low, medium, high")
    assert error_of("[tool]\nquantum-lint = 3", "pyproject.toml").line == 2


def test_types_of_options_are_checked() -> None:
    found = [(rule, name, option) for rule in RULES.rules.values() for name, option in rule.options.items()]
    for rule, name, option in found:
        wrong = '"text"' if not isinstance(option.default, (str, list, tuple)) else "1"
        error = error_of(f"[options.{rule.name}]\n{name} = {wrong}")
        assert error.line == 2
        assert f"options.{rule.name}.{name} must be" in error.message


def test_a_single_text_stands_for_a_list_of_one() -> None:
    one = plan.make(config.parse('[policy]\noutputs = "none"', "quantum-lint.toml"), RULES, knowledge.load())
    many = plan.make(config.parse('[policy]\noutputs = ["none"]', "quantum-lint.toml"), RULES, knowledge.load())
    found = [
        next(live.options for live in each.document if live.rule.name == "committed-output") for each in (one, many)
    ]
    assert found[0] == found[1] == {"outputs": ["none"]}


def test_a_value_of_the_wrong_type_is_not_repeated() -> None:
    assert "hush" not in str(error_of('persona = ["hush-hush"]')) + str(error_of('max-file-size = "hush-hush"'))


def test_a_file_that_is_not_utf8_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "quantum-lint.toml").write_bytes(b'persona = "regular"\n# \xff\n')
    with pytest.raises(config.ConfigError, match=r"quantum-lint\.toml:2: is not UTF-8"):
        config.load([str(tmp_path)])


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (("a",), None, 1),
        (("t", "k"), None, 4),
        (("t", "u.v", "w"), None, 6),
        (("t", "list"), "two", 9),
        (("t", "inline", "deep"), None, 11),
        (("nowhere",), None, 1),
    ],
)
def test_lines_of_keys(path: tuple[str, ...], value: str | None, line: int) -> None:
    text = 'a = 1\n\n[t]\nk = 2\n[t."u.v"]\nw = 3\n[t]\nlist = [ "one",\n  "two"]\n\ninline = { deep = 1 }\n'
    assert line_of(text, path, value) == line


def test_schema_regenerates_to_the_same_bytes() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == config_schema.text(), "run `make docs`"


def test_schema_accepts_what_the_reader_accepts() -> None:
    schema = config_schema.schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert set(schema["properties"]) == {key.name for key in KEYS}
    assert set(schema["properties"]["policy"]["properties"]) == set(policies(RULES))
    good = f'select = ["{ONE}"]\npersona = "auditor"\nmax-file-size = 5\n[per-path-ignores]\n"a" = ["all"]\n'
    config.parse(good, "quantum-lint.toml")
    assert validator.is_valid(loads(good))
    for bad in ("sellect = []", 'select = ["nothing"]', "persona = 1", "max-file-size = 0", "[policy]\nnothing = 1"):
        assert not validator.is_valid(loads(bad))
        error_of(bad)


def test_schema_is_json_that_an_editor_can_read() -> None:
    assert json.loads(config_schema.text())["title"] == "quantum-lint configuration"


POLICY = """
[policy]
max-shots = 100

[per-path-policy."lab/**"]
max-shots = 1000

[per-path-policy."lab/calibration/*.py"]
max-shots = 5000

[per-environment-policy.production]
max-shots = 10
"""


def most_shots(text: str, path: str, **changes: str) -> object:
    settings = config.parse(text, "quantum-lint.toml", **changes)
    prepared = plan.make(settings, RULES, knowledge.load())
    (live,) = (each for each in prepared.document if each.rule.name == "excessive-shots")
    return live.options_in(path)["max-shots"]


@pytest.mark.parametrize(
    ("path", "most"),
    [("run.py", 100), ("lab/run.py", 1000), ("lab/calibration/run.py", 5000), ("other/lab.py", 100)],
)
def test_a_path_has_a_policy_of_its_own(path: str, most: int) -> None:
    assert most_shots(POLICY, path) == most
    assert most_shots(POLICY, path, environment="production") == 10


def test_options_of_a_rule_stand_above_every_policy() -> None:
    own = POLICY + "\n[options.excessive-shots]\nmax-shots = 7\n"
    assert most_shots(own, "lab/run.py") == 7
    assert most_shots(own, "run.py", environment="production") == 7


def test_a_policy_of_a_path_is_checked_like_any_other() -> None:
    error = error_of('[per-path-policy."lab/**"]\nmax-shot = 1')
    assert (error.line, "no rule asks the policy for 'max-shot'; did you mean 'max-shots'?" in error.message) == (
        2,
        True,
    )
    assert "must be a whole number" in error_of("[per-environment-policy.x]\nmax-shots = '1'").message
    assert "must be a table" in error_of("per-path-policy = 1").message


def test_the_usage_file_is_named_from_the_folder_of_the_configuration() -> None:
    assert config.parse('[cost]\nusage = "runs.toml"\n', "lab/quantum-lint.toml").cost == {"usage": "lab/runs.toml"}


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("cost = 3", 1, "cost must be a table"),
        ('\n[cost]\nusge = "runs.toml"', 3, "unknown key 'usge' in cost; did you mean 'usage'?"),
        ("[cost]\n\nusage = 3", 3, "cost.usage must be text in quotes, not a whole number"),
    ],
)
def test_a_wrong_table_of_costs_is_said_with_its_line(text: str, line: int, says: str) -> None:
    error = error_of(text)
    assert error.line == line
    assert says in error.message
