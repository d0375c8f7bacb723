"""Code of the pack dependencies."""
