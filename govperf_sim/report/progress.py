"""Progress in plain lines, for notebooks, logs and wherever no bar can be drawn: what is done, and the time left."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from govperf_sim.words import Language, default_language, say

QUIET = 10.0
"""Seconds between two lines."""


def to_output(line: str) -> None:
    """Write a line to standard output, where a notebook shows it, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class PlainLines:
    """A line when the work begins, and one every :data:`QUIET` seconds while it lasts, with the time left.

    Wherever something takes ``progress``: it is called with what is done and what there is to do, be it replications,
    cells or searches.  What was done before the first call, such as the cells that lie in a store, does not count for
    the time left.

    >>> from govperf_sim import load_scenario, simulate
    >>> played = simulate(load_scenario("six_towns"), years=1, replications=2, progress=PlainLines("playing", "en"))
    playing …
    """

    def __init__(
        self,
        label: str,
        language: Language | None = None,
        tell: Callable[[str], None] = to_output,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._label, self._language, self._tell, self._clock = label, language or default_language(), tell, clock
        self._began: tuple[float, int] | None = None
        self._spoke = 0.0

    def __call__(self, done: int, total: int) -> None:
        now = self._clock()
        if self._began is None:
            self._tell(say("progress.begun", self._language, what=self._label))
            self._began, self._spoke = (now, done), now
            return
        since, before = self._began
        if now - self._spoke >= QUIET and done > before:
            left = time_said((now - since) / (done - before) * (total - done), self._language)
            told = {"done": done, "total": total, "share": f"{100 * done / total:.0f}", "left": left}
            self._tell(say("progress.done", self._language, **told))
            self._spoke = now


def time_said(seconds: float, language: Language) -> str:
    """A time to wait, no more exact than it can be.

    >>> time_said(42.3, "en"), time_said(1000, "en"), time_said(10_000, "zh")
    ('42 seconds', '17 minutes', '2.8 小时')
    """
    if seconds < 120:
        return say("progress.seconds", language, count=f"{seconds:.0f}")
    if seconds < 7200:
        return say("progress.minutes", language, count=f"{seconds / 60:.0f}")
    return say("progress.hours", language, count=f"{seconds / 3600:.1f}")
