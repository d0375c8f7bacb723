"""The seed of tests that make values up: another one in each run, so that no test is tuned to its values."""

from __future__ import annotations

import os
import secrets

#: Part of what such a test says when it fails; set the variable to it to see the failure again.
SEED = os.environ.get("QUANTUM_LINT_TEST_SEED") or secrets.token_hex(8)
