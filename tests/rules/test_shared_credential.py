"""Values and variables that serve two providers, or production and something else."""

from __future__ import annotations

from random import Random

import pytest

from quantum_lint import synthetic
from tests.support.reported import places_in

RULE = "shared-credential"
IONQ = synthetic.make("ionq", "api-key", Random(11))
DWAVE = synthetic.make("dwave", "token", Random(11))
OTHER = synthetic.make("dwave", "token", Random(12))
BOTH = "import os\nfrom iqm.qiskit_iqm import IQMProvider\nfrom qiskit_ionq import IonQProvider\n"

#: A repository, and path, line and provider of the only finding.
SHARED = {
    "two files": ({"a.env": f"IONQ_API_KEY={IONQ}\n", "b.env": f"IQM_TOKEN={IONQ}\n"}, ("b.env", 1, "iqm")),
    "two lines of one file": ({".env": f"IONQ_API_KEY={IONQ}\nIQM_TOKEN={IONQ}\n"}, (".env", 2, "iqm")),
    "once, of three": (
        {".env": f"IONQ_API_KEY={IONQ}\nIQM_TOKEN={IONQ}\n", "c.env": f"IQM_TOKEN={IONQ}\n"},
        (".env", 2, "iqm"),
    ),
    "Python and a data file": (
        {"a.py": f"from qiskit_ionq import IonQProvider\nIonQProvider('{IONQ}')\n", "b.env": f"IQM_TOKEN={IONQ}\n"},
        ("b.env", 1, "iqm"),
    ),
    "JSON": ({"a.json": f'{{"IONQ_API_KEY": "{IONQ}",\n "IQM_TOKEN": "{IONQ}"}}'}, ("a.json", 2, "iqm")),
    "a shell script": ({"a.sh": f"export IONQ_API_KEY={IONQ}\nexport IQM_TOKEN={IONQ}\n"}, ("a.sh", 2, "iqm")),
    "a Dockerfile": (
        {"Dockerfile": f"FROM a\nENV IONQ_API_KEY={IONQ}\nENV IQM_TOKEN={IONQ}\n"},
        ("Dockerfile", 3, "iqm"),
    ),
    "sections": (
        {"a.toml": f'[dev]\nDWAVE_API_TOKEN = "{DWAVE}"\n[prod]\nDWAVE_API_TOKEN = "{DWAVE}"\n'},
        ("a.toml", 2, "dwave"),
    ),
    "folders": (
        {"dev/a.env": f"DWAVE_API_TOKEN={DWAVE}\n", "prod/a.env": f"DWAVE_API_TOKEN={DWAVE}\n"},
        ("dev/a.env", 1, "dwave"),
    ),
    "names of files": (
        {"settings.staging.env": f"DWAVE_API_TOKEN={DWAVE}\n", "settings.live.env": f"DWAVE_API_TOKEN={DWAVE}\n"},
        ("settings.staging.env", 1, "dwave"),
    ),
    "a variable": (
        {"a.py": f"{BOTH}IonQProvider(os.environ['T'])\nIQMProvider('u', token=os.environ['T'])\n"},
        ("a.py", 5, "iqm"),
    ),
    "a variable with a provider's name": (
        {"a.py": f"{BOTH}IQMProvider('u', token=os.environ['IONQ_API_KEY'])\n"},
        ("a.py", 4, "iqm"),
    ),
    "a variable of two names": (
        {"a.py": f"{BOTH}t = os.getenv('T')\nIonQProvider(t)\nu = t\nIQMProvider('u', token=u)\n"},
        ("a.py", 7, "iqm"),
    ),
}
ALONE = {
    "one value each": {".env": f"IONQ_API_KEY={IONQ}\nIQM_TOKEN={OTHER}\n"},
    "placeholders": {".env": "IONQ_API_KEY=put-your-token-here\nIQM_TOKEN=put-your-token-here\n"},
    "references": {".env": "IONQ_API_KEY=${LAB_TOKEN_OF_ALL}\nIQM_TOKEN=${LAB_TOKEN_OF_ALL}\n"},
    "short values": {".env": "IONQ_API_KEY=ab12cd34\nIQM_TOKEN=ab12cd34\n"},
    "names without secrets": {".env": f"IONQ_BACKEND={IONQ}\nIQM_SERVER_URL={IONQ}\n"},
    "the same provider twice": {"a.env": f"DWAVE_API_TOKEN={DWAVE}\n", "b.env": f"DWAVE_API_TOKEN={DWAVE}\n"},
    "two environments to try things out": {
        "dev/a.env": f"DWAVE_API_TOKEN={DWAVE}\n",
        "staging/a.env": f"DWAVE_API_TOKEN={DWAVE}\n",
    },
    "production twice": {"prod/a.env": f"DWAVE_API_TOKEN={DWAVE}\n", "live/a.env": f"DWAVE_API_TOKEN={DWAVE}\n"},
    "a value for each environment": {
        "dev/a.env": f"DWAVE_API_TOKEN={DWAVE}\n",
        "prod/a.env": f"DWAVE_API_TOKEN={OTHER}\n",
    },
    "an example": {".env.example": f"IONQ_API_KEY={IONQ}\n", "b.env": f"IQM_TOKEN={IONQ}\n"},
    "tests": {"tests/a.env": f"IONQ_API_KEY={IONQ}\n", "b.env": f"IQM_TOKEN={IONQ}\n"},
    "a test of two SDKs": {
        "tests/test_a.py": f"{BOTH}IonQProvider(os.environ['T'])\nIQMProvider('u', token=os.environ['T'])\n"
    },
    "a variable in two programs": {
        "a.py": f"{BOTH}IonQProvider(os.environ['T'])\n",
        "b.py": f"{BOTH}IQMProvider('u', token=os.environ['T'])\n",
    },
    "a variable each": {"a.py": f"{BOTH}IonQProvider(os.environ['A'])\nIQMProvider('u', token=os.environ['B'])\n"},
    "a file that cannot be read": {"a.json": f'{{"IONQ_API_KEY": "{IONQ}", "IQM_TOKEN": ', "b.toml": "[[["},
}


@pytest.mark.parametrize(("files", "place"), SHARED.values(), ids=SHARED)
def test_a_credential_that_serves_two(files: dict[str, str], place: tuple[str, int, str]) -> None:
    assert places_in(files, RULE) == [place]


@pytest.mark.parametrize("files", ALONE.values(), ids=ALONE)
def test_a_credential_for_one_purpose(files: dict[str, str]) -> None:
    assert places_in(files, RULE) == []
