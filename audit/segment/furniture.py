"""Lines and ends of lines that belong to the page, not to the report: buttons, links, invitations, embeds.

The one place that knows them: blocks are cut by it, and rules ask it. The wordings are data
(``data/furniture.toml``, ``data/credits.toml``). A wording has to be the whole of a short
line, or a label with a colon before a title, so that a sentence which happens to hold or to
start with the same words stays a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from audit.segment.buttons import of_page_words
from audit.segment.wordings import NAME, SHORT_GAP, UPPER, ByInitial, any_of, entries, lines, plain, shared, whole_line

__all__ = ["Role", "furniture_head", "furniture_role", "furniture_tail", "is_furniture"]

Role = Literal["button", "label", "link", "invitation", "embed", "version", "origin", "mark"]
"""What a line of furniture is.

``button``: counters, share buttons, players, paywall labels, tags; nobody writes them in a
report. ``label``: a word that might also be a crosshead ("Menu"). ``link``: to another story, with its
title. ``invitation``: newsletters, apps, cookies. ``embed``: what an embedded post leaves.
``version``: a link to the same story in another language. ``origin``: byline, date, source,
copyright. ``mark``: an address or signs without a word.
"""

_LONGEST = 240
_LONGEST_ADDRESS = 3000
_LONGEST_HEAD = 400
_LONGEST_TAIL = 180
_REST_WORDS = 4
"""So many words behind a link's title, up to a full stop, are text again."""

_URL = r"(?:https?://|www\.)\S+"
_BARE_URL = re.compile(
    rf"[<(\[]?{_URL}[>)\]]?|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|vn|fr|de|es|it|pt|nl|pl|ru|ua|uk|info|eu)/\S*"
)
_NOTHING_TO_READ = re.compile(r"[\W_]+")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright\b).{0,160}", re.IGNORECASE)
_PHOTO_COPYRIGHT = re.compile(r"(?:©|\(c\))\s?[^.!?]{2,80}", re.IGNORECASE)
_DATE = (
    r"(?:[^\W\d_]+\.?,? ){0,2}(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}(?:\.|er)? (?:de )?[^\W\d_]+\.? (?:de )?\d{4}"
    r"|[^\W\d_]+ \d{1,2}, \d{4})(?:[ ,|·•–-]{1,3}(?:[^\W\d_]{1,3} )?\d{1,2}[:h.]\d\d.{0,25})?"
)
_BEFORE = r"[-–—=>▶►→»›•·*#+\[({|✉📧🔔👉📌📍⬇↓▼ ]*"
_BEHIND = r"[ :.!?…»›→►▶>)\]}|*↓▼-]*"
_TITLE_END = re.compile(rf"(?:[!?…]|(?<=[^\W\d_]{{3}})\.)(?:\s?[»”\"’)\]])*\s+(?=[«„“\"‘(¿¡]*[{UPPER}\d])")
_FULL_STOP = re.compile(r"[.…][»”\"’)\]]*$")
_SENTENCE_END = re.compile(r"[.!?…][»”\"’)\]]*$")
_PARTS = re.compile(r"(?<=[.!?…])\s+|\s*[·•|]\s*|:\s+|\s+[–—/-]\s+")
_MOST_PARTS = 6
_LINK_MARK = r"(?:[:|»›>→▶►]|[–—-](?= ))"


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The tables as compiled patterns, each for a whole line unless said otherwise."""

    words: re.Pattern[str]
    """Counters, share buttons, labels that stand alone, tags."""
    buttons: ByInitial
    labels: re.Pattern[str]
    links: re.Pattern[str]
    link_head: re.Pattern[str]
    """The start of a line: a link's label and its colon."""
    open_links: re.Pattern[str]
    """A link's label and a title of several words without a colon between: "Lire aussi Le pont rouvre …"."""
    link_tail: re.Pattern[str]
    """The end of a line, behind a sentence: a link's label and its title, or the label alone."""
    invitations: ByInitial
    cookies: re.Pattern[str]
    sign_up: re.Pattern[str]
    sign_up_to: re.Pattern[str]
    follow: re.Pattern[str]
    network: re.Pattern[str]
    embeds: ByInitial
    versions: re.Pattern[str]
    origins: re.Pattern[str]
    according: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    def page(key: str) -> str:
        return any_of(entries("furniture", key))

    def made(key: str) -> str:
        return any_of(entries("credits", key))

    networks = any_of(shared("furniture", "networks"))
    on = any_of(shared("furniture", "on"))
    share = rf"(?:{page('share')}(?: {on}(?= {networks}))?|{networks})"
    counter, related = page("counter"), page("related")
    names = rf"(?-i:{NAME})(?:(?:,| ?&| {made('and')}) (?-i:{NAME})){{0,9}}"
    posted = lines(entries("credits", "correspondent"))
    source = r"[^.!?()\n]{2,100}"
    return _Wordings(
        words=whole_line(
            rf"{_BEFORE}(?:\(?{counter} ?[:(\[]? ?\d[\d.,]{{0,8}} ?|\(?\d[\d.,]{{0,8}}\)? {counter}"
            rf"|{page('share')}(?: {on}(?= {networks}))?(?:[ |/·•,–-]+{share}){{0,9}}|{networks}(?:[ |/·•,–-]+{share}){{1,9}}"
            rf"|{page('alone')}){_BEHIND}|{page('labelled')} ?[:：].*"
        ),
        buttons=ByInitial(entries("furniture", "buttons"), _BEFORE, _BEHIND, SHORT_GAP),
        labels=whole_line(rf"{_BEFORE}(?:{page('label')}){_BEHIND}"),
        links=whole_line(rf"{_BEFORE}{related}(?: ?{_LINK_MARK}.*|{_BEHIND})"),
        link_head=re.compile(rf"{_BEFORE}{related} ?{_LINK_MARK} *", re.IGNORECASE),
        open_links=whole_line(
            rf"{_BEFORE}{any_of(entries('furniture', 'related_open'))} (?-i:[«„“\"‘({UPPER}\d])\S*(?: \S+){{3,24}}"
        ),
        link_tail=re.compile(
            rf"[.!?…][»”\"’)\]]* +((?=(?-i:[{UPPER}])){any_of(entries('furniture', 'related_open'))}"
            r"(?: ?[:|»›>→▶►] *[^.!?…]{5,140}[?!]?|[ .…»›→►▶>]*))$",
            re.IGNORECASE,
        ),
        invitations=ByInitial(entries("furniture", "invitations"), _BEFORE, _BEHIND),
        cookies=re.compile(rf"{_BEFORE}{page('cookies')}", re.IGNORECASE),
        sign_up=re.compile(rf"{_BEFORE}{page('sign_up')}\b", re.IGNORECASE),
        sign_up_to=re.compile(rf"\b{page('sign_up_to')}\b", re.IGNORECASE),
        follow=re.compile(rf"{_BEFORE}{page('follow')}\b", re.IGNORECASE),
        network=re.compile(rf"(?<!\w){on} (?:\w+ ){{0,2}}?{networks}(?!\w)", re.IGNORECASE),
        embeds=ByInitial(entries("furniture", "embeds"), _BEFORE, _BEHIND),
        versions=whole_line(
            rf"{_BEFORE}{lines(entries('furniture', 'version'), SHORT_GAP)}(?: ?[:|»›>→▶►].*|[ .!…»›→►▶>)\]]*)"
        ),
        origins=whole_line(
            rf"[(\[]?{made('source')} ?(?:[:：|] ?|[–—-] |(?={_URL}))(?:{_URL}.*|{source}(?:\.[a-z]{{2,6}})?)[)\]]?"
            rf"|{made('byline')}(?: ?:)? {names}(?: (?:{_IN}) (?-i:[{UPPER}]).{{1,40}})?(?: ?[,|–—•·/(-] ?.{{0,60}})?"
            rf"|{posted}(?:,? {names})?(?: ?[,|–—•·/(:-] ?.{{0,60}}| (?:{_IN}) (?-i:[{UPPER}])[^.!?]{{1,40}})?"
            rf"|{names} ?[,|–—•·(-] ?(?:{posted}|{lines(entries('credits', 'role'))})(?:[ ,)][^.!?\n]{{0,60}})?"
            rf"|{made('stamped')} ?[:：].{{0,100}}|{made('dated')}\b[^\d\n]{{0,25}}(?!\d{{4}}(?![-./\d]))\d.{{0,60}}|{_DATE}"
            rf"|[(\[]?{lines(entries('credits', 'origin'))}[)\].]?"
            rf"|[(\[/–—-]{{0,2}} ?(?-i:{_agencies()}(?: ?[/,|&-] ?{_agencies()})*) ?[)\]/]?\.?"
        ),
        according=whole_line(rf"\(?{made('according')} (?-i:[{UPPER}])[^.!?,;:]{{0,40}}\)?"),
    )


_IN = "in|à|au|aux|en|a|em|w|we|в|во|у|tại|te|på|i|ở|aus|from|de|da"
"""Between a byline's name and the place it reports from."""


@cache
def _agencies() -> str:
    return any_of(shared("credits", "agencies"))


def furniture_role(line: str) -> Role | None:
    """What a trimmed line is when it belongs to the page as a whole; ``None`` when it does not."""
    if len(line) > _LONGEST:
        return "mark" if len(line) < _LONGEST_ADDRESS and _BARE_URL.fullmatch(line) else None
    line = plain(line)
    return _role(line) or _role_of_parts(line)


def _role_of_parts(line: str) -> Role | None:
    """The role of the first part of a line all of whose parts are furniture: "Listen · 8 min", "Any news? Write to us"."""
    parts = _PARTS.split(line, maxsplit=_MOST_PARTS)
    if not 2 <= len(parts) <= _MOST_PARTS:
        return None
    roles: list[Role] = []
    for part in parts:
        role = _role(part) if part else None
        if role is None:
            return None
        roles.append(role)
    return next((role for role in roles if role not in ("label", "origin", "mark")), None)


def _role(line: str) -> Role | None:
    if _BARE_URL.fullmatch(line) or _NOTHING_TO_READ.fullmatch(line):
        return "mark"
    w = _wordings()
    if w.versions.match(line):
        return "version"
    if w.words.match(line) or w.buttons.match(line):
        return "button" if " " in line or _is_sure(line) else "label"
    if w.labels.match(line):
        return "label"
    if w.links.match(line):
        return _link_role(line)
    if w.open_links.match(line) and not _FULL_STOP.search(line):
        return "link"
    if w.embeds.match(line):
        return "embed" if " " in line or "/" in line else "label"
    if (
        w.invitations.match(line)
        or w.cookies.match(line)
        or (w.sign_up.match(line) and w.sign_up_to.search(line, 0, 60))
    ):
        return "invitation"
    if w.follow.match(line) and len(line) <= 140 and w.network.search(line):
        return "invitation"
    if of_page_words(line):
        return "button"
    if w.origins.match(line) or (len(line.split()) <= 5 and w.according.match(line)):
        return "origin"
    return "origin" if _COPYRIGHT.fullmatch(line) and not _PHOTO_COPYRIGHT.fullmatch(line) else None


@cache
def _sure() -> re.Pattern[str]:
    words = [*entries("furniture", "alone"), *entries("furniture", "share")]
    return whole_line(rf"{_BEFORE}{any_of(words)}{_BEHIND}")


def _is_sure(word: str) -> bool:
    """Whether a single word is listed as a button, not only matched by a pattern."""
    return _sure().match(word) is not None


def _link_role(line: str) -> Role | None:
    """A label alone is a button; with a title it is a link, unless running text goes on behind the title."""
    head = _wordings().link_head.match(line)
    if head is None or not line[head.end() :].strip():
        return "button"
    return "link" if _behind_title(line, head.end()) is None else None


def _behind_title(line: str, start: int) -> int | None:
    """Where running text begins behind the title at ``start``, or ``None`` when the title ends the line."""
    found = _TITLE_END.search(line, start, start + _LONGEST)
    if found is None or not _SENTENCE_END.search(line, max(start, len(line) - 8)):
        return None
    return found.end() if len(line[found.end() :].split(None, _REST_WORDS)) >= _REST_WORDS else None


def furniture_head(line: str) -> int | None:
    """Where the text begins in a trimmed line that opens with a link ("Read more: Is it safe? The council …").

    ``None`` when the line opens with no link, is nothing else, or does not tell where the link's title ends.
    """
    start = line[:_LONGEST_HEAD].translate(_SIMPLE_BLANKS)
    head = _wordings().link_head.match(start)
    if head is None:
        return None
    return _behind_title(line, head.end())


def furniture_tail(line: str) -> int | None:
    """Where a link begins that a trimmed line ends with, behind a sentence ("… until summer. Read more: The old bridge").

    ``None`` when there is none, or when the line is nothing else.
    """
    window = max(0, len(line) - _LONGEST_TAIL)
    found = _wordings().link_tail.search(line[window:].translate(_SIMPLE_BLANKS))
    return None if found is None or not line[: window + found.start()].strip() else window + found.start(1)


_SIMPLE_BLANKS = {ord(blank): " " for blank in "\t\u00a0\u2007\u2009\u202f"}


def is_furniture(line: str) -> bool:
    """Whether a trimmed line belongs to the page and not to the report."""
    return furniture_role(line) is not None
