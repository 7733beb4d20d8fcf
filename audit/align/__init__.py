"""Sentence alignment of an article with its probable originals."""

from audit.align.joint import align, align_jointly

__all__ = ["align", "align_jointly"]
