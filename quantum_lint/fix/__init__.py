"""Applying fixes: splices in a file's bytes, a check that the file is still what it was, and an atomic write."""

from __future__ import annotations

from quantum_lint.fix.apply import FixResult, Refused, apply, converge
from quantum_lint.fix.splice import Plan, plan
from quantum_lint.fix.write import write

__all__ = ["FixResult", "Plan", "Refused", "apply", "converge", "plan", "write"]
