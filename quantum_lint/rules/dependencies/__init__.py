"""Rules of the pack dependencies: what is installed is pinned, maintained and from a place that can be trusted."""
