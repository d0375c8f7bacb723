"""`quantum-lint circuits`."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from quantum_lint.circuits import cache
from quantum_lint.cli.parser import build
from quantum_lint.compiled import CACHE_VARIABLE
from tests.cli.runner import PROJECT, run
from tests.support.notebooks import build as notebook
from tests.support.notebooks import cells_of

SCRIPT = """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator

bell = QuantumCircuit(2, 2)
bell.h(0)
bell.cx(0, 1)
bell.measure([0, 1], [0, 1])
job = AerSimulator().run(transpile(bell, AerSimulator()), shots=2000)
"""
PROGRAM = 'OPENQASM 2.0;\ninclude "qelib1.inc";\nqreg q[3];\nh q;\n'


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    folder = tmp_path / "tree"
    folder.mkdir()
    (folder / "bell.py").write_text(SCRIPT)
    (folder / "three.qasm").write_text(PROGRAM)
    return folder


def test_a_table_says_what_each_file_builds_and_where_it_runs(tree: Path) -> None:
    answer = run("circuits", folder=tree)
    assert (answer.code, answer.errors) == (0, "")
    assert answer.output == (
        "bell.py\n"
        "  place   name  SDK     qubits  clbits  depth  gates  2q  parameters  measured  known\n"
        "  line 4  bell  qiskit       2       2      3      4   1           0  yes       exact\n"
        "      2 measure, 1 cx, 1 h\n"
        "      -> qiskit_aer.AerSimulator.run on AerSimulator after qiskit.transpile, 2,000 shots at line 8\n"
        "\n"
        "three.qasm\n"
        "  place   name   SDK       qubits  clbits  depth  gates  2q  parameters  measured  known\n"
        "  line 1  three  openqasm       3       0      1      3   0           0  no        exact\n"
        "      3 h\n"
        "\n"
        "2 circuits in 2 files: 2 exact\n"
    )


def test_a_function_that_nothing_calls_hides_no_other_circuit_and_says_how_it_grows(tree: Path) -> None:
    (tree / "kinds.py").write_text(
        "from qiskit import QuantumCircuit\nfrom qiskit.circuit.library import QFT\n"
        "pair = QuantumCircuit(2)\npair.cz(0, 1)\n"
        "def fourier(width):\n    return QFT(width)\n"
        "def chain(width):\n    circuit = QuantumCircuit(width)\n"
        "    for qubit in range(width - 1):\n        circuit.cx(qubit, qubit + 1)\n    return circuit\n"
    )
    answer = json.loads(run("circuits", "--format", "json", "kinds.py", folder=tree).output)
    pair, fourier, chain = answer["circuits"]
    assert (pair["name"], pair["exactness"], pair["growth"]) == ("pair", "exact", [])
    assert [(each["value"], each["two_qubit"], each["flat"]) for each in chain["growth"]] == [
        (4, 3, None),
        (8, 7, None),
        (16, 15, None),
    ]
    # n (n - 1) / 2 controlled phases of two each, and n / 2 swaps of three each
    assert [each["flat"]["cx"] for each in fourier["growth"]] == [12 + 6, 56 + 12, 240 + 24]


def test_nothing_is_said_of_the_size_of_a_circuit_whose_width_is_not_known(tree: Path) -> None:
    (tree / "width.py").write_text(
        "import os\nfrom qiskit import QuantumCircuit\n"
        'wide = QuantumCircuit(int(os.environ["WIDTH"]))\nwide.measure_all()\n'
    )
    (wide,) = json.loads(run("circuits", "--format", "json", "width.py", folder=tree).output)["circuits"]
    assert (wide["qubits"], wide["gates"], wide["exactness"]) == (None, None, "unknown")
    assert wide["reason"] == "the environment variable `WIDTH` is not known"


def test_a_drawing_stands_below_its_circuit(tree: Path) -> None:
    lines = run("circuits", "--draw", "bell.py", folder=tree).output.splitlines()
    assert lines[5:12] == [
        "           ┌───┐     ┌─┐",
        "      q_0: ┤ H ├──■──┤M├───",
        "           └───┘┌─┴─┐└╥┘┌─┐",
        "      q_1: ─────┤ X ├─╫─┤M├",
        "                └───┘ ║ └╥┘",
        "      c: 2/═══════════╩══╩═",
        "                      0  1",
    ]


def test_json_is_what_the_schema_says(tree: Path) -> None:
    from jsonschema import Draft202012Validator

    (tree / "broken.qasm").write_text("OPENQASM 2.0;\nqreg q[2]\n")
    table = json.loads(run("circuits", "--format", "json", folder=tree).output)
    schema = json.loads((PROJECT / "docs" / "schema" / "circuits.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(table)
    bell = next(each for each in table["circuits"] if each["name"] == "bell")
    assert bell["gates"] == {"measure": 2, "cx": 1, "h": 1}
    assert (bell["path"], bell["line"], bell["column"], bell["cell"]) == ("bell.py", 4, 8, None)
    use = bell["submitted_at"][0]
    assert (use["line"], use["shots"], use["shots_from"], use["device"]) == (8, 2000, "given", "AerSimulator")
    broken = next(each for each in table["circuits"] if each["name"] == "broken")
    assert (broken["exactness"], broken["qubits"], broken["gates"]) == ("unknown", None, None)
    assert table["unreadable"][0]["path"] == "broken.qasm"


def test_a_cell_of_a_notebook_is_told_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "tree"
    folder.mkdir()
    (folder / "bell.ipynb").write_bytes(notebook(cells_of(f"# %%\nimport math\n\n# %%\n{SCRIPT}"), {}))
    table = json.loads(run("circuits", "--format", "json", folder=folder).output)
    found = table["circuits"][0]
    assert (found["cell"]["index"], found["cell"]["line"]) == (1, 4)
    assert found["submitted_at"][0]["cell"]["line"] == 8


def test_a_page_holds_the_drawings_and_asks_nobody(tree: Path) -> None:
    answer = run("circuits", "--format", "html", "--output", "page.html", folder=tree)
    assert (answer.code, answer.output) == (0, "")
    page = (tree / "page.html").read_text()
    assert "┤ H ├──■──┤M├" in page
    assert "2,000 shots" in page
    assert "http://" not in page.replace("http-equiv", "")
    assert "https://" not in page
    assert "<script" not in page


def test_what_a_page_shows_of_files_is_text(tree: Path) -> None:
    (tree / "evil.py").write_text(
        "from qiskit import QuantumCircuit\ntable = {'<img src=x>': QuantumCircuit(1, name='<b>')}\n"
        "table['<img src=x>'].h(0)\n"
    )
    page = run("circuits", "--format", "html", folder=tree).output
    assert "<img" not in page
    assert "&lt;img src=x&gt;" in page


def test_a_second_run_is_the_same_and_looks_at_no_file(tree: Path) -> None:
    own = {"QUANTUM_LINT_CACHE": str(tree.parent / "cache")}
    first = run("circuits", folder=tree, more=own)
    kept = sorted((tree.parent / "cache" / "circuits").iterdir())
    second = run("circuits", folder=tree, more={**own, "PYTHONPATH": f"{PROJECT}{os.pathsep}{guard(tree.parent)}"})
    assert len(kept) == 2
    assert second == first
    (tree / "three.qasm").write_text(PROGRAM + "x q[0];\n")
    assert "3 h, 1 x" in run("circuits", folder=tree, more=own).output


def test_what_python_compiles_of_us_makes_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "rules_folder", lambda: str(tmp_path))
    (tmp_path / "rule.toml").write_text("")
    states = []
    for name in ("rule.cpython-311.pyc", "other.toml"):
        cache.ourselves.cache_clear()
        states.append(cache.ourselves())
        (tmp_path / name).write_text("")
    cache.ourselves.cache_clear()
    states.append(cache.ourselves())
    cache.ourselves.cache_clear()
    assert states[0] == states[1] != states[2]


def guard(folder: Path) -> Path:
    """A folder whose presence on the path makes reading any circuit fail."""
    (folder / "guard").mkdir()
    (folder / "guard" / "sitecustomize.py").write_text(
        "import sys\nclass Closed:\n    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'quantum_lint.evaluate.deep' or name == 'qiskit.qasm2':\n"
        "            raise RuntimeError(name)\nsys.meta_path.insert(0, Closed())\n"
    )
    return folder / "guard"


def test_many_processes_give_the_same_bytes_as_one(tree: Path) -> None:
    for number in range(9):
        (tree / f"more{number}.qasm").write_text(PROGRAM + "x q[0];\n" * number)
    one = run("circuits", "--jobs", "1", "--no-cache", folder=tree)
    assert run("circuits", "--jobs", "3", "--no-cache", folder=tree) == one
    assert one.output.count("exact") >= 11


def test_without_qiskit_one_line_says_what_to_install(tree: Path) -> None:
    folder = tree.parent / "without"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(
        "import importlib.util as util\nreal = util.find_spec\n"
        "util.find_spec = lambda name, package=None: None if name == 'qiskit' else real(name, package)\n"
    )
    answer = run("circuits", folder=tree, more={"PYTHONPATH": f"{PROJECT}{os.pathsep}{folder}"})
    assert (answer.code, answer.output) == (2, "")
    assert answer.errors == (
        "quantum-lint: error: circuits are built with Qiskit, which is not installed: "
        "python -m pip install 'quantum-lint[circuits]'\n"
    )


def test_a_path_that_is_not_there_is_wrong_usage(tree: Path) -> None:
    answer = run("circuits", "nowhere", folder=tree)
    assert (answer.code, answer.errors) == (2, "quantum-lint: error: there is no file or folder nowhere\n")


def test_the_command_is_in_the_help() -> None:
    assert "circuits" in build(None).format_help()


def test_results_that_are_old_are_dropped_from_the_cache(tree: Path, tmp_path: Path) -> None:
    kept = tmp_path / "cache"
    assert run("circuits", folder=tree, more={CACHE_VARIABLE: str(kept)}).code == 0
    fresh = set((kept / "circuits").iterdir())
    old = kept / "circuits/old.msgpack"
    old.write_bytes(b"")
    os.utime(old, (0, 0))
    assert run("circuits", folder=tree, more={CACHE_VARIABLE: str(kept)}).code == 0
    assert set((kept / "circuits").iterdir()) == fresh != set()
