"""What the text of a program tells of the credentials that it holds and hands over."""

from __future__ import annotations

from random import Random
from string import ascii_letters
from time import process_time
from unittest.mock import patch

import pytest

from quantum_lint import knowledge
from quantum_lint.evaluate.calls import Evaluation
from quantum_lint.match.command_lines import command_lines
from quantum_lint.match.credential_candidates import may_hold_credential
from quantum_lint.match.given_signs import gift
from quantum_lint.match.named_credentials import may_bind_secret
from quantum_lint.model.fragment import Fragment
from quantum_lint.model.span import TextMap
from quantum_lint.parse.python import PythonDocument
from quantum_lint.placeholders import is_placeholder
from quantum_lint.synthetic import make

KNOWN = knowledge.load()
#: Room between a word for a provider and one for a key, so that the two are no label.
FAR = "\n" * 80


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("from qiskit import IBMQ\nIBMQ.load_account()", "nothing"),
        ("from qiskit_ionq import IonQProvider\nIonQProvider()", "nothing"),
        ("from qiskit_ionq import (\n    IonQProvider,\n)\n# Set your token\nIonQProvider(url=address)", "nothing"),
        ("from qiskit import IBMQ\nIBMQ.save_account('YOUR_TOKEN')", "nothing"),
        ("from qiskit import IBMQ\nIBMQ.save_account('', overwrite=True)", "nothing"),
        ("from qiskit import IBMQ\n# IBMQ.save_account('YOUR_TOKEN')", "nothing"),
        ("from qiskit import IBMQ\nIBMQ.save_account('YOUR' + 'x9zQ4kL0w7')", "anything"),
        ("from qiskit import IBMQ\nIBMQ.save_account('YOUR' 'x9zQ4kL0w7')", "anything"),
        ("from qiskit import IBMQ\nIBMQ.save_account('hunter22')", "literals"),
        ("from qiskit import IBMQ\nIBMQ.save_account('')\nIBMQ.enable_account('hunter22')", "literals"),
        ("from qiskit import IBMQ\nIBMQ.save_account('YOUR_TOKEN')\nIBMQ.save_account(TOKEN)", "anything"),
        ("from qiskit import IBMQ\n# IBMQ.save_account(TOKEN)", "literals"),
        ("from qiskit_ionq import IonQProvider\nIonQProvider(token='hunter22')", "literals"),
        ("from qiskit_ionq import IonQProvider\nIonQProvider(token='mine')", "nothing"),
        ("import pasqal_cloud\npasqal_cloud.SDK(username='me', password='secret dog')", "literals"),
        ("from qiskit import IBMQ\nIBMQ.save_account(TOKEN)", "anything"),
        ("from qiskit import IBMQ\nsave = IBMQ.save_account\nsave(TOKEN)", "anything"),
        ("from qiskit_ionq import IonQProvider as Provider\nProvider(TOKEN)", "anything"),
        ("from qiskit_ionq import IonQProvider\nIonQProvider(**{'token': TOKEN})", "anything"),
        ("from qiskit_ionq import IonQProvider\nIonQProvider(*given)", "anything"),
        ("from amplify import FixstarsClient\nclient = FixstarsClient()\nclient.token = TOKEN", "anything"),
    ],
)
def test_gift(code: str, given: str) -> None:
    assert gift(code, KNOWN) == given


@pytest.mark.parametrize("form", ['"{}"', "' {}\\n'", "{{'token': '{}'}}", '"Bearer {}"', 'load("""token = {}""")'])
@pytest.mark.parametrize("kind", [("ionq", "api-key"), ("ibm", "cloud-api-key"), ("dwave", "token")])
def test_code_that_holds_a_credential(form: str, kind: tuple[str, str]) -> None:
    secret = make(*kind, Random(7))
    assert may_hold_credential(f"x = {form.format(secret)}", KNOWN)
    half = len(secret) // 2
    assert may_hold_credential(f'x = "{secret[:half]}" + "{secret[half:]}"', KNOWN)


def test_code_of_a_provider_whose_passwords_may_be_any_text() -> None:
    assert may_hold_credential("import pasqal_cloud\npasqal_cloud.SDK('me', 'my dog')", KNOWN)


def test_random_letters_without_a_digit_may_be_one() -> None:
    """One value of 36 in 560 has none; `QuantumCircuitGenerator` changes its letters less often."""
    random = Random(11)
    values = ("".join(random.choices(ascii_letters, k=32)) for _ in range(100))
    value = next(each for each in values if not is_placeholder(each))
    assert may_hold_credential(f'x = "somebody|{value}".split("|")[1]', KNOWN)
    assert not may_hold_credential('x = "somebody|QuantumCircuitGenerator".split("|")[1]', KNOWN)


@pytest.mark.parametrize(
    "code", ["circuit1.measure(qubit10)", "IBMQ.save_account('MY_API_TOKEN')", "x = [0.7071067811865475]"]
)
def test_code_that_holds_none(code: str) -> None:
    assert not may_hold_credential(code, KNOWN)


@pytest.mark.parametrize(
    ("code", "binds"),
    [
        (f"ionq = 1{FAR}sorted(counts, key=lambda each: each[1])", False),
        (f"ionq = 1{FAR}sorted(counts, key=given)", True),
        (f"ionq = 1{FAR}if given[key] == 1: pass", False),
        (f"ionq = 1{FAR}by[key] = 1", False),
        ('backends = {"ionq": {"key": given}}', True),
        ('backends["ionq"]["key"] = given', True),
        ("ionq = dict(key=given)", True),
        ("client = dict(key=given)", False),
        (f"import qiskit{FAR}sorted(counts, key=counts.get)", False),
        ('{"https://api.ionq.co/v0.3": dict(key=given)}', True),
        ("# the ionq production key", True),
        ("# the production key", False),
    ],
)
def test_code_that_may_bind_a_secret(code: str, binds: bool) -> None:
    assert may_bind_secret(code, KNOWN) == binds


@pytest.mark.parametrize(
    ("code", "starts"),
    [
        ('tabulate(rows, headers=["a", "b"])', False),
        ("tabulate(rows, headers='keys')", False),
        ('get(url, headers={"a": "b"})', True),
        ("get(url, headers = given)", True),
        ('session.headers["a"] = "b"', True),
        ("session.headers.update(given)", True),
        ('get(**{"headers": given})', True),
        ("circuit.draw(); system = 1", False),
        ("os.system('date')", True),
    ],
)
def test_code_that_may_start_a_program_or_send_headers(code: str, starts: bool) -> None:
    document = PythonDocument(Fragment("python", code, TextMap.identity()))
    with patch.object(PythonDocument, "evaluation", return_value=Evaluation()) as evaluation:
        assert not list(command_lines(document, KNOWN))
    assert evaluation.called == starts


@pytest.mark.parametrize("text", ["a" * 300_000, "'" * 300_000, "token " * 50_000 + "IonQProvider qiskit_ionq"])
def test_long_texts_take_no_time(text: str) -> None:
    start = process_time()
    may_hold_credential(text, KNOWN)
    gift(text, KNOWN)
    assert process_time() - start < 2
