"""Values as random as a credential that are something else: digests, ids, pictures, links, public keys."""

from __future__ import annotations

import base64
import json
import string
from collections.abc import Callable
from random import Random

HEXADECIMAL = "0123456789abcdef"
ALPHANUMERIC = string.ascii_letters + string.digits


def text(alphabet: str, length: int, random: Random) -> str:
    """So many random characters."""
    return "".join(random.choices(alphabet, k=length))


def digits(length: int, random: Random) -> str:
    """So many random hexadecimal digits."""
    return text(HEXADECIMAL, length, random)


def uuid(random: Random) -> str:
    """Eight, four, four, four and twelve hexadecimal digits."""
    return "-".join(digits(length, random) for length in (8, 4, 4, 4, 12))


def encoded(size: int, random: Random) -> str:
    """So many random bytes in base64."""
    return base64.b64encode(random.randbytes(size)).decode()


def requirements(random: Random) -> tuple[str, str]:
    """Hashes of pip's hash-checking mode."""
    hashes = " \\\n".join(f"    --hash=sha256:{digits(64, random)}" for _ in range(3))
    return "requirements.txt", f"dwave-ocean-sdk==8.0.1 \\\n{hashes}\n"


def poetry_lock(random: Random) -> tuple[str, str]:
    """Hashes and the content hash of a lock."""
    return "poetry.lock", (
        '[[package]]\nname = "qiskit-ionq"\nversion = "0.5.0"\n'
        f'files = [{{file = "qiskit_ionq.whl", hash = "sha256:{digits(64, random)}"}}]\n\n'
        f'[metadata]\ncontent-hash = "{digits(64, random)}"\n'
    )


def package_lock(random: Random) -> tuple[str, str]:
    """Subresource integrity of npm: 86 characters and two fillers."""
    package = {"version": "1.0.0", "integrity": f"sha512-{encoded(64, random)}"}
    return "package-lock.json", json.dumps({"packages": {"node_modules/ionq-theme": package}}, indent=2)


def conda_lock(random: Random) -> tuple[str, str]:
    """MD5 and SHA-256 of an explicit conda environment."""
    return "conda-linux-64.lock", (
        f"@EXPLICIT\nhttps://conda.anaconda.org/conda-forge/noarch/qiskit-1.2.4-0.conda#{digits(32, random)}\n"
    )


def image_digest(random: Random) -> tuple[str, str]:
    """A base image pinned by digest, and a tag that is a commit: it has the shape of a D-Wave token."""
    return "Dockerfile", f"FROM ghcr.io/lab/dwave:dev-{digits(40, random)}@sha256:{digits(64, random)}\nUSER lab\n"


def action_pin(random: Random) -> tuple[str, str]:
    """Actions pinned by commit in a workflow that has a provider's credential."""
    return ".github/workflows/test.yml", (
        "on: push\npermissions: {}\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n"
        f"      - uses: actions/checkout@{digits(40, random)}\n        with:\n          persist-credentials: false\n"
        "      - run: pytest\n        env:\n          DWAVE_API_TOKEN: ${{ secrets.DWAVE_API_TOKEN }}\n"
    )


def hook_revision(random: Random) -> tuple[str, str]:
    """A hook repository at a commit."""
    return ".pre-commit-config.yaml", (
        "repos:\n  - repo: https://github.com/lab/dwave-hooks\n"
        f"    rev: {digits(40, random)}\n    hooks:\n      - id: dwave\n"
    )


def commit_in_code(random: Random) -> tuple[str, str]:
    """A data set at a revision, next to a sampler."""
    return "data.py", (
        "from dwave.system import DWaveSampler\n\n"
        f'REVISION = "{digits(40, random)}"\nCHECKSUM = "{digits(64, random)}"\nDIGEST = "{digits(128, random)}"\n'
        "sampler = DWaveSampler()\n"
    )


def checksum_file(random: Random) -> tuple[str, str]:
    """Digests of files as sha512sum prints them, with IBM in a name."""
    return "SHA512SUMS", f"{digits(128, random)}  ibm_quantum_results.zip\n{digits(128, random)}  ibmq_counts.json\n"


def document_link(random: Random) -> tuple[str, str]:
    """Google's ids have 44 characters, as IBM's keys do."""
    return "LINKS.md", (
        "# IBM Quantum course\n\n"
        f"- slides: https://docs.google.com/presentation/d/1{text(ALPHANUMERIC + '-_', 43, random)}/edit\n"
        f"- data: https://drive.google.com/file/d/1{text(ALPHANUMERIC + '-_', 32, random)}/view\n"
        f"- video: https://www.youtube.com/watch?v={text(ALPHANUMERIC, 11, random)}\n"
    )


def job_by_id(random: Random) -> tuple[str, str]:
    """A job fetched again: its id opens nothing."""
    return "fetch.py", (
        "from qiskit_ibm_runtime import QiskitRuntimeService\n\nservice = QiskitRuntimeService()\n"
        f'job = service.job("{text(string.ascii_lowercase + string.digits, 20, random)}")\n'
        f'earlier = service.job(job_id="{digits(24, random)}")\n'
    )


def azure_ids(random: Random) -> tuple[str, str]:
    """UUIDs that name a tenant, a subscription, a job."""
    return "azure.py", (
        "from azure.quantum import Workspace\n\n"
        f'JOB = "{uuid(random)}"\nworkspace = Workspace(name="lab", location="westus")\njob = workspace.get_job(JOB)\n'
    )


def scaleway_ids(random: Random) -> tuple[str, str]:
    """A project is no key, though both are UUIDs."""
    return "scaleway.py", f'SCALEWAY_PROJECT_ID = "{uuid(random)}"\nsession = "{uuid(random)}"\n'


def public_key(random: Random) -> tuple[str, str]:
    """What may be known to everyone, and a certificate."""
    lines = "\n".join(encoded(48, random) for _ in range(4))
    return "keys.txt", (
        f"ssh-ed25519 {encoded(51, random)} lab@ibm\n"
        f"-----BEGIN PUBLIC KEY-----\n{lines}\n-----END PUBLIC KEY-----\n"
        f"-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n"
    )


def nix_hash(random: Random) -> tuple[str, str]:
    """A source archive with its hash, 44 characters with the filler."""
    return (
        "qiskit.nix",
        f'src = fetchPypi {{ pname = "qiskit-ibm-runtime"; hash = "sha256-{encoded(32, random)}"; }};\n',
    )


def page_integrity(random: Random) -> tuple[str, str]:
    """A script of a page with its digest."""
    return "index.html", f'<h1>IonQ</h1><script src="ionq.js" integrity="sha384-{encoded(48, random)}"></script>\n'


def notebook_ids(random: Random) -> tuple[str, str]:
    """Ids of cells, widgets, models and kernels in a notebook that uses IBM's service."""
    return "ids.ipynb", notebook(
        random,
        "from qiskit_ibm_runtime import QiskitRuntimeService\nservice = QiskitRuntimeService()",
        [
            display(
                {
                    "application/vnd.jupyter.widget-view+json": {
                        "model_id": digits(32, random),
                        "version_major": 2,
                        "version_minor": 0,
                    },
                    "text/plain": "HTML(value='')",
                }
            )
        ],
        {"widgets": {"application/vnd.jupyter.widget-state+json": {"state": {digits(32, random): {"state": {}}}}}},
    )


def notebook_pictures(random: Random) -> tuple[str, str]:
    """Images, an SVG with ids, and a Plotly figure of numbers."""
    image = encoded(6000, random)
    drawing = (
        f'<svg><defs><path id="m{digits(10, random)}" d="M 0 0"/></defs><use href="#m{digits(10, random)}"/></svg>'
    )
    return "pictures.ipynb", notebook(
        random,
        "from dwave.system import DWaveSampler\nDWaveSampler()",
        [
            display({"image/png": image, "text/plain": "<Figure size 640x480 with 1 Axes>"}),
            display({"image/svg+xml": drawing, "text/plain": "<Figure>"}),
            display({"image/jpeg": encoded(3000, random)}),
        ],
    )


def notebook_text(random: Random) -> tuple[str, str]:
    """Counts, states, a git log and versions in outputs."""
    counts = {format(random.getrandbits(64), "064b"): random.randrange(100) for _ in range(8)}
    stream = f"{counts}\ncommit {digits(40, random)}\nsha256: {digits(64, random)}\nqiskit_ibm_runtime 0.30.0\n"
    return "text.ipynb", notebook(
        random,
        "print(counts)",
        [{"output_type": "stream", "name": "stdout", "text": [stream]}],
    )


def attached_picture(random: Random) -> tuple[str, str]:
    """A picture pasted into Markdown."""
    cell = {
        "cell_type": "markdown",
        "id": digits(8, random),
        "metadata": {},
        "source": ["![IBM Quantum](attachment:ibm.png)"],
        "attachments": {"ibm.png": {"image/png": encoded(4000, random)}},
    }
    return "attached.ipynb", json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def tokens_of_language(random: Random) -> tuple[str, str]:
    """Tokens of a text and of a model."""
    return "tokens.py", (
        "from qiskit_ionq import IonQProvider\nfrom transformers import AutoTokenizer\n\n"
        f'tokenizer = AutoTokenizer.from_pretrained("lab/model", revision="{digits(40, random)}")\n'
        f'token = "{text(string.ascii_lowercase, 12, random)}"\npad_token = "[PAD]"\nprint(tokenizer(token))\n'
        "provider = IonQProvider()\n"
    )


def cached_results(random: Random) -> tuple[str, str]:
    """Results of jobs with their ids, kept as JSON."""
    results = [{"job_id": uuid(random), "backend": "ionq_qpu", "counts": {"00": 498, "11": 502}} for _ in range(3)]
    return "results.json", json.dumps({"provider": "ionq", "results": results}, indent=2)


def program_hash(random: Random) -> tuple[str, str]:
    """A program with the digest of its source in a comment."""
    return "bell.qasm", f'// sha512 {digits(128, random)} ibm\nOPENQASM 3.0;\ninclude "stdgates.inc";\nqubit[2] q;\n'


def infrastructure(random: Random) -> tuple[str, str]:
    """Ids of a VPC, of an image, of a role."""
    return "main.tf", (
        f'resource "aws_instance" "braket" {{\n  ami = "ami-{digits(17, random)}"\n'
        f'  subnet_id = "subnet-{digits(17, random)}"\n}}\n'
    )


def packed_data(random: Random) -> tuple[str, str]:
    """A pickled circuit written into code."""
    return "packed.py", (
        'import base64\n\nfrom qiskit import qpy\n\nDATA = base64.b64decode(\n    "'
        + '"\n    "'.join(encoded(45, random) for _ in range(6))
        + '"\n)\n'
    )


LIKENESSES: tuple[Callable[[Random], tuple[str, str]], ...] = (
    requirements,
    poetry_lock,
    package_lock,
    conda_lock,
    image_digest,
    action_pin,
    hook_revision,
    commit_in_code,
    checksum_file,
    document_link,
    job_by_id,
    azure_ids,
    scaleway_ids,
    public_key,
    nix_hash,
    page_integrity,
    notebook_ids,
    notebook_pictures,
    notebook_text,
    attached_picture,
    tokens_of_language,
    cached_results,
    program_hash,
    infrastructure,
    packed_data,
)


def display(data: dict[str, object]) -> dict[str, object]:
    """An output that shows something in several kinds."""
    return {"output_type": "display_data", "data": data, "metadata": {}}


def notebook(
    random: Random, source: str, outputs: list[dict[str, object]], metadata: dict[str, object] | None = None
) -> str:
    """A notebook of one code cell."""
    cell = {
        "cell_type": "code",
        "id": digits(8, random),
        "execution_count": 1,
        "metadata": {"execution": {"shell.execute_reply": "2026-01-01T00:00:00.000000Z"}},
        "source": source.splitlines(keepends=True),
        "outputs": outputs,
    }
    return json.dumps({"cells": [cell], "metadata": metadata or {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)
