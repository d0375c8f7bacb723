"""Reports of circuits: a table, JSON, and a page with drawings."""
