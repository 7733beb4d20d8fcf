"""Floors of the default encoder: retrieval of translations, closeness to float32, all of it before and after a restart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from audit.encode import Encoder, Vectors, load

pytestmark = pytest.mark.quality

# P@1 in per cent among 1,000 sentences, both directions; about half a point below what was measured.
FLOORS = {"de-fr": 97.0, "en-fr": 98.3, "vi-fr": 95.3, "vi-en": 97.0, "es-fr": 97.9, "ru-fr": 95.6}


@pytest.fixture(scope="module")
def read(evaluation_data: Path) -> Callable[[str], list[str]]:
    folder = evaluation_data / "data" / "ntrex"
    if not folder.is_dir():
        pytest.skip(f"no news documents in {evaluation_data}")
    return lambda language: (folder / f"{language}.txt").read_text("utf-8").splitlines()[:1000]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load()


@pytest.mark.parametrize("pair", sorted(FLOORS))
def test_a_sentence_finds_its_translation(encoder: Encoder, read: Callable[[str], list[str]], pair: str) -> None:
    left, right = (encoder.encode(read(language)) for language in pair.split("-"))
    similarity = left @ right.T
    gold = np.arange(len(left))
    found = (similarity.argmax(1) == gold).mean() + (similarity.argmax(0) == gold).mean()
    assert found * 50 >= FLOORS[pair]


def test_int8_stays_close_to_float32(encoder: Encoder, read: Callable[[str], list[str]], tmp_path: Path) -> None:
    from audit.encode.ct2 import CTranslate2Engine
    from audit.encode.ct2_write import write_ctranslate2
    from audit.encode.e5s1 import E5S1
    from audit.encode.registry import find
    from audit.encode.spm_write import write_sentencepiece
    from audit.encode.tokens import Tokenizer
    from audit.modelstore import source_path

    container = E5S1(source_path(find("multilingual-e5-small-int8")))
    write_ctranslate2(container, tmp_path, quantise=False)
    write_sentencepiece(container, tmp_path / "spm.model")
    tokenizer = Tokenizer(tmp_path / "spm.model")
    reference = CTranslate2Engine(tmp_path, tokenizer, dimensions=384, compute_type="float32")
    texts = [text for language in ("de", "en", "fr", "vi") for text in read(language)[:250]]
    exact: Vectors = reference.encode(texts)
    cosines = (encoder.encode(texts) * exact).sum(axis=1)
    assert cosines.mean() >= 0.998
    assert cosines.min() >= 0.995
