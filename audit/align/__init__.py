"""Sentence alignment of an article with its probable originals."""

from audit.align.bitext import find_bitext
from audit.align.coverage import Share, omitted, share_per_original, ties, translated_share, unsupported
from audit.align.fused import fuse
from audit.align.joint import align, align_jointly
from audit.align.links import Link, link_words

__all__ = [
    "Link",
    "Share",
    "align",
    "align_jointly",
    "find_bitext",
    "fuse",
    "link_words",
    "omitted",
    "share_per_original",
    "ties",
    "translated_share",
    "unsupported",
]
