"""Rules of the pack governance: an exception is a record, with a reason, an owner and an end."""
