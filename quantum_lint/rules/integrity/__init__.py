"""Code of the pack integrity."""
