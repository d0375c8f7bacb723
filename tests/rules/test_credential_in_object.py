"""Objects that are written out with a credential in them."""

from __future__ import annotations

import pytest

from tests.support.reported import places_in

RULE = "credential-in-object"
HEAD = (
    "import argparse, copy, json, logging, os, pickle, yaml\n"
    "from dataclasses import asdict, astuple, dataclass, field\n"
    "from qiskit_ionq import IonQProvider\n"
)
DATA = f"{HEAD}@dataclass\nclass Config:\n    shots: int\n    token: str\nconfig = Config(1, given())\n"
PLAIN = f"{HEAD}class Run:\n    def __init__(self, key):\n        self.api_key = key\nrun = Run(given())\n"
OPTIONS = (
    f"{HEAD}parser = argparse.ArgumentParser()\nparser.add_argument('--ionq-token')\noptions = parser.parse_args()\n"
)
CLIENT = f"{HEAD}client = IonQProvider(given())\n"

#: A program whose last line is reported, and whose credential it is (None: nobody known).
WRITTEN = {
    "a dataclass, printed": (f"{DATA}print(config)\n", None),
    "in a list": (f"{DATA}print([config])\n", None),
    "in an f-string": (f"{DATA}print(f'with {{config}}')\n", None),
    "logged": (f"{DATA}logging.info('with %s', config)\n", None),
    "as a dictionary": (f"{DATA}print(asdict(config))\n", None),
    "as JSON": (f"{DATA}open('a', 'w').write(json.dumps(asdict(config)))\n", None),
    "pickled": (f"{DATA}pickle.dump(config, open('a', 'wb'))\n", None),
    "a plain object, pickled": (f"{PLAIN}pickle.dump(run, open('a', 'wb'))\n", None),
    "its attributes": (f"{PLAIN}json.dump(vars(run), open('a', 'w'))\n", None),
    "its __dict__": (f"{PLAIN}yaml.safe_dump(run.__dict__, open('a', 'w'))\n", None),
    "a variable of a provider": (
        (
            f"{HEAD}class Run:\n    def __init__(self):\n        self.access = os.environ['IONQ_API_KEY']\n"
            "pickle.dumps(Run())\n"
        ),
        "ionq",
    ),
    "a client, pickled": (f"{CLIENT}pickle.dumps(client)\n", "ionq"),
    "options": (f"{OPTIONS}print(options)\n", "ionq"),
    "options as a dictionary": (f"{OPTIONS}json.dump(vars(options), open('a', 'w'))\n", "ionq"),
}
HARMLESS = {
    "a hidden field": DATA.replace("token: str", "token: str = field(repr=False)") + "print(config)\n",
    "one field": f"{DATA}print(config.shots)\n",
    "some fields": f"{DATA}json.dump({{'shots': config.shots}}, open('a', 'w'))\n",
    "a plain object, printed": f"{PLAIN}print(run)\n",
    "its type": f"{PLAIN}print(type(run))\n",
    "a client, printed": f"{CLIENT}print(client)\n",
    "no credential": DATA.replace("token", "device") + "print(config)\npickle.dumps(config)\n",
    "tokens of a language": DATA.replace("token", "max_tokens") + "print(config)\n",
    "other options": OPTIONS.replace("ionq-token", "ionq-device") + "print(options)\n",
    "one option": f"{OPTIONS}print(options.shots)\n",
    "never written": DATA,
    "another thing, pickled": f"{DATA}pickle.dump(config.shots, open('a', 'wb'))\n",
    "an object of itself": f"{PLAIN}run.self = run\nprint(run)\n",
    "no Python": "import IonQProvider from\n(((\npickle.dump(config)\n",
}


@pytest.mark.parametrize(("code", "provider"), WRITTEN.values(), ids=WRITTEN)
def test_an_object_that_is_written_out_whole(code: str, provider: str | None) -> None:
    assert places_in({"run.py": code}, RULE) == [("run.py", code.count("\n"), provider)]


@pytest.mark.parametrize("code", HARMLESS.values(), ids=HARMLESS)
def test_an_object_that_keeps_its_credential(code: str) -> None:
    assert places_in({"run.py": code}, RULE) == []
