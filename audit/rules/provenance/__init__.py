"""Where a text comes from."""
