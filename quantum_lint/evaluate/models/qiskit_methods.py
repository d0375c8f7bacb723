"""Which methods no circuit of Qiskit ever had: calling one fails, and the part of the program ends there."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.evaluate.models import qiskit_former
from quantum_lint.evaluate.models.qiskit_circuits import HARMLESS, METHODS

if TYPE_CHECKING:
    from quantum_lint.evaluate.models.live import Live
    from quantum_lint.evaluate.positions import Source

#: What circuits had in some release up to 2.0 besides what they have now and what has a model. Read from all releases
#: of Qiskit: the methods of `quantumcircuit.py`, and what any of its modules sets as `QuantumCircuit.name`.
_HAD = """
    add add_calibrations assign_variables bit_duration bit_start_time bit_stop_time calibrations cast
    cbit_argument_conversion cbit_argument_expansion cls_instances cls_prefix concatenate count_num_gates cphase cx_base
    diagGate diag_gate display extension_lib final_measurement_mapping first_atomic_gate_host get_cregs get_qregs header
    instructions items last_atomic_gate_host load map_condition mapping mygate n_clbits noise number_atomic_gates
    optimize_gates parameter_table permutation phase properties qbit_argument_conversion qbit_argument_expansion
    remove_double_cnots_once remove_final_measures remove_stretch remove_var remove_zero_rotations
    resolve_classical_resource reverse save string_initialization substitute_vars to_matrix u_base ucg ucx ucy ucz
    unassigned_variables use_qubit use_stretch use_var uzz variable_table variables wait xy
"""
#: Packages that give circuits no methods, or only such as have a model, and parts of Qiskit that gave them others.
_CALM = frozenset(("IPython", "matplotlib", "numpy", "pylatexenc", "qiskit", "qiskit_aer", "scipy"))
_PATCHING = ("qiskit.aqua", "qiskit.chemistry", "qiskit.finance", "qiskit.ignis", "qiskit.ml", "qiskit.optimization")
#: Functions that may set an attribute without naming it.
_WITHOUT_NAMING = frozenset(("__import__", "eval", "exec", "import_module", "setattr", "vars"))


class Surroundings(NamedTuple):
    """What a program says of itself.

    `statements` are the calls that are statements of a part's top level; `given` are the attributes that the program
    sets of anything, and is None where something else than the program may give circuits methods.
    """

    statements: frozenset[ast.expr] = frozenset()
    given: frozenset[str] | None = None


def surroundings(sources: Sequence[Source], nodes: Sequence[ast.AST]) -> Surroundings:
    """What the parts of a program, with all these nodes, say of it."""
    top = [statement for source in sources for statement in source.body]
    statements = frozenset(
        each.value for each in top if isinstance(each, ast.Expr) and isinstance(each.value, ast.Call)
    )
    if any(isinstance(node, ast.Name) and node.id in _WITHOUT_NAMING for node in nodes):
        return Surroundings(statements)
    calm = all(map(_is_calm, (name for node in nodes for name in _modules(node))))
    set_names = (each.attr for each in nodes if isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Store))
    return Surroundings(statements, frozenset(set_names) if calm else None)


def _modules(node: ast.AST) -> Iterator[str]:
    """The modules that a statement imports, with their names as far as these may be modules themselves."""
    if isinstance(node, ast.ImportFrom):
        yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)


def _is_calm(module: str) -> bool:
    top = module.partition(".")[0]
    return (top in _CALM or top in sys.stdlib_module_names) and not module.startswith(_PATCHING)


def fails(receiver: Live, name: str, site: ast.Call, program: Surroundings) -> bool:
    """Whether a call at a site surely fails, as circuits have no such method, and with it the part ends."""
    from qiskit.circuit import QuantumCircuit

    known = hasattr(QuantumCircuit, name) or name in _HAD.split() or name in METHODS or name in qiskit_former.METHODS
    if known or name in HARMLESS or program.given is None or name in program.given:
        return False
    return type(receiver.real) is QuantumCircuit and site in program.statements
