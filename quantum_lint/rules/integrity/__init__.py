"""Rules of the pack integrity: nothing from outside runs as code, and results can be made again."""
