"""What quantum-lint knows of credentials, for those who scan with detect-secrets."""
