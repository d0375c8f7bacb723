"""A credential that has to be replaced, with everything that was found of it."""

from __future__ import annotations

from quantum_lint.model.finding import Commit, Finding
from quantum_lint.model.known import Reach
from quantum_lint.model.named import NamedTuple


class Rotation(NamedTuple):
    """One secret value and all findings of it.

    `id` says of what kind: the provider and the credential as its file names it. It, `provider`, `reach`, `revoke_url`
    and `environment` are None where nothing is known of the secret but that it is one. `opens` says what its reader can
    do, `instead` what to do with the new one. `fingerprint` is so short that thousands of values share it, and differs
    between repositories. `first` and `last` are the first commit that had it and the last one, where git was asked,
    `present` whether HEAD (or the work tree) still has it, `refs` what else does where HEAD does not, and `age` counts
    the days since `first`.
    """

    fingerprint: str
    findings: tuple[Finding, ...]
    kind: str
    id: tuple[str, str] | None = None
    provider: str | None = None
    reach: Reach | None = None
    opens: str = ""
    revoke_url: str | None = None
    environment: str | None = None
    instead: str = ""
    first: Commit | None = None
    last: Commit | None = None
    present: bool = True
    refs: tuple[str, ...] = ()
    age: int | None = None
