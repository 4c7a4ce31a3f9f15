"""The chapter on how far the result can be trusted: a summary in plain words, figures, tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from govperf_sim.experiments.trust import Trust, limits_of
from govperf_sim.report.figures.acceptability import acceptability_figure
from govperf_sim.report.figures.dominance import dominance_figure
from govperf_sim.report.figures.intervals import intervals_figure
from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.figures.prices import prices_figure
from govperf_sim.report.figures.ranges import ranges_figure
from govperf_sim.report.figures.ranked import Ranked, of_pool
from govperf_sim.report.figures.sensitivity import sensitivity_figure
from govperf_sim.report.figures.years import years_figure
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import points
from govperf_sim.report.statements import statement
from govperf_sim.report.steadiness import steadiness_said
from govperf_sim.report.tables.robustness import (
    compared,
    factor_named,
    factors_table,
    flips_table,
    moved,
    near,
    nearest_point,
    published_ranks,
    ranks_table,
    span,
)
from govperf_sim.report.tables.steadiness import reversals_table, weights_moved, years_table
from govperf_sim.report.tables.table import Table
from govperf_sim.robustness.years import YearOnYear
from govperf_sim.scenario.load import Scenario
from govperf_sim.weights.answer import Weights


def trust_pictures(scenario: Scenario, weights: Weights, found: Trust, labels: Labels) -> list[Picture]:
    """What there is to draw of it."""
    drawn = [ranges_figure(found.weight_limits.table, scenario.weighting.system_of, labels)]
    ranks = published_ranks(found)
    sizes = ranks.groupby(level=["level", "pool"]).size()
    if sizes.max() < 2:
        return drawn
    of_draws = found.acceptability
    limits = found.rank_limits.table
    drawn.append(intervals_figure(limits, found.bands.table, None if of_draws is None else of_draws.units, labels))
    drawn.append(dominance_figure(found.dominance.leads["settled"], ranks, labels))
    if of_draws is not None:
        drawn.append(acceptability_figure(of_draws.ranks["acceptability"], ranks, limits, labels))
    if found.sensitivity is not None and _moved(found.sensitivity.shift, sizes):
        drawn.append(sensitivity_figure(found.sensitivity.shift, sizes, labels))
    if isinstance(found.years, YearOnYear) and found.years.pools["ranks_changed"].any():
        drawn.append(years_figure(found.years.ranks, labels))
    if found.prices:
        stand = {name: (at, r) for r in weights.weighting.rules for name, at, _ in limits_of(weights, r.id)}
        declared, rules = zip(*(stand[swept.limit] for swept in found.prices), strict=True)
        said = [statement(r, scenario.document.rules[r.id], labels) for r in rules]
        drawn.append(prices_figure(found.prices, declared, said, labels))
    return drawn


def trust_shown(found: Trust, drawn: Sequence[Picture], labels: Labels) -> tuple[Picture | Table, ...]:
    """Figures and tables, in the order of the questions they answer."""
    by_name = {p.name: p for p in drawn}
    order = ("intervals", "dominance", "acceptability", "weight_ranges", "price_curves", "years", "sensitivity")
    shown: list[Picture | Table] = [by_name[name] for name in order if name in by_name]
    if len(found.flips.pairs):
        shown += [ranks_table(found, labels), flips_table(found.flips, labels)]
    if found.reversals is not None:
        shown.append(reversals_table(found.reversals, labels))
    if isinstance(found.years, YearOnYear):
        shown += [years_table(found.years, labels), weights_moved(found.years, labels)]
    if found.offers:
        shown.append(factors_table(found, labels))
    return tuple(shown)


def trust_said(found: Trust, labels: Labels) -> list[str]:
    """The findings, a sentence each, what is settled first."""
    pools = list(compared(found))
    said = [] if pools else [labels.word("trust_alone")]
    for pool, ranks in pools:
        said += [_settled(found, pool, labels), _certain(found, pool, labels), _near(found, pool, labels),
                 _tied(found, pool, labels)]  # fmt: skip
        if found.acceptability is not None:
            said.append(_first(found, pool, ranks, labels))
    said += _understated(found, labels)
    said += [*steadiness_said(found, labels), *_chosen(found, labels)]
    unproven = int((~found.rank_limits.table["proven"]).sum())
    if unproven:
        said.append(labels.word("trust_unproven", count=unproven))
    apart = {**found.rank_limits.apart, **found.flips.apart}
    said += [labels.word("trust_apart", why=why.text(labels.language)) for why in apart.values()]
    return list(dict.fromkeys(said))


def told_ties(found: Trust, labels: Labels) -> list[str]:
    """The pools with units that are to be called tied."""
    return [_tied(found, pool, labels) for pool, _ in compared(found) if _ties(found, pool, labels)]


def _ties(found: Trust, pool: Ranked, labels: Labels) -> list[str]:
    own = of_pool(found.flips.pairs, pool.level, pool.pool)
    tied = own.index[own["tie"].astype(bool)]
    return [labels.word("trust_tie", ahead=labels.unit(a), behind=labels.unit(b)) for a, b in tied]


def _settled(found: Trust, pool: Ranked, labels: Labels) -> str:
    own = of_pool(found.dominance.leads["settled"], pool.level, pool.pool)
    undecided = int((own == "open").sum()) // 2
    pairs = len(own) // 2
    return labels.word("trust_settled", pool=pool.named(labels), pairs=pairs, settled=pairs - undecided, open=undecided)


def _certain(found: Trust, pool: Ranked, labels: Labels) -> str:
    own = of_pool(found.rank_limits.table, pool.level, pool.pool).loc[list(pool.units)]
    certain = [labels.unit(u) for u in own.index[own["best_bound"] == own["worst_bound"]]]
    if certain:
        return labels.word("trust_certain", pool=pool.named(labels), units=labels.joined(certain))
    widest = (own["worst_bound"] - own["best_bound"]).idxmax()
    ends = own.loc[widest]
    return labels.word("trust_certain_none", pool=pool.named(labels), unit=labels.unit(widest),
                       best=int(ends["best_bound"]), worst=int(ends["worst_bound"]))  # fmt: skip


def _near(found: Trust, pool: Ranked, labels: Labels) -> str:
    p = nearest_point(found)
    own = of_pool(near(found), pool.level, pool.pool)
    most = pd.concat([own["rank"] - own["best_bound"], own["worst_bound"] - own["rank"]], axis=1).max(axis=1)
    kept = int((most == 0).sum())
    key = "trust_near_all" if kept == len(own) else "trust_near"
    return labels.word(key, pool=pool.named(labels), points=f"{p:g}", units=len(own), kept=kept, most=int(most.max()))


def _tied(found: Trust, pool: Ranked, labels: Labels) -> str:
    if pool.pool in found.flips.apart and pool.level != "group":
        return labels.word("trust_apart", why=found.flips.apart[pool.pool].text(labels.language))
    own = of_pool(found.flips.pairs, pool.level, pool.pool)
    if ties := _ties(found, pool, labels):
        return labels.word("trust_ties", pool=pool.named(labels), ties=labels.word("semicolon").join(ties))
    least = own["total_simplex"].astype(float)
    if least.min() == float("inf"):
        return labels.word("trust_no_flip", pool=pool.named(labels))
    ahead, behind = least.idxmin()
    return labels.word("trust_no_ties", pool=pool.named(labels), ahead=labels.unit(ahead), behind=labels.unit(behind),
                       points=moved(float(least.min())))  # fmt: skip


def _first(found: Trust, pool: Ranked, ranks: pd.Series[int], labels: Labels) -> str:
    assert found.acceptability is not None
    own = of_pool(found.acceptability.units, pool.level, pool.pool)["first"].loc[list(ranks.index)]
    return labels.word(
        "trust_first", pool=pool.named(labels), draws=found.acceptability.draws, unit=labels.unit(own.idxmax()),
        share=points(float(own.max())), error=points(found.acceptability.standard_error, 2),
    )  # fmt: skip


def _understated(found: Trust, labels: Labels) -> list[str]:
    """The unit of whose exact range draws showed least."""
    if found.acceptability is None:
        return []
    both = found.rank_limits.table.join(found.acceptability.units)
    missed: Any = (both["worst"] - both["best"]) - (both["worst_drawn"] - both["best_drawn"])
    if missed.max() <= 0:
        return []
    level, pool, unit = missed.idxmax()
    own = of_pool(both, level, pool).loc[unit]
    return [
        labels.word(
            "trust_illustration", pool=Ranked(level, pool, (), 0).named(labels), unit=labels.unit(unit),
            exact=span(own["best"], own["worst"]), drawn=span(own["best_drawn"], own["worst_drawn"]),
            draws=found.acceptability.draws,
        )
    ]  # fmt: skip


def _chosen(found: Trust, labels: Labels) -> list[str]:
    fixed = [
        labels.word("trust_fixed", choice=factor_named(offer.code, labels), why=offer.said.text(labels.language))
        for offer in found.offers
        if offer.choice is None
    ]
    left = [labels.word("trust_not_varied", fixed=labels.word("semicolon").join(fixed))] if fixed else []
    return [*_active(found, labels), *left]


def _active(found: Trust, labels: Labels) -> list[str]:
    of_choices = found.sensitivity
    if of_choices is None:
        return []
    sizes = published_ranks(found).groupby(level=["level", "pool"]).size()
    places = _moved(of_choices.shift, sizes)
    said = []
    if places and of_choices.active:
        level, pool = max(places, key=lambda key: (key[0] != "group", sizes[key]))
        own = of_pool(of_choices.shift, level, pool)["total"]
        said.append(labels.word(
            "trust_active", runs=of_choices.runs,
            active=labels.joined([factor_named(f, labels) for f in of_choices.active]),
            pool=Ranked(level, pool, (), 0).named(labels), factor=factor_named(str(own.idxmax()), labels),
        ))  # fmt: skip
    idle = [factor_named(str(f), labels) for f in of_choices.factors.index if f not in of_choices.active]
    return [*said, labels.word("trust_idle", idle=labels.joined(idle))] if idle else said


def _moved(shift: pd.DataFrame, sizes: pd.Series[int]) -> list[tuple[str, str]]:
    """The pools in which a rank moved, so that there is a variance to be divided."""
    known = dict.fromkeys((str(level), str(pool)) for level, pool, _ in shift[shift["total"] > 0].index)
    return [key for key in known if sizes[key] > 1]
