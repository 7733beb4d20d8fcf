"""Grammar, spelling, punctuation."""
