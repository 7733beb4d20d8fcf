"""Whatever the text: no exception, spans valid, ordered and apart, answers repeatable."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.lid import guess, identify
from audit.lid.tokens import tokenise
from audit.types import Document, Languages, Sentence, Span

PIECES = st.sampled_from(
    [
        "Le conseil a voté hier soir. ",
        "Der Rat hat gestern Abend entschieden. ",
        "The council voted last night, ",
        "Совет проголосовал вчера вечером. ",
        "市議会は可決した。",
        "שלום עולם ",
        "مرحبا بالعالم ",
        "« ", " »", "„", "“", '"', "(", ")", "\n", "\r\n", "\u2028", "\x00", "\ufeff", "\u200d", "\u202e",
        "👩‍👩‍👧‍👦", "Ã©tÃ© ", "e\u0301", "İ", "ß", "\ud800", "https://a.b/c ", "a@b.c ", "@", "....", "(Foto: x/y)", "Symbolbild/dpa ",
        "Foto: ", "1 234,5 ", "COVID-19 ", "of the ", "Research Institute ", "AAAA", "'", "’", "-",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join))
FEW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def sentences(text: str) -> tuple[Sentence, ...]:
    middle = len(text) // 2
    spans = [span for span in (Span(0, middle), Span(middle, len(text))) if len(span)]
    return tuple(Sentence(index, span, "paragraph") for index, span in enumerate(spans))


def check(text: str, answer: Languages) -> None:
    assert 0.0 <= answer.probability <= 1.0
    assert answer.main
    reached = 0
    for span in answer.spans:
        assert reached <= span.span.start < span.span.end <= len(text)
        assert 0.0 <= span.probability <= 1.0
        assert any(map(str.isalnum, span.span.of(text)))
        reached = span.span.end
    reached = 0
    for word in answer.leftovers:
        assert reached <= word.span.start < word.span.end <= len(text)
        assert 0.0 <= word.probability <= 1.0
        reached = word.span.end


@FEW
@given(TEXTS)
def test_any_text_gets_a_well_formed_answer(text: str) -> None:
    document = Document("sha256:0", text)
    answer = identify(document, sentences(text), vote=False)
    check(text, answer)
    assert identify(document, sentences(text), vote=False) == answer
    check(text, identify(document, (), vote=False))


@FEW
@given(TEXTS, st.sampled_from(["fr", "de-AT", "ru", "zh", "th", "et", "xx", "und"]))
def test_any_main_language_may_be_given(text: str, main: str) -> None:
    answer = identify(Document("sha256:0", text), sentences(text), main=main, vote=False)
    check(text, answer)
    assert answer.main == main
    assert all(span.language != main for span in answer.spans)


@FEW
@given(TEXTS)
def test_second_opinions_move_no_boundary(text: str) -> None:
    document = Document("sha256:0", text)
    with_votes = identify(document, sentences(text), vote=True)
    without = identify(document, sentences(text), vote=False)
    if with_votes.main == without.main:
        kept = {span.span for span in without.spans if span.kind != "title_or_name"}
        assert kept == {span.span for span in with_votes.spans if span.kind != "title_or_name"}


@FEW
@given(TEXTS)
def test_tokens_tile_in_order(text: str) -> None:
    tokens = tokenise(text)
    reached = 0
    for start, end in zip(tokens.start.tolist(), tokens.end.tolist(), strict=True):
        assert reached <= start < end <= len(text)
        reached = end


@FEW
@given(TEXTS)
def test_guess_answers_for_any_block(text: str) -> None:
    of = guess(Document("sha256:0", text))
    assert all(of(Span(start, len(text))) for start in range(0, len(text) + 1, max(1, len(text) // 3)))


def test_work_grows_with_the_text_only() -> None:
    """Tokens, not time, are counted: one very long line is read in pieces of bounded size."""
    line = "Le conseil a voté hier soir, the council voted last night. " * 4_000
    once, twice = tokenise(line), tokenise(line * 2)
    assert len(twice) == 2 * len(once)
    assert len(twice.words) == len(once.words)
    check(line, identify(Document("sha256:0", line), (), vote=False))
