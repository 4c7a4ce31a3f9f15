"""Hand out items in bundles, and get each back once, whatever breaks meanwhile.

A bundle is so large that it takes about :data:`SECONDS`: large enough that handing it over costs nothing beside it, small enough
that workers end together and that little is lost with one.  Who has which items in hand never changes a number.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field
from typing import Any

from govperf_sim.errors import ExperimentError, fault
from govperf_sim.experiments.running.hands import Hands, Work

SECONDS = 0.5
"""What a bundle is to take."""
TRIES = 3
"""Times that hands may break in a row without anything having been finished."""
Bundle = tuple[Any, ...]


def carried_out(work: Work, items: Iterator[Any], hands: Hands, size: Size) -> Generator[tuple[Any, Any], None, None]:
    """Each item with what was made of it, as they are finished.

    Raises :class:`~govperf_sim.errors.ExperimentError` when whoever plays dies again and again, and whatever the work raises.
    """
    waiting = Waiting(items, size)
    ready, broken = hands.ready(work), 0
    while True:
        with hands.take() as pool:
            flight = Flight(pool, ready, hands)
            while flight.lost is None:
                flight.fill(waiting)
                if flight.lost is None and not flight.flying:
                    return
                for bundle, results in flight.landed(size):
                    broken = 0
                    yield from zip(bundle, results, strict=True)
        broken += 1
        if broken == TRIES:
            raise ExperimentError(
                fault("store.broken", times=TRIES, reason=flight.lost, cells=", ".join(map(str, flight.in_hand[:3])))
            )
        waiting.again(flight.in_hand)


@dataclass
class Size:
    """How many items make a bundle; ``left`` is how many there are to come."""

    left: int
    hands: int
    items: int = 1

    def learn(self, items: int, seconds: float) -> None:
        """At most twice as many as before: the first items are often slower or faster than the rest."""
        fitting = int(SECONDS * items / max(seconds, 1e-9))
        share = self.left // max(1, self.hands)
        self.items = max(1, min(fitting, 2 * self.items, share))


@dataclass
class Waiting:
    """What has not been handed out.

    What was in hand when something broke goes out again one by one, so that the one that broke it is found; that one
    goes last, after everything else is done.
    """

    items: Iterator[Any]
    size: Size
    undone: deque[Any] = field(default_factory=deque)
    last: deque[Any] = field(default_factory=deque)

    def bundle(self) -> Bundle:
        found = []
        for item in self.items:
            found.append(item)
            self.size.left -= 1
            if len(found) >= self.size.items:
                break
        if not found and self.last:
            self.undone.append(self.last.popleft())
        return tuple(found)

    def again(self, items: Sequence[Any]) -> None:
        (self.last if len(items) == 1 else self.undone).extend(items)


@dataclass
class Flight:
    """Bundles that are handed out; ``lost`` is what broke, and ``in_hand`` are then the items to be handed out again."""

    pool: Executor
    work: Work
    hands: Hands
    flying: dict[Future[Any], Bundle] = field(default_factory=dict)
    lost: BaseException | None = None
    in_hand: list[Any] = field(default_factory=list)

    def fill(self, waiting: Waiting) -> None:
        while not waiting.undone and len(self.flying) < self.hands.in_flight and self.lost is None:
            if not (bundle := waiting.bundle()):
                break
            self._hand(bundle)
        if waiting.undone and not self.flying and self.lost is None:
            self._hand((waiting.undone.popleft(),))

    def _hand(self, bundle: Bundle) -> None:
        try:
            self.flying[self.pool.submit(done, self.work, bundle)] = bundle
        except self.hands.broke as broken:
            self._lose(broken, bundle)

    def landed(self, size: Size) -> Iterator[tuple[Bundle, Sequence[Any]]]:
        """Those that are finished, or all if something broke: then none of them takes long."""
        while self.flying:
            finished, _ = wait(self.flying, return_when=FIRST_COMPLETED)
            for future in finished:
                bundle = self.flying.pop(future)
                try:
                    seconds, results = future.result()
                except self.hands.broke as broken:
                    self._lose(broken, bundle)
                else:
                    size.learn(len(bundle), seconds)
                    yield bundle, results
            if self.lost is None:
                return

    def _lose(self, broken: BaseException, bundle: Bundle) -> None:
        self.lost = broken
        self.in_hand += bundle


def done(work: Work, bundle: Bundle) -> tuple[float, list[Any]]:
    """How long it took, and what was made of each item."""
    began = time.perf_counter()
    results = [work(item) for item in bundle]
    return time.perf_counter() - began, results
