"""Rules about circuits: whether they fit their device, and what they cost there."""
