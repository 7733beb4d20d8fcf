"""Many articles: which files, under which names, with how many workers."""

from audit.batch.inputs import Input, collect, item_stem
from audit.batch.run import Outcome, Plan, run

__all__ = ["Input", "Outcome", "Plan", "collect", "item_stem", "run"]
