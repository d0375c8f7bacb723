"""OpenQASM: circuits of files, by the official parsers where these can cope and counted where they cannot."""
