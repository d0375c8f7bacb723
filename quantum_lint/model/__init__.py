"""Frozen values that every other part passes along; standard library only."""
