"""Code of the pack credentials."""
