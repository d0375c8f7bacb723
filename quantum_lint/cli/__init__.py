"""The command line: `main`, and one module per command with `configure(parser)` and `run(arguments)`."""
