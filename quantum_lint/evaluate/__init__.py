"""Reads Python without running it: what each call is, what its arguments are, and where it stands."""
