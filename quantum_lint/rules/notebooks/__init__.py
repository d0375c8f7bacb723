"""Code of the pack notebooks."""
