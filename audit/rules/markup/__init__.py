"""Layout, furniture, encoding."""
