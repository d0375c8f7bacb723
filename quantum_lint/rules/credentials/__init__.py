"""Rules of the pack credentials: nothing that opens an account may be in the tree."""
