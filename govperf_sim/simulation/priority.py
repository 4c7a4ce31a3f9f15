r"""Cases that go before others: each clerk who is free takes the first of the most urgent, and nobody is interrupted.

A case that has been begun is finished.  Who waits when a clerk is free at time f are the cases with :math:`t_j \le f`; the one
taken has the least rank, and of these the least :math:`t_j`: a heap of clerks and a heap of cases (Cobham, 1954).  Where
all ranks are equal this is first come, first served.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush, heapreplace


def served_by_rank(
    arrivals: Sequence[float], durations: Sequence[float], ranks: Sequence[int], clerks: int = 1
) -> list[float]:
    """When each case is begun; ``arrivals`` are times in order, the lowest of the ``ranks`` goes first.

    >>> served_by_rank([0.0, 1.0, 1.5], [2.0, 2.0, 1.0], ranks=[1, 1, 0])
    [0.0, 3.0, 2.0]
    """
    free, waiting = [0.0] * clerks, list[tuple[int, int]]()
    begun, came, now = [0.0] * len(arrivals), 0, 0.0
    for _ in arrivals:
        now = max(now, free[0]) if waiting else max(free[0], arrivals[came])
        while came < len(arrivals) and arrivals[came] <= now:
            heappush(waiting, (ranks[came], came))
            came += 1
        _, case = heappop(waiting)
        begun[case] = now
        heapreplace(free, now + durations[case])
    return begun
