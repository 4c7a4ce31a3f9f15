"""Which figures a dossier gets."""

from __future__ import annotations

from govperf_sim.experiments.appraisal.appraisal import PROPOSED, Appraisal
from govperf_sim.report import frames
from govperf_sim.report.diagnosis import Pool
from govperf_sim.report.dossier.parts import firsts, of_first, rankings
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
    tables = {**found.schemes, "nearest": found.nearest.table}
    drawn = [
        schemes_figure({s: frames.by_part(t, parts) for s, t in tables.items()}, base.weighting.system_of, labels),
        gains_figure(found.units, of_first(found.shifts, found.first), found.first, labels),
    ]
    if any(rankings(found)):
        drawn.append(intervals_figure(None, found.bands.table, None, labels))
    if pools := carried(found):
        drawn.append(effective_figure(pools, labels))
    if found.played is not None:
        league = shown_league(found.played)
        drawn.append(league_figure(league, {m: named_with_unit(m, labels) for m in league["measure"]}, labels))
        years = shown_years(found.played)
        drawn.append(province_figure(years, panels_of(years, labels), names_of(years, labels), labels))
    return tuple(drawn)


def carried(found: Appraisal) -> list[Pool]:
    """The systems whose differences could be taken apart, as proposed."""
    if PROPOSED not in firsts(found.effective):
        return []
    mine = of_first(found.effective, PROPOSED)
    q = found.proposed.base.weighting
    made = []
    for system in firsts(mine):
        own = of_first(mine, system)
        units = [u for g, of in q.units_of.items() if q.system_of[g] == system for u in of]
        made.append(Pool(system=system, units=tuple(units), core=tuple(map(str, own.index)), constant=(), effective=own,
                         redundant=None, reliability=None))  # fmt: skip
    return made
