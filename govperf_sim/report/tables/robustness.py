"""Tables of how far ranks can be trusted: their exact ranges, what turns neighbours round, what choices of method do."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from govperf_sim.experiments.trust import Trust
from govperf_sim.report.figures.ranked import Ranked, of_pool
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import MISSING, points, rounded
from govperf_sim.report.tables.table import Table, table
from govperf_sim.robustness.flips import Flips
from govperf_sim.robustness.pools import rankings
from govperf_sim.weights.answer import Weights

Key = tuple[str, str, str]
"""(level, pool, unit)."""


def published_ranks(found: Trust) -> pd.Series[int]:
    """Index (level, pool, unit): the rank by the derived weights."""
    return near(found)["rank"].rename("rank")


def compared(found: Trust) -> Iterator[tuple[Ranked, pd.Series[int]]]:
    """The pools of two units and more, with the ranks of their units, best first."""
    published = published_ranks(found)
    for level, pool in dict.fromkeys((str(level), str(pool)) for level, pool, _ in published.index):
        ranks = of_pool(published, level, pool).sort_values(kind="stable")
        if len(ranks) > 1:
            yield Ranked(level, pool, tuple(map(str, ranks.index)), len(ranks)), ranks


def ranks_table(found: Trust, labels: Labels) -> Table:
    """Every unit in every pool: its rank, its range at each move of the weights, and under all admissible ones."""
    bands = found.bands.table.to_dict("index")
    limits = found.rank_limits.table.to_dict("index")
    seen = None if found.acceptability is None else found.acceptability.units.to_dict("index")
    rows = []
    for pool, ranks in compared(found):
        for unit, rank in ranks.items():
            key = (pool.level, pool.pool, str(unit))
            cells = [labels.unit(unit), pool.named(labels), str(rank)]
            cells += [between(bands[pool.level, pool.pool, p, str(unit)]) for p in found.asked.points]
            cells.append(between(limits[key]))
            if seen is not None:
                own = seen[key]
                cells += [
                    rounded(own["mean_rank"], 1),
                    span(own["best_drawn"], own["worst_drawn"]),
                    points(own["first"]),
                ]
            rows.append(cells)
    moved_by = "".join(labels.word("ranks_head_band", points=f"{p:g}") for p in found.asked.points)
    head = labels.word("ranks_head", bands=moved_by) + (labels.word("ranks_head_drawn") if seen is not None else "")
    head_cells = head.split("|")
    return table(labels, "ranks", rows, numeric=range(2, len(head_cells)), head=head_cells)


def flips_table(found: Flips, labels: Labels) -> Table:
    """Every two neighbours of a ranking, and how much of which weights turns them round."""
    rows = []
    for (level, pool, ahead, behind), flip in zip(found.pairs.index, found.pairs.to_dict("records"), strict=True):
        rows.append([
            Ranked(level, pool, (), 0).named(labels),
            labels.unit(ahead),
            labels.unit(behind),
            points(flip["gap"], 2),
            moved(flip["total_simplex"]),
            moved(flip["total_rules"]),
            changed(flip["one_simplex"]),
            labels.indicator(flip["indicator_simplex"]) if flip["indicator_simplex"] else MISSING,
            labels.word("called_tie" if flip["tie"] else "called_apart"),
        ])  # fmt: skip
    return table(labels, "flips", rows, numeric=range(3, 7), tight=(8,))


def factors_table(found: Trust, labels: Labels) -> Table:
    """Every choice of method: over what it was varied, whether it did anything, and how far it alone moves ranks.

    Of a choice that was not varied the reason is told.
    """
    known = {} if found.sensitivity is None else found.sensitivity.factors.to_dict("index")
    rows = []
    for offer in found.offers:
        said, own = offer.said.text(labels.language), known.get(offer.code)
        if own is None:
            cells = [labels.word("not_varied", why=said), labels.word("no"), MISSING, MISSING]
        else:
            active = labels.word("yes" if own["active"] else "no")
            cells = [said, active, rounded(own["shift"], 2), points(own["moved"])]
        rows.append([factor_named(offer.code, labels), *cells])
    return table(labels, "factors", rows, numeric=(3, 4), tight=(2,))


def factor_named(code: str, labels: Labels) -> str:
    return labels.known(f"sensitivity.factor_{code}", code)


def between(limits: Mapping[Any, Any]) -> str:
    """The ranks that are proven, with a star where a search ran out of time."""
    return span(limits["best_bound"], limits["worst_bound"]) + ("" if limits["proven"] else "*")


def span(low: float, high: float) -> str:
    """One rank, or a range of them.

    >>> span(2, 2), span(1, 4)
    ('2', '1–4')
    """
    return f"{low:.0f}" if low == high else f"{low:.0f}–{high:.0f}"


def moved(total: float) -> str:
    """Points that go from some weights to others, given the sum of all changes; a dash where nothing does it.

    >>> moved(0.03), moved(float("inf"))
    ('1.5', '—')
    """
    return points(total / 2)


def changed(change: float) -> str:
    return points(change) if math.isfinite(change) else MISSING


def beside_ranks(found: Trust, weights: Weights, labels: Labels) -> dict[str, tuple[str, str]]:
    """Unit -> what stands beside its ranks, in the group and in the pool: its band, and that it is a tie where it is one."""
    bands, ties = near(found).to_dict("index"), _tied(found)
    groups, across = dict[str, Key](), dict[str, Key]()
    for (level, code), units in rankings(weights.weighting).items():
        (groups if level == "group" else across).update({unit: (level, code, unit) for unit in units})

    def told(key: Key) -> str:
        if key not in bands:
            return MISSING
        band = between(bands[key])
        return labels.word("band_tied", band=band) if key in ties else band

    return {unit: (told(own), told(across.get(unit, own))) for unit, own in groups.items()}


def near(found: Trust) -> pd.DataFrame:
    """The bands at that move: index (level, pool, unit)."""
    table: Any = found.bands.table.xs(nearest_point(found), level="points")
    return pd.DataFrame(table)


def nearest_point(found: Trust) -> float:
    """One point, or the move nearest to it that was asked for."""
    return min(found.asked.points, key=lambda p: abs(p - 1.0))


def _tied(found: Trust) -> frozenset[Key]:
    """The units that turn round with a neighbour inside one published point."""
    pairs = found.flips.pairs
    ties = pairs.index[pairs["tie"]]
    return frozenset((level, pool, unit) for level, pool, *both in ties for unit in both)
