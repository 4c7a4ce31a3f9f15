"""Which figures a dossier gets."""

from __future__ import annotations

from govperf_sim.experiments.appraisal.appraisal import PROPOSED, Appraisal
from govperf_sim.report import frames
from govperf_sim.report.diagnosis import Pool
from govperf_sim.report.dossier.said import largest_pool, of_scheme
from govperf_sim.report.figures.effective import effective_figure
from govperf_sim.report.figures.gains import gains_figure
from govperf_sim.report.figures.intervals import intervals_figure
from govperf_sim.report.figures.league import league_figure
from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.figures.province import province_figure
from govperf_sim.report.figures.schemes import schemes_figure
from govperf_sim.report.labels import Labels
from govperf_sim.report.league import names_of, panels_of, shown_league, shown_years
from govperf_sim.report.measures import named_with_unit


def dossier_pictures(found: Appraisal, labels: Labels) -> tuple[Picture, ...]:
    """Weights and gains always; ranks, what indicators carry and behaviour where there is something to draw."""
    base = found.proposed.base
    parts = frames.parts_of(base.framework)
    tables = dict(found.schemes) | ({} if found.nearest is None else {"nearest": found.nearest.table})
    against = str(found.shifts.index.get_level_values("against")[0])
    drawn = [
        schemes_figure({s: frames.by_part(t, parts) for s, t in tables.items()}, base.weighting.system_of, labels),
        gains_figure(found.units, of_scheme(found.shifts, against), against, labels),
    ]
    if largest_pool(found) is not None:
        drawn.append(intervals_figure(None, found.bands.table, None, labels))
    pools = carried(found)
    if pools:
        drawn.append(effective_figure(pools, labels))
    if found.played is not None and len(found.played.scenarios) > 1:
        league = shown_league(found.played)
        drawn.append(league_figure(league, {m: named_with_unit(m, labels) for m in league["measure"]}, labels))
        years = shown_years(found.played)
        drawn.append(province_figure(years, panels_of(years, labels), names_of(years, labels), labels))
    return tuple(drawn)


def carried(found: Appraisal) -> list[Pool]:
    """The systems whose differences could be taken apart, as proposed."""
    if PROPOSED not in found.effective.index.get_level_values("scheme"):
        return []
    mine = of_scheme(found.effective, PROPOSED)
    weighting = found.proposed.base.weighting
    made = []
    for system in dict.fromkeys(map(str, mine.index.get_level_values("system"))):
        own = of_scheme(mine, system)
        units = [u for g, of in weighting.units_of.items() if weighting.system_of[g] == system for u in of]
        made.append(Pool(system=system, units=tuple(units), core=tuple(map(str, own.index)), constant=(), effective=own,
                         redundant=None, reliability=None))  # fmt: skip
    return made
