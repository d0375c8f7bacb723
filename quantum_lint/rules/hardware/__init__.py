"""Rules of the pack hardware: no job costs more than it has to."""
