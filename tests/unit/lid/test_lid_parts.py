"""The steps below identify: masks, tokens, enclosures, table, search, votes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from audit.errors import ModelError
from audit.lid import identify
from audit.lid.calibrate import passage_probability
from audit.lid.decode import Costs, decode
from audit.lid.emissions import emissions
from audit.lid.mask import blank, masked
from audit.lid.pairs import enclosures
from audit.lid.scripts import LINE, OTHER, STOP, classes, code_points, lowered
from audit.lid.table import load_table
from audit.lid.tokens import tokenise
from audit.lid.votes import second_vote
from audit.types import Document


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("voir https://exemple.fr/a-b?c=d ici", ["https://exemple.fr/a-b?c=d"]),
        ("écrire à anne.roy@exemple.fr, merci", ["anne.roy@exemple.fr"]),
        ("suivre @compte et #motdièse", ["@compte", "#motdièse"]),
        ("lu sur exemple.com hier", ["exemple.com"]),
        ("joindre info @ exemple.nrw demain", ["info @ exemple.nrw"]),
        ("l & apos ; eau", ["& apos ;"]),
        ("rien à cacher ici. Fin", []),
    ],
)
def test_masks(text: str, hidden: list[str]) -> None:
    assert [span.of(text) for span in masked(text)] == hidden
    assert len(blank(text)) == len(text)


def test_tokens_keep_offsets_and_boundaries() -> None:
    text = "L'été, 31e jour.\nFin"
    tokens = tokenise(text)
    cut = [text[a:b] for a, b in zip(tokens.start, tokens.end, strict=True)]
    assert cut == ["L", "été", "31", "e", "jour", "Fin"]
    assert tokens.boundary.tolist()[0] == LINE
    assert tokens.boundary.tolist()[-1] == LINE
    assert tokens.boundary.tolist()[1] == OTHER


def test_an_initial_ends_no_sentence() -> None:
    tokens = tokenise("M. Durand parle. Il part")
    assert tokens.boundary[1] < STOP
    assert tokens.boundary[3] == STOP


def test_chunks_do_not_show() -> None:
    text = "mot " * 100_000
    tokens = tokenise(text)
    assert len(tokens) == 100_000
    assert (np.diff(tokens.start) == 4).all()
    assert len(tokens.words) == 1


def test_lower_case_keeps_the_length() -> None:
    codes = code_points("İSTANBUL ẞ")
    classes(codes)
    assert len(lowered(codes)) == len("İSTANBUL ẞ")


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Er sagte „ja“ und ging", ["ja"]),
        ("Il dit « oui » et (parfois) non", [" oui ", "parfois"]),
        ('a "b" c "d" e', ["b", "d"]),
        ("never “closed\nnext”", []),
        ("))((", []),
    ],
)
def test_enclosures(text: str, inside: list[str]) -> None:
    assert [pair.span.of(text) for pair in enclosures(text).all] == inside


def test_the_table_knows_words_and_shapes() -> None:
    table = load_table()
    latin = table.family("latin")
    assert latin is not None
    words = ["zwischen", "toujours", "zzqxv"]
    zipf = latin.zipf(words)
    assert zipf[0, latin.languages.index("de")] > 5
    assert zipf[1, latin.languages.index("fr")] > 5
    assert zipf[2].max() == 0
    scores = latin.scores(words, zipf)
    assert [latin.languages[int(row.argmax())] for row in scores[:2]] == ["de", "fr"]


def test_a_missing_table_is_a_model_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="language table"):
        load_table(tmp_path)


def test_the_search_pays_for_entering() -> None:
    text = "La ville a dit oui hier soir, la ville a dit non ce matin."
    tokens = tokenise(text)
    scored = emissions(tokens, load_table())
    assert decode(tokens, scored, "fr") == ()
    free = Costs(line=0.0, stop=0.0, quote=0.0, comma=0.0, inside=0.0)
    assert decode(tokens, scored, "fr", free) != ()


def test_the_second_vote_repeats_itself() -> None:
    sample = "Ein kurzer Satz über das Wetter von gestern und morgen."
    assert [second_vote(sample) for _ in range(3)] == ["de"] * 3


def test_more_evidence_never_lowers_the_probability() -> None:
    values = [passage_probability(net, 0.9, (0, 1)) for net in range(-20, 40, 5)]
    assert values == sorted(values)
    assert passage_probability(10, 0.9, (1, 1)) > passage_probability(10, 0.9, (-1, -1))


@pytest.mark.parametrize("lost", ["\ufffd", "ï¿½", "ďż˝", "пїЅ"])
def test_words_with_a_lost_character_are_of_no_language(lost: str) -> None:
    text = "Dacă doriți să vă stabiliți în Irlanda, noi sperăm să vă fie bine și să găsiți repede un loc de muncă potrivit."
    broken = text + "\n" + "".join(lost if char in "ăâîșț" else char for char in text)
    answer = identify(Document("x", broken), (), vote=False)
    assert answer.main == "ro"
    assert not answer.spans
