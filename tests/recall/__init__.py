"""The recall matrix: every kind of credential in every kind of place it is found in."""
