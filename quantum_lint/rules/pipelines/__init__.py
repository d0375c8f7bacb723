"""Rules of the pack pipelines: hardware and its credentials are out of the reach of strangers."""
