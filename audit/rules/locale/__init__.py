"""Conventions of a country: marks, numbers, names."""
