"""Chance in tests is steady: everybody draws the same examples, fewer every day than when all tests run.

``HYPOTHESIS_PROFILE=explore`` draws new ones.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("everyday", derandomize=True, deadline=None, max_examples=30)
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "everyday" if config.option.markexpr else "steady"))


def pytest_collection_finish() -> None:
    """What has been collected stays to the end: Python need not look through it again and again for what is not needed."""
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from browsing import chromium

    with chromium() as started:
        yield started
