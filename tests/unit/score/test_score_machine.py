"""Machine translation is told from artifacts, never from grammar."""

from __future__ import annotations

from audit.score import score
from audit.types import Article, Document, Finding, Languages, LanguageSpan, Provenance, Sentence, Severity, Span

UNKNOWN = Provenance("undetermined", None, (), None, 0.0)
TRANSLATED = Provenance("translation", "de", ("de", "fr"), None, 0.95)


def article(words: int = 250, *spans: LanguageSpan) -> Article:
    text = " ".join(["mot"] * words)
    sentences = (Sentence(0, Span(0, len(text)), "paragraph"),) if text else ()
    return Article(Document("sha256:0", text), Languages("fr", 1.0, spans), sentences)


def finding(
    kind: str, text: str = "mot", category: str = "accuracy/mistranslation", explained: tuple[str, ...] = ()
) -> Finding:
    return Finding("XX001", kind, category, kind, Severity.MAJOR, 0.9, Span(0, 3), text, "", explained_by=explained)


def probability(findings: list[Finding], provenance: Provenance = UNKNOWN, one: Article | None = None) -> float:
    value = score(one or article(), findings, provenance, ()).machine_translation_probability
    assert value is not None
    return value


def test_too_little_text_is_not_judged() -> None:
    assert score(article(20), (), UNKNOWN, ()).machine_translation_probability is None


def test_grammar_errors_do_not_count() -> None:
    errors = [finding("agreement", f"w{i}", "fluency/grammar") for i in range(30)]
    assert probability(errors) == probability([])
    assert probability([]) < 0.2


def test_artifacts_count() -> None:
    artifacts = [
        finding("function-word-in-name"),
        finding("hybrid-name", "b"),
        finding("residue-word", "c", explained=("de",)),
    ]
    assert probability(artifacts, TRANSLATED) > 0.9
    assert probability([], TRANSLATED) < 0.4


def test_one_habit_is_not_many_proofs() -> None:
    many = [finding("exonym-inconsistent", f"w{i}") for i in range(50)]
    assert probability(many) < 0.85


def test_a_passage_left_in_counts_with_or_without_its_finding() -> None:
    left_in = LanguageSpan(Span(0, 60), "de", 0.98, "untranslated_passage")
    alone = probability([], TRANSLATED, article(250, left_in))
    assert alone > probability([], TRANSLATED)
    quoted = LanguageSpan(Span(0, 60), "de", 0.98, "quotation")
    assert probability([], TRANSLATED, article(250, quoted)) < probability([], TRANSLATED) + 0.05


def test_declared_own_report_is_less_probable() -> None:
    own = Provenance("original", None, ("fr",), None, 0.8)
    assert probability([], own) < probability([])


def test_what_people_borrow_counts_little_while_no_source_is_known() -> None:
    borrowed = [finding("residue-word", f"w{i}", explained=("de",)) for i in range(8)]
    borrowed += [finding("untranslated-passage", "x"), finding("caption-credit", "y"), finding("number-format", "z")]
    assert probability(borrowed) < 0.35
    assert probability(borrowed, TRANSLATED) > 0.9
