"""Rules about exceptions: they are records, with a reason, an owner and an end."""
