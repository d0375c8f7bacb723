"""Rules about what infrastructure code gives to whom."""
