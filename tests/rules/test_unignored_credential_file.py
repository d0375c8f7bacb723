"""Credential files that git would take: what a `.gitignore` says, and who has to say it."""

from __future__ import annotations

import pytest

from quantum_lint.match.ignored import ignored
from quantum_lint.model.fact import IgnorePattern
from quantum_lint.model.span import Span
from tests.support.reported import places_in

RULE = "unignored-credential-file"
SOLVE = (
    "import os\nfrom dwave.system import DWaveSampler\nsampler = DWaveSampler(token=os.environ['DWAVE_API_TOKEN'])\n"
)
IONQ = "import os\nkey = os.environ['IONQ_API_KEY']\n"

#: Contents of a `.gitignore` beside a program that uses D-Wave.
OPEN = {
    "nothing": "",
    "other names": "__pycache__/\n*.pyc\n",
    "a comment": "# .env dwave.conf\n",
    "only the general one": ".env\n",
    "only the provider's": "dwave.conf\n",
    "taken back": "*\n!dwave.conf\n",
    "taken back again": ".env\ndwave.conf\n!.env\n",
    "folders of that name": ".env/\ndwave.conf/\n",
    "in a folder": "config/.env\nconfig/dwave.conf\n",
    "another case": ".ENV\nDWAVE.CONF\n",
    "a longer name": ".env.local\nmy-dwave.conf\n",
    "odd signs": "[\n***\\\n!\n!!\n\x00\n.env\n",
}
CLOSED = {
    "both": ".env\ndwave.conf\n",
    "at the root": "/.env\n/dwave.conf\n",
    "everywhere": "**/.env\n**/dwave.conf\n",
    "wildcards": ".env*\n*.conf\n",
    "a class": ".en[uv]\ndwave.con?\n",
    "all": "*\n",
    "all but others": "*\n!README.md\n!.env.example\n",
    "taken back and named again": "!.env\n!dwave.conf\n.env\ndwave.conf\n",
    "carriage returns": ".env\r\ndwave.conf\r\n",
    "blanks after a name": ".env  \ndwave.conf \n",
    "no line feed at the end": ".env\ndwave.conf",
}
#: Repositories in which nothing is asked for.
NOBODY = {
    "no credential": {"a.py": "import os\nprint(os.environ['HOME'])\n", ".gitignore": ""},
    "no .gitignore": {"solve.py": SOLVE},
    "one in a folder": {"solve.py": SOLVE, "docs/.gitignore": ""},
    "only tests": {"tests/test_solve.py": SOLVE, ".gitignore": ""},
    "only an example": {"solve.example.py": SOLVE, ".gitignore": ""},
    "a cloud for something else": {
        "a.py": "import boto3, os\nboto3.client('s3', aws_secret_access_key=os.environ['AWS_SECRET_ACCESS_KEY'])\n",
        ".gitignore": "",
    },
}


@pytest.mark.parametrize("patterns", OPEN.values(), ids=OPEN)
def test_a_file_that_git_takes(patterns: str) -> None:
    assert places_in({"solve.py": SOLVE, ".gitignore": patterns}, RULE) == [("solve.py", 3, "dwave")]


@pytest.mark.parametrize("patterns", CLOSED.values(), ids=CLOSED)
def test_a_file_that_git_ignores(patterns: str) -> None:
    assert places_in({"solve.py": SOLVE, ".gitignore": patterns}, RULE) == []


@pytest.mark.parametrize("files", NOBODY.values(), ids=NOBODY)
def test_nothing_to_ignore(files: dict[str, str]) -> None:
    assert places_in(files, RULE) == []


def test_there_is_one_finding_at_the_provider_whose_file_is_missing() -> None:
    files = {"a.py": IONQ, "b.py": SOLVE, "c.py": SOLVE, ".gitignore": ".env\n"}
    assert places_in(files, RULE) == [("b.py", 3, "dwave")]
    assert places_in({"a.py": IONQ, ".gitignore": ""}, RULE) == [("a.py", 2, "ionq")]


@pytest.mark.parametrize(
    ("pattern", "named"),
    [
        ("*service-account*.json", True),
        ("lab-service-account.json", True),
        ("*.json", True),
        ("service-account", False),
        ("*.yaml", False),
        ("!lab-service-account.json", False),
    ],
)
def test_a_file_whose_name_is_free_is_ignored_by_the_name_it_has(pattern: str, named: bool) -> None:
    assert ignored("*service-account*.json", [(".gitignore", IgnorePattern(pattern, Span(0, 0)))]) is named
