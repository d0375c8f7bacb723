"""Fixes: edits of bytes, checked by reading the file again, written so that a kill leaves the old file or the new."""
