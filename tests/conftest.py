"""Settings of hypothesis for all tests."""

from __future__ import annotations

from hypothesis import settings

# A deadline for each example fails on a busy machine; what must be fast has a test that says how fast.
settings.register_profile("quantum-lint", deadline=None)
settings.load_profile("quantum-lint")
