"""removed-interface: which declaration counts, what a cache may not forget, and what the fixes leave."""

from __future__ import annotations

from pathlib import Path

import pytest

from quantum_lint.discover import file_of
from quantum_lint.engine import ScanRequest, scan
from quantum_lint.model.file import File
from quantum_lint.removals import families
from tests.cli.runner import run
from tests.support import notebooks
from tests.support.scanning import scan_files, settings_for

USE = "from qiskit import execute\n"
NEW, OLD = "qiskit==1.4.6\n", "qiskit==0.46.3\n"


def places(files: dict[str, str | bytes], persona: str = "regular") -> list[tuple[str, int]]:
    """Path and line of what is found."""
    made = [file_of(path, text if isinstance(text, bytes) else text.encode()) for path, text in files.items()]
    report = scan_files(
        tuple(each for each in made if isinstance(each, File)),
        settings_for(select=("removed-interface",), persona=persona),
    )
    return [(each.place.path, each.place.line) for each in report.open()]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"requirements.txt": NEW}, True),
        ({"requirements.txt": OLD}, False),
        ({"requirements.txt": "qiskit\n"}, False),
        ({"requirements.txt": "numpy==1.26.0\n"}, False),
        ({"requirements.txt": "qiskit>=1.0,<2\n"}, True),
        ({"requirements.txt": "qiskit~=1.2\n"}, True),
        ({"requirements.txt": "qiskit>=0.45\n"}, False),
        ({"requirements.txt": "qiskit==1.0.0rc1\n"}, False),
        ({"requirements.txt": "qiskit @ git+https://github.com/Qiskit/qiskit@main\n"}, False),
        ({"requirements.txt": "qiskit-terra==0.25.3\n"}, False),
        ({"requirements.txt": "-r base.txt\n", "base.txt": NEW}, True),
        ({"requirements.txt": OLD, "constraints.txt": NEW}, False),
        ({"pyproject.toml": '[project]\nname = "a"\ndependencies = ["qiskit>=1.1"]\n'}, True),
        ({"environment.yml": "dependencies:\n  - python=3.11\n  - pip:\n      - qiskit==1.2.4\n"}, True),
        ({"Pipfile.lock": '{"default": {"qiskit": {"version": "==1.2.4"}}}', "requirements.txt": OLD}, True),
        ({"uv.lock": '[[package]]\nname = "qiskit"\nversion = "0.46.3"\n', "requirements.txt": NEW}, False),
    ],
)
def test_the_declaration_decides(files: dict[str, str], expected: bool) -> None:
    assert places({"run.py": USE, **files}) == ([("run.py", 1)] if expected else [])


def test_the_nearest_folder_decides() -> None:
    files = {"requirements.txt": NEW, "old/requirements.txt": OLD, "old/src/run.py": USE, "src/run.py": USE}
    assert places({**files}) == [("src/run.py", 1)]


def test_an_install_in_the_notebook_beats_the_project() -> None:
    def notebook(line: str) -> bytes:
        return notebooks.build(notebooks.cells_of(f"# %%\n{line}\n\n# %%\n{USE}"), {})

    assert len(places({"run.ipynb": notebook("%pip install qiskit==1.0.2"), "requirements.txt": OLD})) == 1
    assert places({"run.ipynb": notebook("!pip install 'qiskit<1'"), "requirements.txt": NEW}) == []
    assert places({"run.ipynb": notebook("%pip install -U qiskit"), "requirements.txt": NEW}) == []


def test_a_script_that_declares_for_itself_beats_the_project() -> None:
    script = f'# /// script\n# dependencies = ["qiskit==0.46.3"]\n# ///\n{USE}'
    assert places({"run.py": script, "requirements.txt": NEW}) == []


def test_a_range_that_allows_older_versions_is_for_those_who_want_more() -> None:
    assert places({"run.py": USE, "requirements.txt": "qiskit>=0.45\n"}) == []
    assert places({"run.py": USE, "requirements.txt": "qiskit>=0.45\n"}, "pedantic") == [("run.py", 1)]
    assert places({"run.py": USE, "requirements.txt": "qiskit>=0.45,<1\n"}, "pedantic") == []
    assert places({"run.py": USE, "requirements.txt": "qiskit-terra>=0.20\n"}, "pedantic") == []


def test_a_tree_that_is_the_sdk_is_left_alone() -> None:
    assert places({"qiskit/__init__.py": "", "run.py": USE, "requirements.txt": NEW}) == []


@pytest.mark.parametrize(
    "code",
    [
        "def execute(circuit):\n    return circuit\n\nexecute(1)\n",
        "from qutip import QubitCircuit\nQubitCircuit(2).cnot(0, 1)\n",
        "import qiskit\n\ndef run(qiskit):\n    return qiskit.execute(1)\n",
        "from contextlib import suppress\nwith suppress(ImportError):\n    from qiskit import Aer\n",
        "from qiskit import QuantumCircuit\nc = QuantumCircuit(1)\nif hasattr(c, 'cnot'):\n    c.cnot(0, 1)\n",
        "from qiskit import QuantumCircuit\nc = QuantumCircuit(1) if x else Other()\nc.cnot(0, 1)\n",
        "from qiskit import QuantumCircuit as Q\n\nclass C(Q):\n    def cnot(self, a):\n        a\n\nC(2).cnot(0, 1)\n",
    ],
)  # fmt: skip
def test_what_is_not_surely_the_removed_thing_is_left_alone(code: str) -> None:
    assert places({"run.py": code, "requirements.txt": NEW}) == []


def test_star_imports_and_modules_lead_to_the_names() -> None:
    assert places({"run.py": "from qiskit import *\n\nexecute(1, 2)\nexecute(3, 4)\n", "requirements.txt": NEW}) == [
        ("run.py", 3)
    ]
    code = "import qiskit as q\nfrom qiskit import quantum_info\n\nq.execute(1, 2)\nq.tools.job_monitor(3)\n"
    assert places({"run.py": code, "requirements.txt": NEW}) == [("run.py", 4), ("run.py", 5)]


@pytest.mark.parametrize("gap", [".\\\n    ", "\\\n    .", " . "])
def test_the_name_of_a_module_may_go_on_over_lines(gap: str) -> None:
    code = f"from qiskit{gap}aqua import QuantumInstance\n"
    assert places({"run.py": code, "requirements.txt": NEW}) == [("run.py", 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def ansatz() -> object: ...\ncircuit = ansatz()\ncircuit.cnot(0, 1)\n", []),
        ("from qiskit import QuantumCircuit\ncircuit = QuantumCircuit(2)\ncircuit.cnot(0, 1)\n", [("run.py", 3)]),
        ("from qiskit import transpile\ncircuit = transpile(given)\ncircuit.cnot(0, 1)\n", [("run.py", 3)]),
        ("from parts import circuit\ncircuit.cnot(0, 1)\n", [("run.py", 2)]),
        ("import parts\nparts.circuit.cnot(0, 1)  # qiskit\n", [("run.py", 2)]),
    ],
)
def test_a_method_is_found_wherever_its_object_comes_from(text: str, expected: list[tuple[str, int]]) -> None:
    parts = "from qiskit import QuantumCircuit\ncircuit = QuantumCircuit(2)\n"
    files = {"run.py": f"import qiskit\n{text}", "parts.py": parts, "requirements.txt": NEW}
    assert places({**files}) == [(path, line + 1) for path, line in expected]


def test_a_changed_declaration_is_noticed_though_the_code_is_as_it_was(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "run.py").write_text(USE)
    for text, expected in ((OLD, 0), (NEW, 1), (OLD, 0), ("-r more.txt\n", 0)):
        (tree / "requirements.txt").write_text(text)
        assert len(_scanned(tree)) == expected
    (tree / "more.txt").write_text(NEW)
    assert len(_scanned(tree)) == 1


def _scanned(tree: Path) -> tuple[object, ...]:
    settings = settings_for(root=str(tree), select=("removed-interface",))
    return tuple(scan(ScanRequest(settings, paths=(str(tree / "run.py"),))).open())


def test_fixes_see_the_declaration_beside_the_file(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "requirements.txt").write_text("qiskit==1.4.6\npennylane==0.45.1\n")
    code = (
        "import pennylane as qml  # the usual name\n"
        "from qiskit import (\n    QuantumCircuit, Aer,\n    transpile,\n)\n"
        "from qiskit.extensions import UnitaryGate\n"
        "import qiskit\n\n"
        "c = QuantumCircuit(2)\nc.toffoli(0, 1, 2);  c.cnot(0, 1)\n"
        "qml.grad(c, argnum = 0)\nqiskit.Aer.get_backend('x')\n"
    )
    (tree / "run.py").write_text(code)
    words = ("scan", "--isolated", "--select=removed-interface", "--fix", "--unsafe-fixes", "--quiet", ".")
    assert run(*words, folder=tree).code == 0
    assert (tree / "run.py").read_text() == (
        "import qiskit_aer\n\n"
        "import pennylane as qml  # the usual name\n"
        "from qiskit import (\n    QuantumCircuit,\n    transpile,\n)\n"
        "from qiskit_aer import Aer\n"
        "from qiskit.circuit.library import UnitaryGate\n"
        "import qiskit\n\n"
        "c = QuantumCircuit(2)\nc.ccx(0, 1, 2);  c.cx(0, 1)\n"
        "qml.grad(c, argnums = 0)\nqiskit_aer.Aer.get_backend('x')\n"
    )


def test_the_tables_are_consistent() -> None:
    for family in families():
        assert family.removals
        for each in family.removals:
            assert each.name.partition(".")[0] in family.roots
            assert each.source.startswith("https://")
            assert bool(each.argument) == (each.kind == "argument")
            assert {package for package, _ in each.versions} <= set(family.packages)
        assert len({(each.name, each.argument) for each in family.removals}) == len(family.removals)
