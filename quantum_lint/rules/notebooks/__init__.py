"""Rules of the pack notebooks: what is saved with the cells gives nothing away."""
