"""Word links against a small gold set made by hand."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from audit.align import Link, link_pairs, link_words
from audit.align.links import LONGEST, words
from audit.encode import load
from audit.encode.protocol import Encoder

PAIRS = tomllib.loads((Path(__file__).parents[2] / "data" / "links" / "gold.toml").read_text("utf-8"))["pair"]
FLOORS = {"tune": (0.96, 0.90), "test": (0.94, 0.86)}
"""Least precision and recall."""


@dataclass
class Count:
    """What was found of a gold set."""

    right: int = 0
    wrong: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, pair: dict[str, Any], links: tuple[Link, ...]) -> None:
        entries = [_entry(pair, item) for item in pair["links"].split(";")]
        joined: set[int] = set()
        for link in links:
            touched = [k for k, (s, t) in enumerate(entries) if _meets(link.source, s) or _meets(link.target, t)]
            right = [k for k in touched if all(map(_meets, (link.source, link.target), entries[k]))]
            joined.update(right)
            self.right += bool(right)
            self.wrong += bool(touched) and not right
        wanted = {k for k, entry in enumerate(entries) if all(entry)}
        self.wanted += len(wanted)
        self.found += len(wanted & joined)


def _entry(pair: dict[str, Any], item: str) -> tuple[range | None, range | None]:
    sides = [side.strip() for side in item.split("=")]
    places = []
    for text, side in zip((pair["source"], pair["target"]), sides, strict=True):
        start = text.index(side)
        places.append(range(start, start + len(side)) if side else None)
    return places[0], places[1]


def _meets(span: Any, place: range | None) -> bool:
    return place is not None and span.start < place.stop and place.start < span.end


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    return load(cache=tmp_path_factory.mktemp("links"), keep_vectors=False)


@pytest.mark.parametrize("half", FLOORS)
def test_word_links_are_as_good_as_they_were(half: str, encoder: Encoder) -> None:
    count = Count()
    mine = [pair for pair in PAIRS if pair["half"] == half]
    found = link_pairs([(pair["target"], pair["source"]) for pair in mine], encoder)
    for pair, links in zip(mine, found, strict=True):
        count.add(pair, links)
    precision, recall = count.right / (count.right + count.wrong), count.found / count.wanted
    print(f"{half}: precision {precision:.3f}, recall {recall:.3f}, {count.wanted} entries")
    assert count.wanted >= 100
    assert precision >= FLOORS[half][0]
    assert recall >= FLOORS[half][1]


def test_a_changed_figure_finds_the_one_it_replaced(encoder: Encoder) -> None:
    for pair in PAIRS:
        for item in pair["links"].split(";"):
            source, target = (side.strip() for side in item.split("="))
            if source != target and source[:1].isdigit() and target[:1].isdigit():
                links = link_words(pair["target"], pair["source"], encoder)
                pointed = {x.target.of(pair["target"]): x.source.of(pair["source"]) for x in links}
                assert pointed[target] == source


def test_a_lost_negation_has_no_link(encoder: Encoder) -> None:
    pair = next(p for p in PAIRS if "nicht=" in p["links"])
    assert "nicht" not in {x.source.of(pair["source"]) for x in link_words(pair["target"], pair["source"], encoder)}


def test_many_pairs_at_once_are_linked_as_each_alone(encoder: Encoder) -> None:
    pairs = [(pair["target"], pair["source"]) for pair in PAIRS[:6]]
    assert link_pairs(pairs, encoder) == tuple(link_words(*pair, encoder) for pair in pairs)


def test_what_is_no_sentence_is_left_alone(encoder: Encoder) -> None:
    assert link_words("mot " * LONGEST, "Wort", encoder) == ()


def test_elided_articles_are_words_of_their_own() -> None:
    text = "L'entreprise qu'il dit aujourd'hui, dell'Etna l’eau"
    assert [span.of(text) for span in words(text)] == [
        "L'", "entreprise", "qu'", "il", "dit", "aujourd'hui", "dell'", "Etna", "l’", "eau",
    ]  # fmt: skip
