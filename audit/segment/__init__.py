"""Sentences and blocks: a text cut into pieces that tile it."""

from audit.segment.cut import segment

__all__ = ["segment"]
