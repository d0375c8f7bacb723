"""Code of the pack hardware."""
