from __future__ import annotations

import pandas as pd

from govperf_sim.report.figures.ranked import MOST_UNITS, shown_pools
from govperf_sim.report.labels import Labels

EN = Labels(language="en")


def ranks(sizes: dict[tuple[str, str], int]) -> pd.Series[int]:
    keys = [(*pool, f"u{n}") for pool, many in sizes.items() for n in range(many)]
    index = pd.MultiIndex.from_tuples(keys, names=["level", "pool", "unit"])
    return pd.Series([n + 1 for many in sizes.values() for n in range(many)], index)


def test_systems_come_first_and_a_unit_alone_is_not_shown() -> None:
    shown = shown_pools(ranks({("group", "a"): 3, ("group", "b"): 1, ("system", "s"): 4}), EN)
    assert [(p.level, p.pool) for p in shown.pools] == [("system", "s"), ("group", "a")]
    assert shown.left_out == ""


def test_of_a_large_pool_the_first_and_the_last_are_shown_and_that_is_said() -> None:
    (pool,) = (shown := shown_pools(ranks({("group", "a"): 100}), EN)).pools
    half = MOST_UNITS // 2
    assert pool.units == (*(f"u{n}" for n in range(half)), *(f"u{n}" for n in range(100 - half, 100)))
    assert pool.many == 100
    assert "Of the 100 units" in shown.left_out


def test_pools_for_which_there_is_no_room_are_named() -> None:
    shown = shown_pools(ranks({("group", g): 40 for g in "abcde"}), EN)
    assert [p.pool for p in shown.pools] == ["a", "b", "c"]
    assert "d (totals), e (totals)" in shown.left_out
