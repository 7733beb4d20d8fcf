"""What the search pays for what, by kind of article.

All values were chosen by random search on the tuning half of the news documents (see
``docs/reference/alignment.md``); none was fitted to a gold standard that is reported.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

__all__ = ["FAINT", "FAITHFUL", "TRUSTING", "WARY", "Prices"]


@dataclass(frozen=True, slots=True)
class Prices:
    """What the search pays for what. Chosen on tuning documents; see ``docs/reference/alignment.md``."""

    neighbour: float = 0.5
    """β: how much of the neighbours' similarity is subtracted."""
    length: float = 1.0
    """λ: exponent of the length factor."""
    slack: float = 1.15
    """s: lengths this close count as equal."""
    size: float = 0.0
    """Each sentence of a bead beyond two."""
    cross: float = 0.1
    """Each paragraph boundary inside a bead."""
    weakest: float = 0.5
    """ω: how much a bead's weakest sentence decides its strength."""
    worth: float = 0.0
    """κ: how much strength above the level counts beside the margin."""
    rival: float = 0.0
    """ρ: how much of the lead of the article's window's best counterpart anywhere is subtracted."""
    level: float = 0.3
    """θ: strength at which a bead is as good as none."""
    member: float = 0.0
    """Least u of each sentence of a bead with the bead's other side."""
    follow: float = 0.1
    """Least strength of a bead that goes straight on."""
    enter: float = 0.3
    """Least strength of a bead reached by a skip, a jump or a switch."""
    skip: float = 0.1
    """Leaving out source sentences: once …"""
    skip_each: float = 0.05
    """… and for each of them."""
    jump: float = 0.35
    """Going on elsewhere in the same original."""
    switch: float = 0.45
    """Going on in another original."""
    null: float = 0.0
    """Leaving article sentences without a source: once …"""
    null_each: float = 0.0
    """… and for each of them."""
    run_level: float = 0.25
    """Strength that counts as no evidence for a run."""
    run_need: float = 0.2
    """Least summed evidence of a run."""
    least: float = 0.0
    """Least probability of a bead."""

    def towards(self, other: Prices, share: float) -> Prices:
        """These prices for a share of 0, the other's for 1, linear between."""
        mixed = {f.name: getattr(self, f.name) * (1 - share) + getattr(other, f.name) * share for f in fields(self)}
        return Prices(**mixed)


WARY = Prices(
    neighbour=0.684,
    length=1.706,
    slack=1.0,
    size=0.032,
    cross=0.205,
    weakest=0.456,
    worth=0.22,
    level=0.248,
    member=0.139,
    rival=0.5,
    follow=0.251,
    enter=0.336,
    skip=0.057,
    skip_each=0.058,
    jump=0.152,
    switch=0.416,
    null=0.023,
    null_each=0.129,
    run_level=0.271,
    run_need=0.182,
    least=0.5,
)
"""For an article of which little is matched."""

TRUSTING = Prices(
    neighbour=0.684,
    length=1.706,
    slack=1.0,
    size=0.032,
    cross=0.205,
    weakest=0.456,
    worth=0.0,
    level=0.453,
    member=0.06,
    rival=0.5,
    follow=0.165,
    enter=0.225,
    skip=0.0,
    skip_each=0.082,
    jump=0.233,
    switch=0.304,
    null=0.105,
    null_each=0.055,
    run_level=0.29,
    run_need=-0.135,
    least=0.5,
)
"""For an article that is matched nearly throughout, in whatever order."""

FAITHFUL = Prices(
    neighbour=0.684,
    length=1.706,
    slack=1.0,
    size=0.032,
    cross=0.205,
    weakest=0.456,
    worth=0.0,
    level=0.301,
    member=-0.5,
    rival=0.2,
    follow=0.046,
    enter=0.06,
    skip=0.0,
    skip_each=0.086,
    jump=0.899,
    switch=1.121,
    null=0.03,
    null_each=0.005,
    run_level=0.281,
    run_need=-0.5,
    least=0.0,
)
"""For an article that follows its original from beginning to end."""

FAINT = replace(FAITHFUL, rival=0.0, follow=-0.2, null_each=0.05, skip_each=0.1)
"""The same where the encoder knows the languages little, so that true counterparts look hardly alike."""
