"""Reports as a browser shows them: they ask nothing of a network, nothing goes wrong, and they fit a telephone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import DESKTOP, PHONE, visit

from govperf_sim.report.forms.html import as_html
from govperf_sim.words import LANGUAGES, Language

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from govperf_sim.report.report import Report

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_whole_without_any_network(
    browser: Browser, ordinary: dict[Language, Report], language: Language, device: dict[str, object], tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    file.write_text(as_html(ordinary[language]), "utf-8")
    with visit(browser, file, **device) as seen:
        page = seen.page
        assert page.locator("img").count() == 11
        assert page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 0)")
        assert page.evaluate("document.fonts.ready.then(f => [...f].every(x => x.status !== 'error'))")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
            "it has to be pushed sideways"
        )
        for link in page.locator("nav a").all():
            assert page.locator(link.get_attribute("href") or "").count() == 1
        assert seen.trouble == []


def test_what_people_put_into_a_report_does_nothing_in_it(browser: Browser, odd: Report, tmp_path: Path) -> None:
    file = tmp_path / "odd.html"
    file.write_text(as_html(odd), "utf-8")
    with visit(browser, file) as seen:
        assert seen.page.locator("script, iframe, label").count() == 0
        assert "#report & <more> 😀" in seen.page.inner_text("h1")
        assert seen.trouble == []
