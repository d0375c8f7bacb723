"""Costs as one page that needs nothing else: where the money goes, what devices compare to, and what it is made of."""
