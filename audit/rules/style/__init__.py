"""Idiom."""
