"""Traces that only a machine leaves."""
