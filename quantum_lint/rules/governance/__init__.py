"""Code of the pack governance."""
