"""Makes the dated device snapshots of `rules/devices/*.json` from public packages and public capability files."""
