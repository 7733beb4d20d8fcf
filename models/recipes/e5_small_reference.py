"""Writes audit/encode/data/reference.json: vectors of the default encoder's weights in float32.

    python models/recipes/e5_small_reference.py

The texts are our own; the vectors are computed by CTranslate2 from the dequantised weights, unquantised,
and kept as int8 rows (cosine to the float vectors above 0.9999).
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from audit._resources import package_file
from audit.encode.ct2 import CTranslate2Engine
from audit.encode.ct2_write import write_ctranslate2
from audit.encode.e5s1 import E5S1
from audit.encode.recipe import REFERENCE
from audit.encode.registry import find
from audit.encode.spm_write import write_sentencepiece
from audit.encode.stored import to_stored
from audit.encode.tokens import Tokenizer
from audit.modelstore import source_path

TEXTS = [
    "The bakery on the corner has closed after forty years.",
    "La boulangerie du coin a fermé après quarante ans.",
    "Die Bäckerei an der Ecke hat nach vierzig Jahren geschlossen.",
    "Tiệm bánh ở góc phố đã đóng cửa sau bốn mươi năm.",
    "La panadería de la esquina cerró después de cuarenta años, y los vecinos la echan de menos.",
    "Пекарня на углу закрылась после сорока лет работы.",
    "1 250 € (+12 %)",
    "街角のパン屋は四十年の歴史に幕を閉じた。",
]


def main() -> None:
    entry = find("multilingual-e5-small-int8")
    container = E5S1(source_path(entry))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_ctranslate2(container, folder, quantise=False)
        write_sentencepiece(container, folder / "spm.model")
        engine = CTranslate2Engine(
            folder, Tokenizer(folder / "spm.model"), dimensions=entry.dimensions or 0, compute_type="float32"
        )
        rows = to_stored(engine.encode(TEXTS))
    licence = "texts: Apache-2.0, this project; vectors: computed with multilingual-e5-small, MIT"
    out = {
        "licence": licence,
        "model": entry.id,
        "vectors": [[t, r.tobytes().hex()] for t, r in zip(TEXTS, rows, strict=True)],
    }
    target = package_file("encode", "data", REFERENCE)
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(out, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
