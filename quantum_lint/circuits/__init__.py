"""Circuits of a repository: from Python, OpenQASM and QPY files to facts, measured and tied to what runs them.

`survey.survey(Request(settings, paths, extras=...))` yields a `FileCircuits` for each file; with `Extras(jobs=True,
level=2)` the calls that start work are among the facts, and circuits sent to a device tell what they are there.
"""
