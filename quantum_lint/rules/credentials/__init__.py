"""Rules of the pack credentials: what opens an account is neither written down, printed nor sent in the clear."""
