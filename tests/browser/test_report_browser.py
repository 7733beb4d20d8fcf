"""The pages in a real browser, from the disk, with the network shut.

Needs Chromium (``AUDIT_CHROMIUM`` or on the path). The accessibility run also needs axe-core:
``npm install axe-core`` in the repository, or ``AUDIT_AXE`` naming ``axe.min.js``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pytest

from audit.report import WRITERS, FolderEntry, Options
from audit.types import Unreadable
from tests.report_samples import empty_audit, full_audit, original_audit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AUDITS = {"full": full_audit(), "original": original_audit(), "empty": empty_audit("\ud800 \x00 <b>x</b>")}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = os.environ.get("AUDIT_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        pytest.skip("no Chromium on this machine (set AUDIT_CHROMIUM)")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for name, audit in AUDITS.items():
        content = WRITERS["html"].render(audit, Options(index="index.html"))  # type: ignore[union-attr]
        (folder / f"{name}.html").write_bytes(content)
    entries = [FolderEntry.of(audit, name) for name, audit in AUDITS.items()]
    failed = [Unreadable("x/<img src=x onerror=alert(1)>.pdf", "unknown kind of file", "convert it to text")]
    (folder / "index.html").write_bytes(WRITERS["index"].render_folder(entries, failed))  # type: ignore[union-attr]
    return folder


class Opened:
    """A page with everything it complained of or asked for."""

    def __init__(self, browser: Browser, file: Path, **context: Any) -> None:
        self.context = browser.new_context(reduced_motion="reduce", **context)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message) or dialog.dismiss())
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(file.as_uri())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


@pytest.mark.parametrize("name", [*AUDITS, "index"])
def test_a_page_opens_without_errors_network_or_scripts_from_the_text(browser: Browser, pages: Path, name: str) -> None:
    with Opened(browser, pages / f"{name}.html") as opened:
        opened.page.wait_for_load_state()
        assert opened.complaints == []
        assert opened.requests == [(pages / f"{name}.html").as_uri()]
        assert opened.page.locator("script").count() == 1
        assert opened.page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize("name", [*AUDITS, "index"])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_page_is_wider_than_its_window(browser: Browser, pages: Path, name: str, width: int) -> None:
    with Opened(browser, pages / f"{name}.html", viewport={"width": width, "height": 800}) as opened:
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
        opened.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


def test_marks_lead_to_cards_and_cards_to_marks(browser: Browser, pages: Path) -> None:
    with Opened(browser, pages / "full.html") as opened:
        page = opened.page
        page.locator("#article mark a", has_text="Dockend").click()
        target = page.locator(".card:target")
        assert "TE001" in target.inner_text()
        assert target.evaluate("e => e.getBoundingClientRect().top") < 700
        target.get_by_role("link", name="Show in the text").click()
        assert page.evaluate("location.hash") == "#m8"
        assert page.locator("#m8").evaluate("e => e.nextElementSibling.innerText") == "Dockend"


def test_links_work_without_scripts(browser: Browser, pages: Path) -> None:
    with Opened(browser, pages / "full.html", java_script_enabled=False) as opened:
        opened.page.locator("#article mark a", has_text="de les").click()
        assert opened.page.url.endswith("#f6")
        assert opened.page.locator("#f6").is_visible()
        assert not opened.page.locator("#findings .hint").first.is_visible()


def lit(page: Page) -> list[str]:
    return page.evaluate("[...document.querySelectorAll('.lit')].map(e => e.className)")  # type: ignore[no-any-return]


def test_a_finding_lights_its_place_and_its_word_in_the_original(browser: Browser, pages: Path) -> None:
    with Opened(browser, pages / "full.html", viewport={"width": 1280, "height": 900}) as opened:
        page = opened.page
        card = page.locator(".card", has_text="number-mismatch")
        number = card.get_attribute("data-lights")
        assert lit(page) == []
        card.hover()
        assert page.locator(f"#article mark a[data-lights~={number}].lit").count() >= 1
        assert page.locator(f"#pairs .there[data-lights~={number}].lit").count() >= 1
        assert card.locator(".there").evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
        page.mouse.move(0, 0)
        assert lit(page) == []


def test_the_keyboard_lights_what_the_pointer_does(browser: Browser, pages: Path) -> None:
    with Opened(browser, pages / "full.html") as opened:
        page = opened.page
        number = page.locator(".card", has_text="number-mismatch").get_attribute("data-lights")
        mark = page.locator(f"#article mark a[data-lights~={number}]").first
        mark.focus()
        assert page.locator(f"#pairs .there[data-lights~={number}].lit").count() >= 1
        page.locator(".card", has_text="date-mismatch").locator("a.number").focus()
        assert page.locator(f"#pairs .there[data-lights~={number}].lit").count() == 0
        assert page.locator("#pairs .there.lit").count() >= 1


def test_word_links_show_on_demand(browser: Browser, pages: Path) -> None:
    with Opened(browser, pages / "full.html", viewport={"width": 390, "height": 800}) as opened:
        page = opened.page
        words = page.locator(".wordlinks li")
        assert not words.first.is_visible()
        page.locator(".wordlinks summary").focus()
        page.keyboard.press("Enter")
        assert words.first.is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        words.first.hover()
        assert page.locator("#pairs .word.lit").all_inner_texts() == ["maire", "Bürgermeister"]


def test_a_passage_leads_to_its_translation(browser: Browser, pages: Path) -> None:
    with Opened(browser, pages / "full.html", java_script_enabled=False) as opened:
        opened.page.locator("#article a[href='#b1t']").click()
        assert opened.page.url.endswith("#b1t")
        assert opened.page.locator("#twins").is_visible()


def test_severities_can_be_hidden(browser: Browser, pages: Path) -> None:
    with Opened(browser, pages / "full.html") as opened:
        page = opened.page
        assert page.locator(".card:visible").count() == 10
        page.get_by_label("minor").uncheck()
        assert page.locator(".card:visible").count() == 6
        assert page.locator(".card.minor:visible").count() == 0
        page.locator("#article mark a", has_text="de les").click()
        assert page.locator("#f6").is_visible()


def test_letters_move_between_findings_only_inside_the_list(browser: Browser, pages: Path) -> None:
    with Opened(browser, pages / "full.html") as opened:
        page = opened.page
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.id") == ""
        page.locator("#show-minor").focus()
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.id") == "f1"
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.id") == "f2"
        page.keyboard.press("k")
        assert page.evaluate("document.activeElement.id") == "f1"


def test_right_to_left_text_runs_right_to_left(browser: Browser, pages: Path) -> None:
    with Opened(browser, pages / "full.html") as opened:
        cell = opened.page.locator("#passages td[lang=he]")
        assert cell.evaluate("e => getComputedStyle(e).direction") == "rtl"
        paragraph = opened.page.locator("#article .text p", has_text="Un habitant")
        assert paragraph.evaluate("e => getComputedStyle(e).direction") == "ltr"


def test_the_index_sorts_by_a_column_and_leads_to_the_reports(browser: Browser, pages: Path) -> None:
    with Opened(browser, pages / "index.html") as opened:
        page = opened.page
        head = page.get_by_role("columnheader", name="Quality")
        head.get_by_role("button").click()
        assert head.get_attribute("aria-sort") == "ascending"
        assert "Lauenfeld" in page.locator("tbody tr").first.inner_text()
        page.get_by_role("link", name="Le pont de Lauenfeld").click()
        assert page.url.endswith("/full.html")
        page.get_by_role("link", name="All articles").click()
        assert page.url.endswith("/index.html")


def test_a_printed_report_is_not_cut_off(browser: Browser, pages: Path) -> None:
    with Opened(browser, pages / "full.html") as opened:
        opened.page.emulate_media(media="print")
        sheet = opened.page.locator(".sheet")
        assert sheet.evaluate("e => getComputedStyle(e).overflow") == "visible"
        assert not opened.page.locator("nav").is_visible()
        closed = opened.page.locator("#originals details .original")
        assert closed.evaluate("e => e.getBoundingClientRect().height") > 50


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [*AUDITS, "index"])
def test_axe_finds_no_barrier(browser: Browser, pages: Path, root: Path, name: str, scheme: str) -> None:
    axe = Path(os.environ.get("AUDIT_AXE", root / "node_modules" / "axe-core" / "axe.min.js"))
    if not axe.is_file():
        pytest.skip("axe-core is not installed (npm install axe-core, or set AUDIT_AXE)")
    with Opened(browser, pages / f"{name}.html", color_scheme=scheme, bypass_csp=True) as opened:
        opened.page.add_script_tag(path=axe)
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = opened.page.evaluate("tags => axe.run({runOnly: tags})", tags)["violations"]
        assert [(v["id"], [node["html"][:120] for node in v["nodes"][:3]]) for v in found] == []
