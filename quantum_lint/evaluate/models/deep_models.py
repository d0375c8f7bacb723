"""The models of calls in the deep mode, by qualified name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from quantum_lint.evaluate.models import (
    derived,
    drawing,
    foreign,
    instructions,
    lists,
    numeric,
    objects,
    plain,
    qiskit_algorithms,
    qiskit_calibration,
    qiskit_eigensolvers,
    qiskit_former,
    qiskit_opflow,
    search_path,
)
from quantum_lint.evaluate.models.allowed import MEMBERS
from quantum_lint.evaluate.models.qiskit_circuits import FUNCTIONS
from quantum_lint.evaluate.models.standard import MODELS, Model


@cache
def _models() -> Mapping[str, Model]:
    """Those that have a name of their own; to put them together takes 1 ms, as long as a short script."""
    standard = {name: model for name, model in MODELS.items() if numeric.model_of(name) is None}
    found = {
        **standard,
        **plain.models(MODELS),
        **lists.MODELS,
        **drawing.MODELS,
        **qiskit_calibration.MODELS,
        **derived.MODELS,
        **search_path.MODELS,
        **FUNCTIONS,
        **qiskit_former.FUNCTIONS,
    }
    return found | instructions.models(found)


class DeepModels(Mapping[str, Model]):
    """The models of the deep mode by qualified name, over those of the light mode."""

    def __init__(self) -> None:
        self._own = _models()
        self._found: dict[str, Model | None] = {}

    def __getitem__(self, name: str) -> Model:
        model = self._own.get(name) or derived.model_of(name)
        if model is None:
            if name not in self._found:
                self._found[name] = _model(name)
            model = self._found[name]
        if model is None:
            raise KeyError(name)
        return model

    def __contains__(self, name: object) -> bool:
        """Whether a call is followed; what makes other circuits of circuits is not."""
        assert isinstance(name, str)
        return derived.model_of(name) is None and self.get(name) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)


#: What knows models by rules of names, asked one after the other.
_FINDERS = (
    foreign.model_of,
    numeric.model_of,
    qiskit_algorithms.model_of,
    qiskit_eigensolvers.model_of,
    qiskit_opflow.model_of,
    objects.maker,
)


def _model(name: str) -> Model | None:
    owner, _, last = name.rpartition(".")
    if owner in MEMBERS:
        return FUNCTIONS.get(name) or foreign.model_of(name) or objects.maker(name) or objects.method(last)
    return next(filter(None, (find(name) for find in _FINDERS)), None)
