"""Pages from disk, opened in Chromium; whatever they ask of a network or complain of is written down."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

CALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
"""What a Chromium may be called; GOVPERF_CHROMIUM names another."""
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}


@dataclass
class Visit:
    page: Page
    asked: list[str] = field(default_factory=list)
    """Addresses other than the page's own; none of them was let through."""
    complaints: list[str] = field(default_factory=list)
    """Errors of scripts, and errors and warnings on the console."""

    @property
    def trouble(self) -> list[str]:
        return [*self.asked, *self.complaints]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser.  It must end with the module that started it: while it runs, its thread cannot run another event loop."""
    found = os.environ.get("GOVPERF_CHROMIUM") or next(filter(None, map(shutil.which, CALLED)), None)
    if found is None:
        pytest.skip("there is no Chromium here; GOVPERF_CHROMIUM may name one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found)
        yield browser
        browser.close()


@contextmanager
def visit(browser: Browser, file: Path, **context: Any) -> Iterator[Visit]:
    """A page from disk, as :data:`DESKTOP` or :data:`PHONE` or with other options of a context."""
    address = file.resolve().as_uri()
    with browser.new_context(**(context or DESKTOP)) as tab:
        page = tab.new_page()
        seen = Visit(page)

        def let_through(route: Route) -> None:
            if route.request.url.partition("#")[0] == address:
                route.continue_()
            else:
                seen.asked.append(route.request.url)
                route.abort()

        tab.route("**/*", let_through)
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("console", lambda m: seen.complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.goto(address)
        yield seen
