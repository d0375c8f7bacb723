"""The allow-list: which names of libraries may be called, and which methods and attributes of which classes.

Nothing else of a library is ever reached. None of what stands here reads a file, opens a connection, imports anything
by a name that it is given, or runs text as code.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any

#: Module -> its classes and functions that may be called, by the names programs use.
CALLABLE: dict[str, str] = {
    "qiskit.circuit": """QuantumCircuit QuantumRegister ClassicalRegister AncillaRegister Qubit Clbit AncillaQubit
        Parameter ParameterVector ParameterExpression Gate Instruction ControlledGate CircuitInstruction Delay
        AnnotatedOperation ControlModifier InverseModifier PowerModifier IfElseOp WhileLoopOp ForLoopOp SwitchCaseOp
        CASE_DEFAULT""",
    "qiskit.circuit.library": """AND AndGate Barrier BitFlipOracleGate BitwiseXorGate C3SXGate C3XGate C4XGate CCXGate
        CCZGate CDKMRippleCarryAdder CHGate CPhaseGate CRXGate CRYGate CRZGate CSGate CSXGate CSdgGate CSwapGate CU1Gate
        CU3Gate CUGate CXGate CYGate CZGate DCXGate Diagonal DiagonalGate DraperQFTAdder ECRGate EfficientSU2
        EvolvedOperatorAnsatz ExactReciprocal ExactReciprocalGate ExcitationPreserving FourierChecking FullAdderGate GMS
        GR GRX GRY GRZ GlobalPhaseGate GraphState GraphStateGate GroverOperator HGate HRSCumulativeMultiplier
        HalfAdderGate HamiltonianGate HiddenLinearFunction IGate IQP Initialize InnerProduct InnerProductGate
        IntegerComparator IntegerComparatorGate Isometry LinearAmplitudeFunction LinearAmplitudeFunctionGate
        LinearFunction LinearPauliRotations LinearPauliRotationsGate MCGupDiag MCMT MCMTGate MCMTVChain MCPhaseGate
        MCU1Gate MCXGate MCXGrayCode MCXRecursive MCXVChain MSGate Measure ModularAdderGate MultiplierGate NLocal OR
        OrGate PauliEvolutionGate PauliFeatureMap PauliGate PauliTwoDesign Permutation PermutationGate PhaseEstimation
        PhaseGate PhaseOracle PhaseOracleGate PiecewiseChebyshev PiecewiseLinearPauliRotations
        PiecewiseLinearPauliRotationsGate PiecewisePolynomialPauliRotations PiecewisePolynomialPauliRotationsGate
        PolynomialPauliRotations PolynomialPauliRotationsGate QAOAAnsatz QFT QFTGate QuadraticForm QuadraticFormGate
        QuantumVolume RC3XGate RCCXGate RGQFTMultiplier RGate RVGate RXGate RXXGate RYGate RYYGate RZGate RZXGate
        RZZGate RealAmplitudes Reset SGate SXGate SXdgGate SdgGate StatePreparation SwapGate TGate TdgGate TwoLocal
        U1Gate U2Gate U3Gate UCGate UCPauliRotGate UCRXGate UCRYGate UCRZGate UGate UniformSuperpositionGate UnitaryGate
        UnitaryOverlap VBERippleCarryAdder WeightedAdder WeightedSumGate XGate XOR XXMinusYYGate XXPlusYYGate YGate
        ZFeatureMap ZGate ZZFeatureMap iSwapGate efficient_su2 evolved_operator_ansatz excitation_preserving
        fourier_checking grover_operator hamiltonian_variational_ansatz hidden_linear_function iqp n_local
        pauli_feature_map pauli_two_design phase_estimation qaoa_ansatz quantum_volume random_bitwise_xor random_iqp
        real_amplitudes unitary_overlap z_feature_map zz_feature_map""",
    "qiskit.converters": "circuit_to_gate circuit_to_instruction",
    "qiskit.circuit.random": "random_circuit random_clifford_circuit random_circuit_from_graph",
    "qiskit.quantum_info": """Clifford DensityMatrix Operator Pauli PauliList ScalarOp SparseObservable SparsePauliOp
        StabilizerState Statevector Z2Symmetries random_clifford random_density_matrix random_hermitian random_pauli
        random_pauli_list random_statevector random_unitary pauli_basis state_fidelity process_fidelity partial_trace
        commutator anti_commutator""",
    "qiskit.synthesis": """LieTrotter MatrixExponential OneQubitEulerDecomposer QDrift SuzukiTrotter
        TwoQubitBasisDecomposer TwoQubitWeylDecomposition adder_modular_v17 adder_qft_d00 adder_ripple_c04
        adder_ripple_r25 adder_ripple_v95 gray_code_chain multiplier_cumulative_h18 multiplier_qft_r17 synth_c3x
        synth_c4x synth_circuit_from_stabilizers synth_clifford_ag synth_clifford_bm synth_clifford_depth_lnn
        synth_clifford_full synth_clifford_greedy synth_clifford_layers synth_cnot_count_full_pmh
        synth_cnot_depth_line_kms synth_cnot_phase_aam synth_cz_depth_line_mr synth_integer_comparator_2s
        synth_integer_comparator_greedy synth_mcmt_vchain synth_mcx_1_clean_b95 synth_mcx_gray_code
        synth_mcx_n_clean_m15 synth_mcx_n_dirty_i15 synth_mcx_noaux_v24 synth_permutation_acg synth_permutation_basic
        synth_permutation_depth_lnn_kms synth_permutation_reverse_lnn_kms synth_qft_full synth_qft_line
        synth_stabilizer_depth_lnn synth_stabilizer_layers synth_weighted_sum_carry""",
    "qiskit.circuit.classical.expr": """lift cast bit_not logic_not bit_and bit_or bit_xor logic_and logic_or equal
        not_equal less less_equal greater greater_equal shift_left shift_right index add sub mul div Var""",
    "qiskit.circuit.classical.types": "Bool Uint Float Duration",
    "qiskit.transpiler": "CouplingMap",
    "rustworkx": "PyGraph PyDiGraph",
    "rustworkx.generators": """cycle_graph path_graph star_graph complete_graph grid_graph mesh_graph
        hexagonal_lattice_graph heavy_hex_graph heavy_square_graph""",
    "fractions": "Fraction",
}
_PYTKET_CHANGES = """
    AAMS BRIDGE CCX CH CRx CRy CRz CS CSWAP CSX CSXdg CSdg CU1 CU3 CV CVdg CX CY CZ Collapse ECR ESWAP FSim GPI GPI2 H
    ISWAP ISWAPMax Measure Phase PhasedISWAP PhasedX PhasedXX Reset Rx Ry Rz S SWAP SX SXdg Sdg Sycamore T TK1 TK2 Tdg
    TwinPhasedX U1 U2 U3 V Vdg X XXPhase XXPhase3 Y YYPhase Z ZZMax ZZPhase add_barrier add_bit add_blank_wires
    add_c_and add_c_copybits add_c_copyreg add_c_not add_c_or add_c_range_predicate add_c_register add_c_setbits
    add_c_setreg add_c_xor add_circbox add_circuit add_custom_gate add_diagonal_box add_expbox add_gate
    add_pauliexpbox add_phase add_q_register add_qcontrolbox add_qubit add_state_preparation_box add_toffolibox
    add_unitary1qbox add_unitary2qbox add_unitary3qbox append flatten_registers measure_all measure_register noop
    remove_blank_wires rename_units symbol_substitution"""
#: Class -> its methods and attributes that may be used. What a class inherits counts, too.
MEMBERS: dict[str, str] = {
    "qiskit.QuantumCircuit": """add_bits add_register add_input add_var add_uninitialized_var ancillas append
        assign_parameters barrier box break_loop ccx ccz ch clbits clear compose continue_loop control copy
        copy_empty_like count_ops cp cregs crx cry crz cs csdg cswap csx cu cx cy cz data dcx decompose delay depth ecr
        find_bit for_loop from_instructions get_instructions get_parameter global_phase h has_control_flow_op
        has_parameter has_register id if_else if_test initialize inverse iswap layout mcp mcrx mcry mcrz mcx measure
        measure_active measure_all metadata ms name noop num_ancillas num_clbits num_connected_components
        num_nonlocal_gates num_parameters num_qubits num_tensor_factors num_unitary_factors p parameters pauli power
        prepare_state qregs qubits r rcccx rccx remove_final_measurements repeat reset reverse_bits reverse_ops rv rx
        rxx ry ryy rz rzx rzz s sdg size store swap switch sx sxdg t tdg tensor to_gate to_instruction u unitary
        while_loop width x y z duration unit
        ordered_parameters num_parameters_settable parameter_bounds reps entanglement insert_barriers initial_state
        rotation_blocks entanglement_blocks num_layers flatten feature_dimension paulis operators
        oracle reflection_qubits zero_reflection state_preparation num_state_qubits num_ancilla_qubits
        num_sum_qubits num_carry_qubits do_swaps approximation_degree""",
    "qiskit.Instruction": """add_decomposition broadcast_arguments control copy ctrl_state base_gate definition inverse
        is_parameterized label name num_clbits num_ctrl_qubits num_qubits params power repeat reverse_ops to_matrix
        to_mutable to_instruction blocks base_op modifiers operator time synthesis condition duration unit""",
    "qiskit.AnnotatedOperation": "base_op modifiers num_qubits num_clbits name control inverse power to_matrix params",
    "qiskit.CircuitInstruction": "clbits copy label matrix name operation params qubits replace is_control_flow",
    "qiskit.Register": "index name size prefix",
    "qiskit.Bit": "index register",
    "qiskit.Qubit": "",
    "qiskit.Clbit": "",
    "qiskit.BitLocations": "index registers",
    "qiskit.ParameterExpression": """abs arccos arcsin arctan assign bind bind_all conjugate cos exp is_real log name
        numeric parameters sin subs tan vector index sympify uuid""",
    "qiskit.ParameterVector": "name params index resize",
    "qiskit.SparsePauliOp": """adjoint apply_layout chop coeffs compose conjugate copy dot equiv expand
        group_commuting num_qubits parameters paulis power simplify size sort sum tensor to_list to_matrix
        to_sparse_list transpose assign_parameters dim""",
    "qiskit.Pauli": """adjoint anticommutes apply_layout commutes compose conjugate copy delete dim dot equiv evolve
        expand insert inverse num_qubits phase power tensor to_instruction to_label to_matrix transpose x z""",
    "qiskit.PauliList": """adjoint anticommutes commutes compose copy dot evolve expand group_commuting
        group_qubit_wise_commuting insert num_qubits phase shape size sort tensor to_labels to_matrix unique x z
        delete""",
    "qiskit.SparseObservable": "num_qubits num_terms apply_layout adjoint simplify compose tensor expand",
    "qiskit.Operator": """adjoint apply_permutation compose conjugate copy data dim dot equiv expand input_dims
        is_unitary num_qubits output_dims power reverse_qargs tensor to_instruction to_matrix transpose""",
    "qiskit.ScalarOp": "tensor expand compose to_matrix to_operator num_qubits",
    "qiskit.Clifford": """to_circuit to_instruction to_matrix to_operator adjoint compose dot num_qubits tensor copy
        inverse""",
    "qiskit.QuantumState": """conjugate copy data dim dims equiv evolve expand expectation_value inner num_qubits
        probabilities probabilities_dict purity reverse_qargs tensor to_dict to_operator trace""",
    "qiskit.ProductFormula": "order reps synthesize settings",
    "qiskit.EvolutionSynthesis": "synthesize settings",
    "qiskit.OneQubitEulerDecomposer": "angles angles_and_phase",
    "qiskit.TwoQubitWeylDecomposition": "K1l K1r K2l K2r a b c",
    "qiskit.CouplingMap": """get_edges size physical_qubits neighbors distance is_connected graph reduce add_edge
        add_physical_qubit""",
    "qiskit.PassManager": "append replace remove run",
    "qiskit.StagedPassManager": """init layout routing translation optimization scheduling pre_init pre_layout
        pre_routing pre_translation pre_optimization pre_scheduling post_init post_layout post_routing post_translation
        post_optimization post_scheduling""",
    "qiskit.BasePass": "",
    "qiskit.EquivalenceLibrary": "",
    "qiskit.Var": "name",
    "qiskit.Expr": "",
    "qiskit.Duration": "",
    "qiskit.InstructionSet": "",
    "qiskit.IfContext": "",
    "qiskit.ElseContext": "",
    "qiskit.WhileLoopContext": "",
    "qiskit.ForLoopContext": "",
    "qiskit.SwitchContext": "",
    "qiskit.CaseBuilder": "DEFAULT __call__",
    "qiskit.BoxContext": "",
    "qiskit._DefaultCaseType": "",
    "contextlib._GeneratorContextManager": "",
    "rustworkx.PyGraph": """add_node add_nodes_from add_edge add_edges_from add_edges_from_no_data edge_list
        weighted_edge_list nodes edges node_indices node_indexes edge_indices num_nodes num_edges degree neighbors
        has_edge get_edge_data extend_from_edge_list extend_from_weighted_edge_list subgraph copy""",
    "rustworkx.PyDiGraph": """add_node add_nodes_from add_edge add_edges_from edge_list weighted_edge_list nodes
        edges node_indices num_nodes num_edges neighbors successors predecessors copy""",
    "rustworkx.EdgeList": "",
    "rustworkx.WeightedEdgeList": "",
    "rustworkx.NodeIndices": "",
    "rustworkx.EdgeIndices": "",
    "cirq.Circuit": """all_operations all_qubits append concat_ragged copy freeze from_moments insert moments num_qubits
        tetris_concat transform_qubits unfreeze with_noise zip""",
    "cirq.NoiseModel": "noisy_moment noisy_moments",
    "cirq.Moment": "operations qubits with_operation",
    "cirq.Gate": "__call__ controlled num_qubits on on_each with_key",
    "cirq.Operation": """controlled_by gate mapped_circuit qubits repeat transform_qubits with_classical_controls
        with_measurement_key_mapping with_qubit_mapping with_qubits with_tags""",
    "cirq.Condition": "",
    "cirq.Indexed": "",
    "cirq.Qid": "",
    "cirq.LineQubit": "x",
    "cirq.GridQubit": "col is_adjacent row",
    "cirq.NamedQubit": "name",
    "braket.Circuit": """__add__ __call__ __iadd__ add add_circuit add_instruction add_result_type add_verbatim_box
        adjoint adjoint_gradient amplitude amplitude_damping apply_gate_noise apply_initialization_noise
        apply_readout_noise barrier bit_flip cc_prx ccnot cnot copy cphaseshift cphaseshift00 cphaseshift01
        cphaseshift10 cswap cv cy cz density_matrix depolarizing depth ecr expectation generalized_amplitude_damping
        gphase gpi gpi2 h i instructions iswap kraus make_bound_circuit measure measure_ff ms parameters
        pauli_channel phase_damping phase_flip phaseshift probability prx pswap qubit_count qubits result_types rx ry
        rz s sample si state_vector swap t ti to_unitary two_qubit_dephasing two_qubit_depolarizing
        two_qubit_pauli_channel u unitary v variance vi x xx xy y yy z zz""",
    "pytket.Circuit": f"""{_PYTKET_CHANGES} __mul__ __rshift__ bits c_registers copy dagger depth free_symbols
        get_c_register get_commands get_q_register n_1qb_gates n_2qb_gates n_bits n_gates n_gates_of_type n_nqb_gates
        n_qubits name q_registers qubits""",
    "pytket.Command": "args bits op qubits",
    "pytket.Op": "dagger n_qubits params type",
    "pytket.OpType": "name",
    "pytket.Unit": "index reg_name",
    "pytket.Register": "name size to_list",
    "pytket.Condition": "",
    "pytket.Computed": "",
    "pytket.Logic": "",
    "pytket.QubitPauliString": "map",
    "pytket.QubitPauliOperator": "",
    "pytket.Definition": "__call__ name",
    "pennylane.Tape": "operations wires",
    "pennylane.Operation": "inv name parameters wires",
    "pennylane.Measured": "",
    "braket.Instruction": "adjoint control control_state copy operator power target",
    "braket.Operator": "adjoint angle angle_1 angle_2 angle_3 name parameters qubit_count to_matrix",
    "braket.OperatorType": "__call__",
    "braket.Observable": "targets",
    "braket.ResultType": "",
    "networkx.Graph": """add_edge add_edges_from add_node add_nodes_from add_weighted_edges_from copy edges
        get_edge_data has_edge neighbors nodes number_of_edges number_of_nodes order size""",
    "networkx.NodeView": "__call__",
    "networkx.EdgeView": "__call__",
    "networkx.ReadOnly": "get items",
    "fractions.Fraction": "numerator denominator limit_denominator",
    "numpy.ndarray": """T all any argmax argmin argsort astype conj conjugate copy cumprod cumsum diagonal dot dtype
        flat flatten imag item max mean min ndim nonzero prod ravel real repeat reshape round searchsorted shape size
        sort squeeze std sum swapaxes tolist trace transpose var""",
    "numpy.dtype": "name kind itemsize",
    "numpy.flatiter": "",
    "numpy.random.Generator": """random integers choice normal uniform standard_normal permutation shuffle
        exponential""",
    "numpy.random.RandomState": """rand randn randint random random_sample choice normal uniform permutation shuffle
        standard_normal""",
}
#: Class methods and static methods that make objects.
MAKERS: dict[str, str] = {
    "QuantumCircuit": "from_instructions",
    "Operator": "from_label from_circuit",
    "Statevector": "from_label from_int from_instruction",
    "SparsePauliOp": "from_list from_sparse_list from_operator",
    "SparseObservable": "from_list from_sparse_list from_label from_sparse_pauli_op",
    "PauliList": "from_symplectic",
    "Clifford": "from_circuit from_label",
    "DensityMatrix": "from_label from_int from_instruction",
    "CouplingMap": "from_line from_ring from_grid from_full from_heavy_hex from_heavy_square",
}
#: Methods and attributes that change their object.
CHANGING: dict[str, frozenset[str]] = {
    name: frozenset(text.split())
    for name, text in {
        "qiskit.QuantumCircuit": """add_bits add_register add_input add_var add_uninitialized_var append barrier box
            break_loop ccx ccz ch clear continue_loop cp crx cry crz cs csdg cswap csx cu cx cy cz dcx delay ecr
            for_loop h id if_else if_test initialize iswap mcp mcrx mcry mcrz mcx measure ms noop p pauli prepare_state
            r rcccx rccx reset rv rx rxx ry ryy rz rzx rzz s sdg store swap switch sx sxdg t tdg u unitary while_loop
            x y z""",
        "qiskit.Instruction": "add_decomposition",
        "qiskit.ParameterVector": "resize",
        "qiskit.PassManager": "append replace remove",
        "qiskit.CouplingMap": "add_edge add_physical_qubit",
        "rustworkx.PyGraph": """add_node add_nodes_from add_edge add_edges_from add_edges_from_no_data
            extend_from_edge_list extend_from_weighted_edge_list""",
        "rustworkx.PyDiGraph": "add_node add_nodes_from add_edge add_edges_from",
        "networkx.Graph": "add_edge add_edges_from add_node add_nodes_from add_weighted_edges_from",
        "cirq.Circuit": "append insert",
        "braket.Circuit": """__iadd__ add add_circuit add_instruction add_result_type add_verbatim_box
            adjoint_gradient amplitude amplitude_damping apply_gate_noise apply_initialization_noise
            apply_readout_noise barrier bit_flip cc_prx ccnot cnot cphaseshift cphaseshift00 cphaseshift01
            cphaseshift10 cswap cv cy cz density_matrix depolarizing ecr expectation generalized_amplitude_damping
            gphase gpi gpi2 h i iswap kraus measure measure_ff ms pauli_channel phase_damping phase_flip phaseshift
            probability prx pswap rx ry rz s sample si state_vector swap t ti two_qubit_dephasing
            two_qubit_depolarizing two_qubit_pauli_channel u unitary v variance vi x xx xy y yy z zz""",
        "pytket.Circuit": _PYTKET_CHANGES,
        "numpy.ndarray": "sort",
        "numpy.random.Generator": """random integers choice normal uniform standard_normal permutation shuffle
            exponential""",
        "numpy.random.RandomState": """rand randn randint random random_sample choice normal uniform permutation
            shuffle standard_normal""",
    }.items()
}
#: Methods that change their circuit when `inplace` is true, and what it is when it is not given.
IN_PLACE = {
    "compose": False,
    "tensor": False,
    "assign_parameters": False,
    "measure_all": True,
    "measure_active": True,
    "remove_final_measurements": True,
}
#: Classes whose methods, unless something else is known of them, give their object back.
FLUENT = frozenset(("braket.Circuit", "pytket.Circuit"))
#: Attributes of a class that programs set.
SETTABLE: dict[str, frozenset[str]] = {
    "qiskit.QuantumCircuit": frozenset(["name", "global_phase", "metadata", "data"])
    | frozenset(["num_qubits", "reps", "entanglement", "rotation_blocks", "entanglement_blocks", "initial_state"])
    | frozenset(["operators"]),
    "qiskit.Instruction": frozenset(["name", "label", "definition", "params", "ctrl_state", "base_gate"]),
    "qiskit.StagedPassManager": frozenset(MEMBERS["qiskit.StagedPassManager"].split()),
}
_TOP = {"qiskit": "qiskit", "numpy": "numpy", "rustworkx": "rustworkx", "fractions": "fractions"}
#: A package whose classes are others than those of the same name: its `PhaseEstimation` is an algorithm.
_OTHER_CLASSES = "algorithms."
_MODULES = {name: module for module, names in CALLABLE.items() for name in names.split()}
_OURS = "quantum_lint.evaluate.models."
_MEMBERS = {name: frozenset(text.split()) for name, text in MEMBERS.items()}


def _lineage(kind: type) -> tuple[str, ...]:
    """The names under which a class and its bases stand in the tables, nearest first."""
    found = _LINEAGES.get(kind)
    if found is None:
        found = _LINEAGES[kind] = _named_lineage(kind)
    return found


#: The answers for the classes of libraries, of which there are few hundred.
_LINEAGES: dict[type, tuple[str, ...]] = {}


def _named_lineage(kind: type) -> tuple[str, ...]:
    found = []
    for base in kind.__mro__:
        module = base.__module__ or ""  # some compiled classes have none
        # Our own classes are called after the SDK that they stand for: `cirq_gates`.
        top = module.removeprefix(_OURS).partition("_")[0] if module.startswith(_OURS) else module.partition(".")[0]
        place = f"numpy.random.{base.__name__}" if module.startswith("numpy.random") else ""
        name = place or f"{top}.{base.__name__}"
        if name in MEMBERS:
            found.append(name)
    return tuple(found)


def kind_of(real: Any) -> str | None:
    """The name under which the class of an object stands in the tables; None where it may not be used."""
    found = _lineage(type(real))
    return found[0] if found else None


def may_use(real: Any, name: str) -> bool:
    """Whether a method or attribute of an object may be used."""
    return any(name in _MEMBERS[kind] for kind in _lineage(type(real)))


def changes(real: Any, name: str) -> bool:
    """Whether a method changes its object."""
    return any(name in CHANGING.get(kind, ()) for kind in _lineage(type(real)))


def may_set(real: Any, name: str) -> bool:
    """Whether an attribute of an object may be set."""
    return any(name in SETTABLE.get(kind, ()) for kind in _lineage(type(real)))


@lru_cache(maxsize=4_000)
def member_of_library(name: str) -> Any:
    """The class or function of a library that a qualified name means, or a class method; None where it may not be used.

    Programs import the same class from many modules, so that the package and the last names count.
    """
    top, _, rest = name.partition(".")
    if top not in _TOP or not rest or rest.startswith(_OTHER_CLASSES):
        return None
    parts = rest.split(".")
    owner, last = (parts[-2] if len(parts) > 1 else ""), parts[-1]
    if last in MAKERS.get(owner, "").split() and _module(owner, top):
        return getattr(getattr(import_module(_MODULES[owner]), owner), last)
    return getattr(import_module(_MODULES[last]), last, None) if _module(last, top) else None


def _module(name: str, top: str) -> bool:
    return name in _MODULES and _MODULES[name].partition(".")[0] == top
