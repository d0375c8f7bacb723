"""Circuits of a repository: from Python, OpenQASM and QPY files to facts, measured and tied to what runs them."""
