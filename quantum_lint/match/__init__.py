"""How a card's [match] table becomes a check: one module per verb."""
