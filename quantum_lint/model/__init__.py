"""Frozen values that every other part passes along; standard library only.

What a clean hook run needs is made of named tuples: 35 frozen dataclasses cost 27 ms to define, as many named tuples 7,
and the whole run has about 55. What only a finding needs may be a dataclass.
"""
