"""Sentence alignment of an article with its probable originals."""

from audit.align.alone import with_lost_beads
from audit.align.bitext import find_bitext, has_foreign_sentences
from audit.align.coverage import is_tie, omitted, share_per_original, ties, translated_share, unsupported
from audit.align.fused import fuse
from audit.align.joint import align, align_jointly
from audit.align.links import link_pairs, link_words
from audit.types import Link, Share

__all__ = [
    "Link",
    "Share",
    "align",
    "align_jointly",
    "find_bitext",
    "fuse",
    "has_foreign_sentences",
    "is_tie",
    "link_pairs",
    "link_words",
    "omitted",
    "share_per_original",
    "ties",
    "translated_share",
    "unsupported",
    "with_lost_beads",
]
