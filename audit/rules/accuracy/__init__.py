"""What the translation says is not what was meant."""
