"""One self-contained HTML page per article: opens from a disk, asks no network, works without scripts."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from audit._resources import package_file
from audit.report.model import SCHEMA_VERSION, without_surrogates
from audit.report.plain import hidden_sentences
from audit.report.protocol import DEFAULT, Options
from audit.report.verdict import evidence_sentence, is_compared, reasons, sibling_sentence, verdict_sentence
from audit.report.view import name_of, safe_link, view
from audit.report.words import words
from audit.types import Audit, Severity

__all__ = ["HtmlWriter", "environment", "render_template"]

# Characters that HTML forbids; a parser would drop or change them, and NUL ends some of them.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


class HtmlWriter:
    """The page for an editor."""

    name = "html"
    media_type = "text/html; charset=utf-8"
    suffix = ".html"
    scope: Literal["article"] = "article"

    def render(self, audit: Audit, options: Options = DEFAULT) -> bytes:
        """The page as UTF-8."""
        say = words(options.language)
        return render_template(
            "article.html",
            options,
            audit=audit,
            view=view(audit),
            compared=is_compared(audit),
            verdict=verdict_sentence(audit, say),
            evidence=evidence_sentence(audit, say),
            reasons=reasons(audit, say),
            hidden=hidden_sentences(audit, say),
            severities=tuple(reversed(Severity)),
        )


def render_template(template: str, options: Options, **values: Any) -> bytes:
    """A template with style, script and their content policy put in."""
    style, script = _asset("report.css"), _asset("report.js")
    page = environment().get_template(template)
    text = page.render(
        say=words(options.language),
        options=options,
        schema_version=SCHEMA_VERSION,
        style=Markup(style),  # noqa: S704 - our own files
        script=Markup(script),  # noqa: S704
        policy=(
            f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
            "base-uri 'none'; form-action 'none'"
        ),
        **values,
    )
    return _FORBIDDEN.sub("\ufffd", without_surrogates(text)).encode("utf-8")


@cache
def environment() -> Environment:
    """Templates of this package; everything put into them is escaped."""
    made = Environment(
        loader=FileSystemLoader(package_file("report", "html")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["safe_link"] = safe_link
    made.filters["name_of"] = name_of
    made.filters["sibling_sentence"] = sibling_sentence
    return made


@cache
def _asset(name: str) -> str:
    return package_file("report", "html", name).read_text("utf-8")


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")
