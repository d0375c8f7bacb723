"""The credential rules on every kind of credential, in every place, and on what only looks like one."""

from __future__ import annotations

import json
import sys
import time
from random import Random

import pytest

from quantum_lint import catalog, knowledge, parse, synthetic
from quantum_lint.catalog import Check
from quantum_lint.discover import file_of
from quantum_lint.match import expression, shapes
from quantum_lint.model.callee import tail
from quantum_lint.model.file import File
from quantum_lint.model.fragment import Document, Fragment
from quantum_lint.model.known import Binding
from quantum_lint.model.rule import Options
from quantum_lint.placeholders import is_placeholder
from tests.support import notebooks

#: Rule, provider and what it marks.
Seen = tuple[str, str | None, str]
KNOWN = knowledge.load()
RULES = catalog.load().rules
RAW = ("provider_token", "credential_file", "credential_in_url")
PARSED = ("token_in_call", "token_in_setting", "credential_printed", "unencrypted_endpoint")
KEYS = list(KNOWN.credentials)
SECRET_SETTINGS = [setting for setting in KNOWN.settings.values() if setting.secret and not setting.context]
CALLS = [row for rows in KNOWN.bindings.values() for row in rows if row.keyword]


def rule(name: str) -> Check:
    return catalog.check_of(RULES[name.replace("_", "-")])


def hits(path: str, text: str) -> list[Seen]:
    """Rule, provider, and the bytes marked as secret (or else the marked bytes) of every hit in a file."""
    file = file_of(path, text.encode())
    assert isinstance(file, File)
    file = File(file.path, file.language, file.data, file.traits | KNOWN.traits(path))
    found = []
    for fragment in parse.fragments(file):
        found += run(RAW, Document(fragment), file)
        found += visit(fragment, file)
    return found


def visit(fragment: Fragment, file: File) -> list[Seen]:
    document = parse.document(fragment)
    found = run(PARSED, document, file)
    for inner in document.fragments():
        found += visit(inner, file)
    return found


def run(names: tuple[str, ...], document: Document, file: File) -> list[Seen]:
    spoken = {"*", *parse.ancestry(document.fragment.language)}
    return [
        (name, hit.provider, b"".join(file.data[span.start : span.end] for span in hit.secret or (hit.span,)).decode())
        for name in names
        if spoken.intersection(RULES[name.replace("_", "-")].languages)
        for hit in rule(name)(document, Options(), KNOWN)
    ]


def named(found: list[Seen], value: str) -> set[tuple[str, str | None]]:
    return {(name, provider) for name, provider, secret in found if secret == value}


@pytest.mark.parametrize("binding", CALLS, ids=lambda each: f"{each.callable}-{each.keyword}")
class TestEveryBinding:
    """A literal is found at each credential parameter there is."""

    def code(self, binding: Binding, argument: str) -> str:
        module, _, name = binding.callable.rpartition(".")
        holder = tail(binding.callable)
        if len(holder) > 1:
            module, name = binding.callable[: -len(".".join(holder)) - 1], ".".join(holder)
        first = f'"{binding.first}qpu", ' if binding.first else ""
        return f"from {module} import {name.partition('.')[0]}\n{name}({first}{argument})\n"

    def test_by_keyword(self, binding):
        value = synthetic.make(binding.provider, binding.credential, Random(binding.callable))
        found = hits("a.py", self.code(binding, f'{binding.keyword}="{value}"'))
        assert ("token_in_call", binding.provider) in named(found, value)

    def test_through_a_constant_and_a_dictionary(self, binding):
        value = synthetic.make(binding.provider, binding.credential, Random(binding.callable))
        code = f'KEY = "{value}"\noptions = {{"{binding.keyword}": KEY}}\n' + self.code(binding, "**options")
        assert ("token_in_call", binding.provider) in named(hits("a.py", code), value)

    def test_by_each_position(self, binding):
        value = synthetic.make(binding.provider, binding.credential, Random(binding.callable))
        for position in binding.positions:
            found = hits("a.py", self.code(binding, "None, " * position + f'"{value}"'))
            assert ("token_in_call", binding.provider) in named(found, value)

    def test_commented_out(self, binding):
        value = synthetic.make(binding.provider, binding.credential, Random(binding.callable))
        imports, call = self.code(binding, f'{binding.keyword}="{value}"').split("\n", 1)
        if binding.first:
            return
        assert ("token_in_call", binding.provider) in named(hits("a.py", f"{imports}\n# {call}"), value)

    def test_placeholders_stay_silent(self, binding):
        for value in ("YOUR_TOKEN", "<token>", "xxxxxxxxxxxxxxxxxxxxxxxx", "my-api-key", "", "${TOKEN}"):
            assert hits("a.py", self.code(binding, f'{binding.keyword}="{value}"')) == []
        assert hits("a.py", "import os\n" + self.code(binding, f'{binding.keyword}=os.environ["KEY"]')) == []


def notebook(text: str) -> str:
    """A notebook from percent format, with fields for `str.format`."""
    made = notebooks.build(notebooks.cells_of(text), {}).decode()
    return made.replace("{", "{{").replace("}", "}}").replace("{{name}}", "{name}").replace("{{value}}", "{value}")


PLACES = {
    "a.py": 'import os\nos.environ["{name}"] = "{value}"\n',
    "b.py": 'import os\nos.environ.update({name}="{value}")\n',
    "c.py": '{name} = "{value}"\n',
    "d.py": 'import subprocess\nsubprocess.run(["a"], env={{"{name}": "{value}"}})\n',
    "a.sh": "export {name}='{value}'\npython run.py\n",
    "b.sh": "{name}='{value}' python run.py\n",
    ".env": "{name}={value}\n",
    "a.toml": '[env]\n{name} = "{value}"\n',
    "a.json": '{{"env": {{"{name}": "{value}"}}}}\n',
    "a.ini": "[env]\n{name} = {value}\n",
    "a.yml": "env:\n  {name}: '{value}'\n",
    "b.yml": "env:\n  - name: {name}\n    value: '{value}'\n",
    "compose.yml": "services:\n  a:\n    environment:\n      - '{name}={value}'\n",
    ".github/workflows/ci.yml": "on: push\njobs:\n  a:\n    env:\n      {name}: '{value}'\n    steps: []\n",
    "Dockerfile": "FROM python\nENV {name}='{value}'\n",
    "README.md": "Say\n\n```bash\nexport {name}='{value}'\n```\n",
    "a.ipynb": notebook("# %%\n%env {name}={value}\n"),
    "b.ipynb": notebook("# %%\n%set_env {name}={value}\n"),
    "c.ipynb": notebook('# %%\nimport os\n\n# %%\nos.environ["{name}"] = "{value}"\n'),
}


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("setting", SECRET_SETTINGS, ids=lambda each: each.name)
def test_every_setting_in_every_place(path, setting):
    value = synthetic.make(setting.provider, setting.credential, Random(setting.name))
    text = PLACES[path].format(name=setting.name, value=value)
    found = hits(path, text)
    assert found
    assert {provider for _, provider, _ in found} == {setting.provider}


def test_name_that_others_use_too_needs_its_provider_named():
    for setting in KNOWN.settings.values():
        if setting.context:
            value = synthetic.make(setting.provider, str(setting.credential), Random(15))
            text = f"export {setting.name}={value}\n"
            assert hits("a.sh", text) == []
            assert len(hits("a.sh", f"# for {setting.context[0]}\n{text}")) == 1


@pytest.mark.parametrize("path", PLACES)
def test_settings_with_placeholders_stay_silent(path):
    for value in ("your-token", "changeme", "<token>", "xxxxxxxxxxxxxxxx", "${{ secrets.TOKEN }}", "$TOKEN"):
        text = PLACES[path].format(name="IONQ_API_KEY", value=value)
        assert hits(path, text) == []


@pytest.mark.parametrize("file", KNOWN.files, ids=lambda each: each.paths[0])
def test_every_credential_file(file):
    random = Random(file.paths[0])
    value = synthetic.make(file.provider, file.credential, random)
    for pattern in file.paths:
        path = "home/" + pattern.replace("*", "x")
        key = file.keys[0].replace("*", "key") if file.keys else None
        text = f'{{"a": {{"{key}": "{value}"}}}}' if key else value + "\n"
        found = run(
            RAW,
            Document(parse.whole(File(path, "text", text.encode(), KNOWN.traits(path)))),
            File(path, "", text.encode()),
        )
        assert [each[:2] for each in found if each[0] == "credential_file"] == [("credential_file", file.provider)]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("QiskitRuntimeService(token={value!r})", True),
        ("from utils import *\nQiskitRuntimeService.save_account({value!r})", True),
        ("# QiskitRuntimeService(token={value!r})", True),
        ("Client(token={value!r})", False),
        ("# see dwave\nClient(token={value!r})", True),
        ("def Client(token): ...\n# dwave\nClient(token={value!r})", False),
        ("from bank import QiskitRuntimeService\nQiskitRuntimeService(token={value!r})", False),
    ],
)
def test_call_of_a_name_that_nothing_defines(code, found):
    value = synthetic.make("ionq", "api-key", Random(12))
    assert any(name == "token_in_call" for name, *_ in hits("a.py", code.format(value=value) + "\n")) == found


def test_tests_may_make_up_values():
    code = "from pasqal_cloud import SDK\n{name} = '{value}'\nSDK(password={name})\n"
    value = synthetic.make("pasqal", "password", Random(11))
    for path, name, found in (("a.py", "FAKE", 1), ("tests/a.py", "FAKE", 0), ("tests/a.py", "PASSWORD", 1)):
        assert len(hits(path, code.format(name=name, value=value))) == found
    assert len(hits("a.py", code.format(name="PASSWORD", value="hunter2"))) == 1
    assert hits("tests/a.py", code.format(name="PASSWORD", value="hunter2")) == []


def test_expired_token_counts_less():
    random = Random(1)
    for expires, severity in ((1_500_000_000, "medium"), (synthetic.FAR_FUTURE, None)):
        value = synthetic.token("https://iam.cloud.ibm.com/identity", expires, random)
        document = Document(parse.whole(File("a.txt", "text", value.encode())))
        (hit,) = rule("provider_token")(document, Options(), KNOWN)
        assert hit.severity == severity
        assert hit.provider == "ibm"


def test_host_in_a_white_label_key_is_named():
    value = synthetic.make("qbraid", "host-key", Random(2))
    (hit,) = rule("provider_token")(Document(parse.whole(File("a", "text", value.encode()))), Options(), KNOWN)
    assert "api.example-vendor.com" in hit.note


@pytest.mark.parametrize(
    "text",
    [
        "qiskit sha512: " + "0f" * 64,
        "image: ghcr.io/lab/solver:dev-3f786850e387550fdab836ed7e6dc881de23001b",
        "quantuminspire @ git+https://github.com/QuTech-Delft/quantuminspire@3f786850e387550fdab836ed7e6dc881de23001b",
        "ibm_test_QiskitRuntimeService_with_long_options_2",
        "https://quantum.cloud.ibm.com/docs/en/guides/a-very-long-path-of-forty-four-chars-x",
        "AKIA" + "IOSFODNN7EXAMPLE",
        synthetic.token("https://accounts.example.com", synthetic.FAR_FUTURE, Random(10)),
        KNOWN.template("azure", "connection-string").replace("{alnum:40}", "<key>"),
        "coda_configuration_options_of_the_project",
        *(
            f"http://user:{synthetic.make('pasqal', 'password', Random(14))}@{host}/x"
            for host in ("localhost:80", "db")
        ),
    ],
)
def test_what_only_looks_like_a_credential(text):
    assert hits("a.txt", text + "\n") == []


DUMMIES = """
    YOUR_TOKEN <token> xxxxxxxxxxxxxxxx *** ... changeme ${VAR} ${{secrets.X}} token None {{token}} %(token)s
    insert-your-token-here 0123456789abcdef aaaaaaaaaaaaaaaaaaaa abcabcabcabcabcabc my_ionq_key_for_tests
    DEV-0000000000000000000000000000000000000000 ThisIsNoTokenAtAllButWords REDACTED-REDACTED
"""


@pytest.mark.parametrize("value", ["", *DUMMIES.split()])
def test_placeholders(value):
    assert is_placeholder(value)


def test_random_values_are_no_placeholders():
    random = Random(7)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    for length, allowed in ((20, 25), (32, 5), (44, 3)):
        silent = sum(is_placeholder("".join(random.choices(alphabet, k=length))) for _ in range(2000))
        assert silent <= allowed, length
    assert not any(is_placeholder("".join(random.choices("0123456789abcdef", k=40))) for _ in range(2000))


def test_standard_library_finds_the_same(monkeypatch):
    pytest.importorskip("re2")
    random = Random(8)
    lines = [f"{' '.join(KNOWN.credentials[key].context)} é {synthetic.make(*key, random)} \U0001f600" for key in KEYS]
    password, key = (synthetic.make(*each, random) for each in (("pasqal", "password"), ("ionq", "api-key")))
    text = "\n".join([*lines, *lines, f"https://a:{password}@host.example.com/?api_key={key}"])
    with_re2 = list(shapes.find(text, KNOWN)), hits("a.txt", text)
    monkeypatch.setitem(sys.modules, "re2", None)
    for cached in (shapes._finder, expression.compile_expression, expression.compile_for_bytes):
        cached.cache_clear()
    try:
        without = list(shapes.find(text, KNOWN)), hits("a.txt", text)
    finally:
        monkeypatch.undo()
        for cached in (shapes._finder, expression.compile_expression, expression.compile_for_bytes):
            cached.cache_clear()
    assert with_re2 == without
    assert len(with_re2[0]) >= 2 * len(KNOWN.shapes)


def test_hostile_texts_take_no_time_to_speak_of():
    token = synthetic.make("dwave", "token", Random(13))
    texts = {
        "tokens": f"é {token}\n" * 20_000,
        "hex": "DEV-" + "0a" * 1_000_000,
        "letters": "a" * 2_000_000 + "://",
        "colons": "://a" + ":b" * 500_000,
        "comment": "# save_account(" + "(" * 1_000_000,
        "chain": "import x\n# save_account" + ".a" * 900 + "('b')\n# IBMQ.save_account('" + "c" * 1_000_000 + "')\n",
    }
    for name, text in texts.items():
        start = time.perf_counter()
        found = hits("a.py", text)
        assert time.perf_counter() - start < 20, name
        assert len(found) == (20_000 if name == "tokens" else 0), name


def test_messages_say_whose_where_and_what_instead():
    for key in KEYS:
        value = synthetic.make(*key, Random(9))
        credential = KNOWN.credentials[key]
        text = json.dumps({name.name: value for name in SECRET_SETTINGS if (name.provider, name.credential) == key})
        document = parse.document(parse.whole(File("a.json", "json", text.encode())))
        for hit in rule("token_in_setting")(document, Options(), KNOWN):
            provider = KNOWN.providers[credential.provider]
            assert provider.title in hit.note
            assert (credential.ended or provider.revoke_url) in hit.note
            assert value not in hit.note
