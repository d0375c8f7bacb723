"""What looks like a credential and is none: nothing of it may be reported."""
