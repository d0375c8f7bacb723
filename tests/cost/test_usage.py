"""What a user says of submissions."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from quantum_lint.config import ConfigError
from quantum_lint.cost.skeleton import missing
from quantum_lint.cost.usage import Subject, Usage, UsageFile, load, parse
from tests.cost.samples import placed

SAMPLER = "qiskit_ibm_runtime.SamplerV2.run"
SUBJECT = Subject("vqe/main.py", 31, SAMPLER, ("other", "ansatz"), "main.energy")


def error_of(text: str) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        parse(text, "usage.toml")
    return caught.value


@pytest.mark.parametrize(
    ("selector", "means"),
    [
        ('path = "vqe/*.py"', True),
        ('path = "vqe"', True),
        ('path = "main.py"', True),
        ('path = "other/*.py"', False),
        ('path = "*"\nfunction = "energy"', True),
        ('path = "*"\nfunction = "main.energy"', True),
        ('path = "*"\nfunction = "nergy"', False),
        ('path = "*"\ncircuit = "ansatz"', True),
        ('path = "*"\ncircuit = "ans"', False),
        ('path = "*"\ncall = "SamplerV2.run"', True),
        ('path = "*"\ncall = "EstimatorV2.run"', False),
        ('path = "*"\nline = 31', True),
        ('path = "*"\nline = 30', False),
        ('path = "*"\nline = 31\ncell = 2', False),
    ],
)
def test_a_table_says_which_submissions_it_means(selector: str, means: bool) -> None:
    found = parse(f"[[submission]]\n{selector}\nshots = 100\n", "usage.toml")
    assert found.of(SUBJECT) == Usage(shots=100 if means else None)
    assert bool(found.idle([SUBJECT])) is not means


def test_the_last_table_that_says_a_thing_decides_it() -> None:
    text = """\
[[submission]]
path = "*"
shots = 100
runs-a-month = 4.5
session-idle-seconds = 2

[[submission]]
path = "vqe"
shots = 200
plan = "flex"
device = "ibm_fez"
iterations = 150
resilience-level = 0
parameter-sets = 3
"""
    assert parse(text, "usage.toml").of(SUBJECT) == Usage(150, Decimal("4.5"), 200, "flex", "ibm_fez", Decimal(2), 0, 3)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("[[submission]\n", 1, "is not TOML"),
        ("\n[[submisson]]\n", 2, "unknown key 'submisson'; did you mean 'submission'?; write `[[submission]]`"),
        ('\n[submission]\npath = "*"\n', 2, "with two brackets"),
        ('[[submission]]\npath = "*"\n\n[[submission]]\nshots = 3\n', 4, "say which files are meant"),
        ('[[submission]]\npath = "*"\n[[submission]]\npath = "a"\nshot = 3\n', 5, "did you mean 'shots'?"),
        ('[[submission]]\npath = "*"\nshots = "3"\n', 3, "shots must be a whole number, at least 1"),
        ('[[submission]]\npath = "*"\nshots = 0\n', 3, "shots must be a whole number, at least 1"),
        ('[[submission]]\npath = "*"\nshots = true\n', 3, "at least 1"),
        ('[[submission]]\npath = "*"\nruns-a-month = -1\n', 3, "runs-a-month must be a number, at least 0"),
        ('[[submission]]\npath = "*"\nruns-a-month = inf\n', 3, "runs-a-month must be a number, at least 0"),
        ('[[submission]]\npath = ""\n', 2, "path must be text in quotes"),
    ],
)
def test_what_nobody_understands_is_said_with_its_line(text: str, line: int, says: str) -> None:
    error = error_of(text)
    assert (error.file, error.line) == ("usage.toml", line)
    assert says in error.message


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load(str(tmp_path / "none.toml"))
    (tmp_path / "latin.toml").write_bytes(b"# \xff\n")
    with pytest.raises(ConfigError, match="is not UTF-8"):
        load(str(tmp_path / "latin.toml"))


def test_a_skeleton_asks_for_what_is_unknown_and_only_once() -> None:
    known, unknown = placed(), placed("a [1].py", function="vqe.energy", runs=None, shots=None)
    text = missing(UsageFile(), [known, unknown, unknown])
    assert text == (
        "# What code does not tell of submissions, for `quantum-lint cost`: take the `#` away and write what is true.\n"
        "# Where several tables mean a submission, the last one that says a thing decides it.\n"
        "\n"
        "[[submission]]\n"
        'path = "a [[]1].py"\n'
        'function = "vqe.energy"\n'
        f'call = "{SAMPLER}"\n'
        "# iterations = 100  # nothing tells how often it runs\n"
        "# shots = 1000  # nothing tells how many are asked for\n"
        "# runs-a-month = 1\n"
    )
    written = parse(text, "usage.toml")
    assert missing(written, [known, unknown._replace(said=True)]) == ""
    subject = Subject("a [1].py", 12, SAMPLER, function="vqe.energy")
    assert (written.of(subject), written.idle([subject])) == (Usage(), ())
    assert parse(text.replace("# iterations", "iterations"), "usage.toml").of(subject).iterations == 100


def test_where_all_is_known_there_is_nothing_to_fill_in() -> None:
    assert missing(UsageFile(), [placed()]) == ""
