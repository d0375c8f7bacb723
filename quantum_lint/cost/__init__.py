"""What submissions cost: plans, formulas, estimates of whole trees, and how two of them differ."""
