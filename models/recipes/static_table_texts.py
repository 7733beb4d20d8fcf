"""Gathers the texts that `static_table.py` trains on, each from a named public source under a permissive licence.

    python models/recipes/static_table_texts.py --debs DIR --repositories DIR --out texts.jsonl

`--debs` holds Debian packages (bookworm, `apt-get download`): libreoffice-help-*, libreoffice-l10n-*
and chromium-l10n. `--repositories` holds git clones named OWNER+NAME. What is not there is left out and
said. One line of the output is one unit: `{"s": source, "t": {language: text}}`, a text in one language or
the same text in several. Nothing is invented and nothing is translated here; untranslated strings are dropped.

    source        licence          what
    tatoeba       CC BY 2.0 FR     1,000 sentences a language with English, facebookresearch/LASER
    commonvoice   CC0              sentences to read aloud, one language each, mozilla/common-voice
    tico          CC0              translated medical, news and encyclopedic sentences, tico-19/tico-19.github.io
    xcopa         CC BY 4.0        short everyday sentences, Italian and Vietnamese, cambridgeltl/xcopa
    edgeai        MIT              course texts, machine-translated by their publisher, skytin1004/edgeai-for-beginners
    react         CC BY 4.0        documentation, English and Vietnamese, reactjs/react.dev and reactjs/vi.react.dev
    mozilla       MPL-2.0          pages of mozilla.org, mozilla-l10n/www-l10n
    lohelp, lo    MPL-2.0          help and interface of LibreOffice
    chromium      BSD-3-Clause     interface of Chromium
    babel         Unicode-3.0      names of countries, languages and currencies (CLDR, from the package babel)
"""

from __future__ import annotations

import argparse
import gettext
import html
import io
import json
import re
import struct
import subprocess
import tempfile
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

LANGUAGES = ("en", "fr", "de", "vi", "es", "it", "nl", "pl", "pt", "ru", "uk")
ISO3 = {
    "eng": "en",
    "fra": "fr",
    "deu": "de",
    "vie": "vi",
    "spa": "es",
    "ita": "it",
    "nld": "nl",
    "pol": "pl",
    "por": "pt",
}
ISO3 |= {"rus": "ru", "ukr": "uk"}
LONGEST = 400
Unit = dict[str, str]

PLACEHOLDER = re.compile(
    r"<[^>]+>|\{\s*[^{}]*\}|%\d*\$?[a-z@]\b|%\w+%?|\$\(?\w+\)?|`[^`]*`|\{/\*.*?\*/\}|https?://\S+|[~_*|#]+|&(?=\w)"
)


def clean(text: str) -> str:
    """Text without marks, placeholders and double spaces."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", html.unescape(text))
    text = PLACEHOLDER.sub(" ", text.replace("\u00ad", "").replace("\u200b", ""))
    return unicodedata.normalize("NFC", " ".join(text.split()))


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?…])\s+(?=[^\W\d_a-z])", text)


def finished(unit: Unit) -> Iterator[Unit]:
    """The unit cleaned, cut into sentences where all languages have equally many, without untranslated texts."""
    cleaned = {lang: clean(text) for lang, text in unit.items()}
    english = cleaned.get("en", "")
    cleaned = {
        lang: text
        for lang, text in cleaned.items()
        if sum(c.isalpha() for c in text) > 2 and (lang == "en" or text != english or len(text) < 12)
    }
    if not cleaned:
        return
    split = {lang: sentences(text) for lang, text in cleaned.items()}
    if len({len(parts) for parts in split.values()}) == 1:
        count = len(next(iter(split.values())))
        rows = [{lang: parts[i] for lang, parts in split.items()} for i in range(count)]
    else:
        rows = [cleaned]
    for row in rows:
        if kept := {
            lang: text for lang, text in row.items() if 2 < len(text) <= LONGEST and any(map(str.isalpha, text))
        }:
            yield kept


# --- git clones ---------------------------------------------------------------------------------------------------


def files(repository: Path, pattern: str) -> Iterator[tuple[str, str]]:
    """(path, text) of the files of the newest commit whose path matches; a file that the clone lacks is left out."""
    listed = subprocess.run(
        ["git", "-C", repository, "ls-tree", "-r", "HEAD"], capture_output=True, text=True, check=True
    )
    for line in sorted(listed.stdout.splitlines(), key=lambda row: row.split("\t")[1]):
        blob, path = line.split("\t")[0].split()[2], line.split("\t")[1]
        if re.fullmatch(pattern, path):
            shown = subprocess.run(
                ["git", "-C", repository, "cat-file", "blob", blob], capture_output=True, check=False
            )
            if shown.returncode == 0:
                yield path, shown.stdout.decode("utf-8", "replace")


def tatoeba(repositories: Path) -> Iterator[Unit]:
    found = dict(files(repositories / "facebookresearch+LASER" / "repo", r"data/tatoeba/v1/tatoeba\.\w+-eng\.\w+"))
    by_english: dict[str, Unit] = {}
    for path, text in found.items():
        tag = path.rsplit(".", 1)[1]
        if tag in ISO3 and tag != "eng":
            english = found[path.rsplit(".", 1)[0] + ".eng"]
            for source, target in zip(english.splitlines(), text.splitlines(), strict=True):
                by_english.setdefault(source.strip(), {"en": source.strip()})[ISO3[tag]] = target.strip()
        elif tag == "eng":
            for source in text.splitlines():
                by_english.setdefault(source.strip(), {"en": source.strip()})
    yield from by_english.values()


def commonvoice(repositories: Path) -> Iterator[Unit]:
    pattern = rf"server/data/({'|'.join(LANGUAGES)})/(?!addresses|singleword|fxvoice)[^/]*\.txt"
    for path, text in files(repositories / "mozilla+common-voice" / "repo", pattern):
        lines = text.splitlines()
        for line in lines[:: max(1, len(lines) // 9000)]:
            yield {path.split("/")[2]: line.strip(' "\u200b-–—•')}


def tico(repositories: Path) -> Iterator[Unit]:
    by_english: dict[str, Unit] = {}
    for _path, text in files(
        repositories / "tico-19+tico-19.github.io" / "repo", r"data/TM/all\.en-(fr|es-419|pt-BR|ru)\.tmx"
    ):
        for unit in ET.fromstring(text).iter("tu"):
            texts = {
                str(v.get("{http://www.w3.org/XML/1998/namespace}lang"))[:2]: "".join(v.find("seg").itertext())  # type: ignore[union-attr]
                for v in unit.iter("tuv")
            }
            if english := texts.get("en"):
                by_english.setdefault(english, {}).update(texts)
    yield from by_english.values()


def xcopa(repositories: Path) -> Iterator[Unit]:
    rows: dict[tuple[str, int, str], Unit] = {}
    for path, text in files(repositories / "cambridgeltl+xcopa" / "repo", r"data/(it|vi)/\w+\.\w+\.jsonl"):
        split, language = path.split("/")[-1].split(".")[:2]
        for line in text.splitlines():
            row = json.loads(line)
            for field in ("premise", "choice1", "choice2"):
                rows.setdefault((split, row["idx"], field), {})[language] = row[field]
    yield from rows.values()


def blocks(markdown: str) -> list[list[str]]:
    """Blocks of prose under each heading, code and markup left out."""
    markdown = re.sub(r"^---\n.*?\n---\n", "", markdown, flags=re.DOTALL)
    markdown = re.sub(r"```.*?```|<!--.*?-->|\{/\*.*?\*/\}", "", markdown, flags=re.DOTALL)
    sections: list[list[str]] = [[]]
    for line in markdown.splitlines():
        text = line.strip()
        if text.startswith("#"):
            sections.append([text.lstrip("# ")])
        elif text and not text.startswith(("<", "|", "import ", "export ")):
            sections[-1].append(re.sub(r"^([-*>]|\d+\.)\s+", "", text))
    return sections


def side_by_side(texts: dict[str, str]) -> Iterator[Unit]:
    """Lines of a translated page where section and line counts agree with the English page, else nothing."""
    cut = {lang: blocks(text) for lang, text in texts.items()}
    english = cut.pop("en")
    cut = {lang: sections for lang, sections in cut.items() if len(sections) == len(english)}
    for number, section in enumerate(english):
        same = {lang: s[number] for lang, s in cut.items() if len(s[number]) == len(section)}
        for row, text in enumerate(section):
            yield {"en": text} | {lang: lines[row] for lang, lines in same.items()}


def edgeai(repositories: Path) -> Iterator[Unit]:
    pages: dict[str, dict[str, str]] = {}
    repository = repositories / "skytin1004+edgeai-for-beginners" / "repo"
    for path, text in files(repository, r"(translations/(\w\w)/)?[^./][^/]*(/[^/]+)*\.md"):
        parts = path.split("/")
        if parts[0] != "translations":
            pages.setdefault(path, {})["en"] = text
        elif parts[1] in LANGUAGES:
            pages.setdefault("/".join(parts[2:]), {}).setdefault(parts[1], text)
    for page in pages.values():
        if "en" in page:
            yield from side_by_side(page)


def react(repositories: Path) -> Iterator[Unit]:
    pages = dict(files(repositories / "reactjs+react.dev" / "repo", r"src/content/.*\.md"))
    for path, text in files(repositories / "reactjs+vi.react.dev" / "repo", r"src/content/.*\.md"):
        if path in pages:
            yield from side_by_side({"en": pages[path], "vi": text})


def mozilla(repositories: Path) -> Iterator[Unit]:
    folders = {"en": "en", "es-ES": "es", "pt-PT": "pt"} | {
        lang: lang for lang in LANGUAGES if lang not in ("es", "pt")
    }
    messages: dict[tuple[str, str], Unit] = {}
    for path, text in files(repositories / "mozilla-l10n+www-l10n" / "repo", rf"({'|'.join(folders)})/.*\.ftl"):
        folder, page = path.split("/", 1)
        for match in re.finditer(r"^([\w-]+) =(.*(?:\n[ \t]+[^.\s].*)*)", text, re.MULTILINE):
            if "->" not in match[2]:
                messages.setdefault((page, match[1]), {})[folders[folder]] = match[2]
    yield from messages.values()


# --- Debian packages ----------------------------------------------------------------------------------------------


def unpacked(debs: Path, name: str) -> Iterator[Path]:
    for package in sorted(debs.glob(f"{name}_*.deb")):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["dpkg", "-x", package, folder], check=True)
            yield Path(folder)


def lohelp(debs: Path) -> Iterator[Unit]:
    found: dict[tuple[str, str], Unit] = {}
    for lang in LANGUAGES:
        for root in unpacked(debs, f"libreoffice-help-{'en-us' if lang == 'en' else lang}"):
            base = next(p for p in sorted((root / "usr/share/libreoffice/help").iterdir()) if p.name != "media")
            for page in sorted(base.rglob("*.html")):
                for match in re.finditer(
                    r'<(p|h[1-6])\b[^>]*\bid="([^"]+)"[^>]*>(.*?)</\1>', page.read_text("utf-8", "replace"), re.DOTALL
                ):
                    text = re.sub(r'<span hidden="true".*?</span>', "", match[3], flags=re.DOTALL)
                    found.setdefault((str(page.relative_to(base)), match[2]), {})[lang] = text
    yield from found.values()


def lo(debs: Path) -> Iterator[Unit]:
    found: dict[str, Unit] = {}
    for lang in LANGUAGES[1:]:
        for root in unpacked(debs, f"libreoffice-l10n-{lang}"):
            for path in sorted(root.rglob("*.mo")):
                catalogue: dict[object, str] = gettext.GNUTranslations(io.BytesIO(path.read_bytes()))._catalog  # type: ignore[attr-defined,arg-type]
                for key, text in catalogue.items():
                    if isinstance(key, str) and key:
                        english = key.split("\x04")[-1]
                        found.setdefault(english, {"en": english})[lang] = text
    yield from found.values()


def chromium(debs: Path) -> Iterator[Unit]:
    names = {"en": "en-GB", "pt": "pt-PT"}
    found: dict[int, Unit] = {}
    for root in unpacked(debs, "chromium-l10n"):
        for lang in LANGUAGES:
            path = root / "usr/lib/chromium/locales" / f"{names.get(lang, lang)}.pak"
            for number, text in pak(path.read_bytes()):
                found.setdefault(number, {})[lang] = text
    yield from found.values()


def pak(raw: bytes) -> Iterator[tuple[int, str]]:
    """Strings of a Chromium resource file, version 5, in UTF-8."""
    version, encoding, count, _aliases = struct.unpack_from("<IIHH", raw)
    if version != 5 or encoding != 1:
        raise ValueError(f"resource file of version {version}, encoding {encoding}")
    entries = [struct.unpack_from("<HI", raw, 12 + 6 * i) for i in range(count + 1)]
    for (number, start), (_next, end) in pairwise(entries):
        yield number, raw[start:end].decode("utf-8", "replace")


def babel(_folder: Path) -> Iterator[Unit]:
    from babel import Locale

    locales = {lang: Locale(lang) for lang in LANGUAGES}
    for table in ("territories", "languages", "currencies"):
        for key in sorted(getattr(locales["en"], table)):
            names = {lang: str(getattr(locale, table).get(key, "")) for lang, locale in locales.items()}
            yield {lang: name for lang, name in names.items() if name}


SOURCES = {
    "tatoeba": tatoeba,
    "commonvoice": commonvoice,
    "tico": tico,
    "xcopa": xcopa,
    "edgeai": edgeai,
    "react": react,
    "mozilla": mozilla,
    "lohelp": lohelp,
    "lo": lo,
    "chromium": chromium,
    "babel": babel,
}
PACKAGED = {"lohelp", "lo", "chromium"}


def distinct(units: Iterable[Unit]) -> Iterator[Unit]:
    seen: set[tuple[tuple[str, str], ...]] = set()
    for unit in units:
        for row in finished(unit):
            key = tuple(sorted(row.items()))
            if key not in seen:
                seen.add(key)
                yield row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--debs", type=Path, required=True)
    parser.add_argument("--repositories", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    with arguments.out.open("w", encoding="utf-8") as out:
        for name, read in SOURCES.items():
            folder = arguments.debs if name in PACKAGED else arguments.repositories
            try:
                units = list(distinct(read(folder)))
            except (OSError, subprocess.CalledProcessError) as error:
                print(f"{name}: left out: {error}")
                continue
            for unit in units:
                out.write(json.dumps({"s": name, "t": unit}, ensure_ascii=False, sort_keys=True) + "\n")
            per = {lang: sum(lang in unit for unit in units) for lang in LANGUAGES}
            print(f"{name}: {len(units)} units, {per}")


if __name__ == "__main__":
    main()
