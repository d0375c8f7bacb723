"""What people write where a credential will stand, and the places where they write it."""

from __future__ import annotations

import json

#: Placeholders, references to a secret kept elsewhere, and values nobody can have been given.
BLANKS = (
    "YOUR_TOKEN",
    "your-api-token",
    "Your API Token goes here",
    "<token>",
    "<YOUR_API_KEY>",
    "<paste-your-44-character-API_KEY-here>",
    "[API_TOKEN]",
    "{token}",
    "{{ vault_ionq_key }}",
    "${TOKEN}",
    "${{ secrets.IONQ_API_KEY }}",
    "$(QuantumToken)",
    "%TOKEN%",
    "xxxx",
    "X" * 44,
    "x" * 128,
    "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
    "DEV-" + "x" * 40,
    "DEV-" + "0" * 40,
    "***",
    "*" * 32,
    "...",
    "\u2026",
    "----------------",
    "changeme",
    "CHANGE_ME_PLEASE",
    "change-me-in-production",
    "dummy",
    "dummy_token_for_the_simulator",
    "fake-token-1234567890",
    "test-token-0001",
    "not-a-real-token-at-all",
    "mytoken",
    "MY_API_TOKEN",
    "my_secret_api_key",
    "MY-IBM-QUANTUM-TOKEN",
    "INSERT_YOUR_TOKEN_HERE",
    "insert token here",
    "Paste your token",
    "copy-paste-your-token-from-ibm-quantum",
    "put_token_here",
    "API_TOKEN",
    "ibm_quantum_token",
    "token",
    "TOKEN",
    "secret",
    "password",
    "None",
    "null",
    "",
    "TODO",
    "TBD",
    "FIXME",
    "N/A",
    "1234567890",
    "0123456789abcdef" * 2,
    "0123456789" * 4,
    "abcdefghijklmnopqrstuvwxyz0123456789",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqr",
    "a" * 44,
    "deadbeef" * 5,
    "REDACTED",
    "[REDACTED]",
    "removed for security reasons",
    "hidden-in-this-version",
    "example-token-value",
    "EXAMPLE_KEY_DO_NOT_USE",
    "sample_api_key_123456",
    "placeholder",
    "keyring:ionq",
    "vault://secret/ibm#token",
    "op://lab/ionq/credential",
    "env:IONQ_API_KEY",
    "/run/secrets/dwave_token",
    "~/.qiskit/qiskit-ibm.json",
    "arn:aws:secretsmanager:us-east-1:111111111111:secret:ionq",
    "projects/lab/secrets/ionq/versions/latest",
    "ENC[AES256_GCM,data:,iv:,tag:,type:str]",
    "@Microsoft.KeyVault(SecretUri=https://lab.vault.azure.net/secrets/quantum)",
    "https://quantum.cloud.ibm.com/",
    "votre_token_ici",
    "tu_token_aqui",
    "DEIN_TOKEN_HIER",
    "\u4f60\u7684token",
    "votre_jeton_ici",
    "ihr-schluessel-hier-einsetzen",
    "tbd-see-wiki-page-42",
    "read-from-environment-2024.1",
    "in-the-vault-of-room-214",
    "FILL_ME_IN_123",
    "IBM_TOKEN",
    "ibm-q/open/main",
    "ibm_quantum_platform",
)


def places(blank: str) -> dict[str, str]:
    """Files by path, each with the blank where a credential of a provider would stand."""
    text, plain = json.dumps(blank, ensure_ascii=False), blank
    return {
        "call.py": (
            "from dwave.system import DWaveSampler\n"
            "from qiskit_ibm_runtime import QiskitRuntimeService\n"
            "from qiskit_ionq import IonQProvider\n\n"
            f"service = QiskitRuntimeService(token={text})\n"
            f"QiskitRuntimeService.save_account({text})\n"
            f"provider = IonQProvider({text})\n"
            f"sampler = DWaveSampler(token={text})\n"
            f"# IonQProvider(token={text})\n"
        ),
        "constant.py": (
            "import fireopal\nfrom amplify import FixstarsClient\n\n"
            f"QCTRL_API_KEY = {text}\nfireopal.authenticate_qctrl_account(QCTRL_API_KEY)\n"
            f"client = FixstarsClient()\nclient.token = {text}\n"
        ),
        "environment.py": (
            "import os\n\n"
            f'os.environ["IONQ_API_KEY"] = {text}\n'
            f'key = os.getenv("DWAVE_API_TOKEN", {text})\n'
            f'os.environ.setdefault("QISKIT_IBM_TOKEN", {text})\n'
        ),
        "arguments.py": (
            "import argparse\n\nparser = argparse.ArgumentParser()\n"
            f'parser.add_argument("--ibm-token", default={text})\n\n\n'
            f"def connect(dwave_token={text}):\n    return dwave_token\n"
        ),
        ".env": f"IONQ_API_KEY={plain}\nQISKIT_IBM_TOKEN={text}\n",
        "login.sh": (
            f"export DWAVE_API_TOKEN={text}\ncurl -H 'Authorization: Bearer {plain}' https://api.ionq.co/v0.3/jobs\n"
        ),
        "compose.yml": (
            "services:\n  lab:\n    build: .\n    environment:\n"
            f"      IONQ_API_KEY: {text}\n      QBRAID_API_KEY: {text}\n"
        ),
        "settings.json": json.dumps({"ionq": {"api_key": plain}, "QISKIT_IBM_TOKEN": plain}, indent=2),
        "settings.toml": f"[ionq]\napi_key = {text}\n",
        "dwave.conf": f"[defaults]\ntoken = {plain}\n",
        "qiskit-ibm.json": json.dumps({"default": {"channel": "ibm_cloud", "token": plain}}, indent=2),
        "README.md": f"```sh\nexport IONQ_API_KEY={text}\n```\n\nSet `DWAVE_API_TOKEN` to `{plain}`.\n",
    }
