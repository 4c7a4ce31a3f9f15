"""How many steps of a long piece of work are done."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with the steps done and the steps in all."""


class Steps:
    """Counts steps, and tells whoever asked.

    >>> told = []
    >>> step = Steps(2, lambda done, total: told.append((done, total)))
    >>> step(), step(), told
    (None, None, [(1, 2), (2, 2)])
    """

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._done, self._total, self._progress = 0, total, progress

    def __call__(self, many: int = 1) -> None:
        self._done = min(self._done + many, self._total)
        if self._progress is not None:
            self._progress(self._done, self._total)
