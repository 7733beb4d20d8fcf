"""The word of the trade."""
