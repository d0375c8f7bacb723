"""Imports of other files of the tree."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest

from quantum_lint import knowledge
from quantum_lint.discover import Below
from quantum_lint.evaluate.calls import Evaluation
from quantum_lint.evaluate.values import Reference, Unknown
from quantum_lint.model.file import File
from quantum_lint.parse import whole
from quantum_lint.parse.modules import viewpoint
from quantum_lint.parse.python import parse
from tests.evaluate.reading import plain


class Tree:
    """Files in memory, and which of them were read."""

    def __init__(self, files: dict[str, str]) -> None:
        self.files = files
        self.read: list[str] = []

    def __call__(self, path: str) -> bytes | None:
        if path not in self.files:
            return None
        self.read.append(path)
        return dedent(self.files[path]).encode()

    def evaluation(self, path: str, known: object = None) -> Evaluation:
        document = parse(whole(File(path, "python", dedent(self.files[path]).lstrip("\n").encode())))
        document.viewpoint = lambda: viewpoint(self, path, {})
        return document.evaluation(known)

    def shown(self, path: str) -> Any:
        """What the last `show(...)` of the file gets."""
        return plain(list(self.evaluation(path).calls_to("?.show"))[-1].arguments[0].value)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("main.py", "from settings import TOKEN\nshow(TOKEN)"),
        ("main.py", "from settings import TOKEN as secret\nshow(secret)"),
        ("main.py", "import settings\nshow(settings.TOKEN)"),
        ("main.py", "import settings as config\nshow(config.TOKEN)"),
        ("main.py", "from settings import *\nshow(TOKEN)"),
        ("main.py", "def main():\n    from settings import TOKEN\n    show(TOKEN)"),
        ("main.py", "from settings import Config\nshow(Config.token)"),
        ("main.py", "from settings import Config\nshow(Config().token)"),
        ("main.py", "from settings import load\nshow(load())"),
        ("main.py", "from settings import account\nshow(account['token'])"),
        ("main.py", "from settings import echo\nshow(echo('abc'))"),
        ("main.py", "import settings\nshow(settings.account['token'])"),
        ("main.py", "try:\n    from settings import TOKEN\nexcept ImportError:\n    TOKEN = 'abc'\nshow(TOKEN)"),
        ("main.py", "from pkg import TOKEN\nshow(TOKEN)"),
        ("main.py", "from pkg.values import TOKEN\nshow(TOKEN)"),
        ("main.py", "import pkg.values\nshow(pkg.values.TOKEN)"),
        ("main.py", "from pkg import values\nshow(values.TOKEN)"),
        ("main.py", "from pkg import again\nshow(again)"),
        ("main.py", "from lib.values import TOKEN\nshow(TOKEN)"),
        ("main.py", "from nowhere.values import TOKEN\nshow(TOKEN)"),
        ("pkg/main.py", "from .values import TOKEN\nshow(TOKEN)"),
        ("pkg/main.py", "from . import values\nshow(values.TOKEN)"),
        ("pkg/main.py", "from . import TOKEN\nshow(TOKEN)"),
        ("pkg/deep/main.py", "from ..values import TOKEN\nshow(TOKEN)"),
        ("pkg/deep/main.py", "from ...settings import TOKEN\nshow(TOKEN)"),
        ("pkg/deep/main.py", "from settings import TOKEN\nshow(TOKEN)"),
        ("scripts/main.py", "from pkg.values import TOKEN\nshow(TOKEN)"),
        ("tests/test_it.py", "from lib import values\nshow(values.TOKEN)"),
        ("main.py", "from secrets import TOKEN\nshow(TOKEN)"),
    ],
)
def test_value_of_another_file(path: str, code: str) -> None:
    tree = Tree(
        {
            "settings.py": """
                TOKEN = "abc"
                class Config:
                    token = TOKEN
                account = {"token": TOKEN}
                def load():
                    return TOKEN
                def echo(value):
                    return value
            """,
            "secrets.py": "TOKEN = 'abc'",
            "pkg/__init__.py": "from .values import TOKEN, again",
            "pkg/values.py": "TOKEN = 'abc'\nagain = TOKEN",
            "src/lib/__init__.py": "",
            "src/lib/values.py": "TOKEN = 'ab' + 'c'",
            "nowhere/values.py": "TOKEN = 'abc'",
            path: code,
        }
    )
    assert tree.shown(path) == "abc"


def test_literal_of_another_file_is_none_of_this_one() -> None:
    tree = Tree({"settings.py": "\nTOKEN = 'abc'", "main.py": "from settings import TOKEN\nshow(TOKEN + 'd')"})
    value: Any = next(tree.evaluation("main.py").calls_to("?.show")).arguments[0].value
    assert value.value == "abcd"
    text = tree.files["settings.py"]
    assert [text[span.start : span.end] for span in value.origins_in("settings.py")] == ["abc"]
    main = tree.files["main.py"]
    assert [main[span.start : span.end] for span in value.origins] == ["d"]


def test_calls_in_other_files_are_kept_apart_at_the_call_that_leads_there() -> None:
    tree = Tree(
        {
            "helpers.py": "import vendor\nvendor.begin()\ndef connect(token):\n    return vendor.Client(token)",
            "main.py": "from helpers import connect\n\nclient = connect('abc')\nclient.run()",
        }
    )
    evaluation = tree.evaluation("main.py")
    assert [call.callee for call in evaluation.calls] == ["helpers.connect", "vendor.Client.run"]
    assert evaluation.elsewhere is not None
    call = next(evaluation.elsewhere.calls_to("vendor.Client"))
    assert plain(call.arguments[0].value) == "abc"
    main = tree.files["main.py"]
    assert main[call.span.start : call.span.end] == "connect('abc')"


def test_names_of_functions_and_classes_of_other_files_are_those_of_their_modules() -> None:
    tree = Tree(
        {
            "pkg/tools.py": "class Tool:\n    def use(self): ...\ndef make(): ...",
            "pkg/main.py": "from .tools import Tool, make\nmake()\nTool().use()",
        }
    )
    assert [call.callee for call in tree.evaluation("pkg/main.py").calls] == [
        ".tools.make",
        ".tools.Tool",
        ".tools.Tool.use",
    ]


def test_callback_that_another_file_calls_stays_at_home() -> None:
    tree = Tree(
        {
            "helpers.py": "def twice(function):\n    for _ in range(2):\n        function()",
            "main.py": "import vendor\nfrom helpers import twice\ndef mine():\n    vendor.run()\ntwice(mine)",
        }
    )
    calls = list(tree.evaluation("main.py").calls_to("vendor.run"))
    main = tree.files["main.py"]
    assert [main[call.span.start : call.span.end] for call in calls] == ["vendor.run()"]


def test_module_is_read_only_when_a_name_of_it_is_needed() -> None:
    tree = Tree({"big.py": "X = 1", "main.py": "import big\nfrom big import X\ny = 2"})
    tree.evaluation("main.py")
    assert tree.read == []


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a.py": "from main import X\nY = X", "main.py": "X = 'x'\nfrom a import Y\nshow(Y)"}, "x"),
        ({"a.py": "from b import Y", "b.py": "from a import Y", "main.py": "from a import Y\nshow(str(Y))"}, None),
        ({"main.py": "from main import Y\nshow(str(Y))"}, None),
        ({"a.py": "from . import a\nfrom .a import *\nY = 'y'", "main.py": "from a import Y\nshow(Y)"}, "y"),
    ],
)
def test_modules_that_import_each_other(files: dict[str, str], expected: str | None) -> None:
    shown = Tree(files).shown("main.py")
    assert shown == expected or (expected is None and not isinstance(shown, str))


def test_what_a_file_does_to_a_module_does_not_reach_the_next_file() -> None:
    tree = Tree(
        {
            "settings.py": "account = {'token': 'abc'}\nclass Config:\n    token = 'abc'",
            "first.py": "import settings\nsettings.account['token'] = 'x'\nsettings.Config.token = 'x'\n"
            "settings.account = None\nshow(1)",
            "second.py": "import settings\nshow([settings.account['token'], settings.Config.token])",
        }
    )
    assert tree.shown("first.py") == 1
    assert tree.shown("second.py") == ["abc", "abc"]


def test_module_that_is_first_needed_in_a_function_is_there_for_the_next() -> None:
    tree = Tree(
        {
            "settings.py": "A = 'a'\nB = 'b'",
            "main.py": "import settings\ndef one():\n    use(settings.A)\ndef two():\n    show(settings.B)",
        }
    )
    assert tree.shown("main.py") == "b"


def test_known_packages_and_the_standard_library_are_not_looked_for() -> None:
    tree = Tree(
        {
            "qiskit/__init__.py": "transpile = None",
            "qiskit/tools/run.py": "import json\nfrom qiskit import transpile\ntranspile()\njson.loads('1')",
            "json.py": "def loads(text): ...",
        }
    )
    calls = tree.evaluation("qiskit/tools/run.py", knowledge.load()).calls
    assert [call.callee for call in calls] == ["qiskit.transpile", "json.loads"]
    assert tree.read == []


def test_part_of_a_package_that_projects_share_is_looked_for_where_it_is() -> None:
    tree = Tree(
        {
            "src/braket/experimental/__init__.py": "",
            "src/braket/experimental/walk.py": "STEPS = 4",
            "notebooks/walk.py": "from braket.circuits import Circuit\n"
            "from braket.experimental.walk import STEPS\nCircuit()\nshow(STEPS)",
        }
    )
    calls = tree.evaluation("notebooks/walk.py", knowledge.load()).calls
    assert [call.callee for call in calls] == ["braket.circuits.Circuit", "?.show"]
    assert plain(calls[1].arguments[0].value) == 4


def test_part_of_a_package_is_not_looked_for_beside_those_of_the_sdk() -> None:
    tree = Tree(
        {
            "src/braket/aws/__init__.py": "",
            "src/braket/ahs/__init__.py": "hamiltonian = None",
            "run.py": "from braket.ahs import hamiltonian\nhamiltonian()",
        }
    )
    assert [call.callee for call in tree.evaluation("run.py", knowledge.load()).calls] == ["braket.ahs.hamiltonian"]


@pytest.mark.parametrize("folder", ["lib/site-packages", "node_modules/a"])
def test_installed_packages_are_not_read(folder: str) -> None:
    tree = Tree(
        {
            f"{folder}/settings.py": "TOKEN = 'abc'",
            f"{folder}/main.py": "from settings import TOKEN\nshow(str(TOKEN))",
        }
    )
    assert tree.shown(f"{folder}/main.py") != "abc"
    assert tree.read == []


def test_tree_ends_at_its_root() -> None:
    tree = Tree({"settings.py": "TOKEN = 'abc'", "main.py": "from ..settings import TOKEN\nshow(str(TOKEN))"})
    assert tree.shown("main.py") != "abc"


def test_budget_of_modules() -> None:
    """A file that leads to very many others, each of which leads to all the next, is read in time."""
    files = {
        f"m{number}.py": f"from m{number + 1} import *\nX{number} = {number}\n" + "y = [1] * 3\n" * 300
        for number in range(400)
    }
    files["main.py"] = "\n".join(f"from m{number} import X{number}" for number in range(400)) + "\n"
    files["main.py"] += "\n".join(f"use(X{number})" for number in range(400)) + "\nshow(X0)\n"
    evaluation = Tree(files).evaluation("main.py")
    assert any("imports too much" in reason for reason in evaluation.unknown)
    shown = [plain(call.arguments[0].value) for call in evaluation.calls_to("?.use")]
    assert shown[:2] == [0, 1]
    assert all(value is Unknown or isinstance(value, Reference) for value in shown[30:])


def test_long_modules_and_broken_ones_are_left_alone() -> None:
    tree = Tree(
        {
            "long.py": "X = 'x'\n" + "#" * 300_000,
            "broken.py": "X = 'x'\n(",
            "main.py": "from long import X\nfrom broken import X as Y\nshow([str(X), str(Y)])",
        }
    )
    assert "x" not in tree.shown("main.py")


class TestBelow:
    def test_reads_regular_files(self, tmp_path):
        (tmp_path / "a.py").write_text("X = 1\n")
        read = Below(str(tmp_path), 100)
        assert read("a.py") == b"X = 1\n"
        assert read("b.py") is None
        assert read("\0") is None

    def test_follows_no_link(self, tmp_path):
        outside = tmp_path / "outside"
        inside = tmp_path / "tree"
        outside.mkdir()
        inside.mkdir()
        (outside / "a.py").write_text("X = 1\n")
        (inside / "a.py").symlink_to(outside / "a.py")
        (inside / "folder").symlink_to(outside)
        read = Below(str(inside), 100)
        assert read("a.py") is None
        assert read("folder/a.py") is None
        assert read("../outside/a.py") is None

    def test_reads_nothing_large(self, tmp_path):
        (tmp_path / "a.py").write_text("#" * 101)
        assert Below(str(tmp_path), 100)("a.py") is None


def test_a_variable_that_functions_of_its_module_set():
    tree = Tree({
        "lab.py": "device = None\ndef choose(name='x'):\n    global device\n    device = name\n",
        "main.py": "import lab\nshow(lab.device)",
        "other.py": "from lab import device\nshow(device)",
    })  # fmt: skip
    assert tree.shown("main.py") == "x"
    assert tree.shown("other.py") == "x"


def test_a_file_does_not_import_itself():
    tree = Tree({"tests/lab/device.py": "from lab.device import Device\nshow(Device)"})
    found = next(tree.evaluation("tests/lab/device.py").calls_to("?.show"))
    assert found.arguments[0].value == Reference("lab.device.Device")
