"""Every credential parameter of every known call, and every way in which code may bring a literal to it."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from quantum_lint import knowledge, synthetic
from quantum_lint.discover import file_of
from quantum_lint.model.callee import tail
from quantum_lint.model.file import File
from quantum_lint.model.known import Binding
from tests.support import notebooks
from tests.support.scanning import scan_files, settings_for
from tests.support.seed import SEED

KNOWN = knowledge.load()
CALLS = [row for rows in KNOWN.bindings.values() for row in rows if row.keyword]
ATTRIBUTES = [row for rows in KNOWN.bindings.values() for row in rows if row.attribute]
RULE = settings_for(select=("token-in-call",))


def forms(heading: str) -> dict[str, str]:
    """The programs under a heading of token_in_call_forms.md, by name."""
    text = Path(__file__).with_name("token_in_call_forms.md").read_text(encoding="utf-8")
    section = re.search(rf"^# {heading}\n(.*?)(?=^# (?:By|As) |\Z)", text, re.DOTALL | re.MULTILINE)
    assert section
    return dict(re.findall(r"^## ([^\n]+)\n```\n(.*?)^```$", section[1], re.DOTALL | re.MULTILINE))


FORMS, POSITIONED, ASSIGNED = forms("By keyword"), forms("By position"), forms("As an attribute")
#: These run for every binding; of the others each binding takes every eighth, so that each form meets many bindings.
ALWAYS = (
    "keyword", "star-star of a dictionary", "nested configuration", "constant", "f-string", "concatenation", "strip",
    "function argument", "function default", "partial", "class attribute", "self in another method",
    "dataclass default", "or", "context manager", "alias of the module", "alias of the name", "longer module path",
    "earlier cell", "commented out", "commented out on several lines", "docstring",
)  # fmt: skip


def call_of(binding: Binding) -> tuple[str, str, str]:
    """The module, what is imported from it, and what is called."""
    names = tail(binding.callable)
    if len(names) > 1 or names[0][:1].isupper():
        module = binding.callable[: -len(".".join(names)) - 1]
        return module, names[0], ".".join(names)
    module, _, name = binding.callable.rpartition(".")
    return module, name, name


def written(form: str, binding: Binding, value: str, position: int | None = None) -> str:
    """The form as code."""
    module, name, call = call_of(binding)
    first = f'"{binding.first}qpu", ' if binding.first else ""
    before = "None, " * (position or 0)
    text = form
    for word, put in (
        ("VENDOR_CALL", call.replace(name, "Vendor", 1)),
        ("FIRST_ALONE", first.rstrip(", ")),
        ("FIRST ", first),
        ("FIRST\n", f"{first.rstrip()}\n"),
        ("MODULE", module),
        ("NAME", name),
        ("CALL", call),
        ("KEY", binding.keyword or binding.attribute or ""),
        ("BEFORE", before),
        ("VALUE", value),
    ):
        text = text.replace(word, put)
    return text


def files_of(code: dict[str, str]) -> tuple[File, ...]:
    """Each form as a script and as a notebook."""
    made = []
    for number, text in enumerate(code.values()):
        notebook = notebooks.build(notebooks.cells_of(text if "# %%" in text else f"# %%\n{text}"), {})
        for path, data in ((f"{number}.py", text.encode()), (f"{number}.ipynb", notebook)):
            file = file_of(path, data)
            assert isinstance(file, File)
            made.append(file)
    return tuple(made)


def missed(code: dict[str, str], provider: str, value: str) -> list[str]:
    """The forms of which the script or the notebook gives anything but the one finding there is."""
    report = scan_files(files_of(code), RULE)
    found: dict[str, list[tuple[str | None, str]]] = {}
    for finding in report.findings:
        shown = "".join(line.text for line in finding.frame if line.mark)
        found.setdefault(finding.place.path, []).append((finding.provider, shown))
    wrong = []
    for number, (name, text) in enumerate(code.items()):
        line = next(line for line in text.splitlines() if value in line)
        right = [(provider, line.replace(value, "*" * len(value)))]
        wrong += [f"{name} ({kind})" for kind in ("py", "ipynb") if found.get(f"{number}.{kind}", []) != right]
    return wrong


def name_of(binding: Binding) -> str:
    return f"{binding.callable}-{binding.keyword or binding.attribute}"


def make(binding: Binding) -> str:
    return synthetic.make(binding.provider, binding.credential, Random(f"{SEED}/{name_of(binding)}"))


@pytest.mark.parametrize("binding", CALLS, ids=name_of)
def test_call(binding):
    value = make(binding)
    others = [name for name in FORMS if name not in ALWAYS][CALLS.index(binding) % 8 :: 8]
    code = {name: written(FORMS[name], binding, value) for name in (*ALWAYS, *others)}
    for position in binding.positions:
        code |= {f"{name} {position}": written(form, binding, value, position) for name, form in POSITIONED.items()}
    assert missed(code, binding.provider, value) == [], f"QUANTUM_LINT_TEST_SEED={SEED}"


@pytest.mark.parametrize("binding", ATTRIBUTES, ids=name_of)
def test_attribute(binding):
    value = make(binding)
    code = {name: written(form, binding, value) for name, form in ASSIGNED.items()}
    assert missed(code, binding.provider, value) == [], f"QUANTUM_LINT_TEST_SEED={SEED}"
