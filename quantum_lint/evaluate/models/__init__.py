"""What calls give: of builtins and the standard library here, of the SDKs in the modules that the deep mode adds."""

from quantum_lint.evaluate.models.standard import MODELS, Model

__all__ = ["MODELS", "Model"]
