"""What git remembers: every version of every file that some commit had, each looked at once.

`git.py` asks git, `walk.py` lists commits and versions, `blobs.py` reads them, `entries.py` makes one entry of a secret
that many versions hold, `past.py` finds its first and its last commit, and `run.py` puts it all together.
"""

from __future__ import annotations


class HistoryError(Exception):
    """The history cannot be read; the message says why, and what to do."""
