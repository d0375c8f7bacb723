"""Code of the pack pipelines."""
