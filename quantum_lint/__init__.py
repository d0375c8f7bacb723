"""quantum-lint: a static scanner for repositories that use quantum hardware."""

__version__ = "0.1.0"
