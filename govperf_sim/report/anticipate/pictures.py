"""The figures of the report: how the weights move, and every world of the trial."""

from __future__ import annotations

import numpy as np

from govperf_sim.report import frames
from govperf_sim.report.anticipate.answers import Answers
from govperf_sim.report.anticipate.labels import AnticipateLabels
from govperf_sim.report.figures.duels import duels_figure
from govperf_sim.report.figures.picture import Picture, Said
from govperf_sim.report.figures.schemes import schemes_figure
from govperf_sim.report.numbers import signed


def anticipate_pictures(found: Answers, labels: AnticipateLabels) -> tuple[Picture, ...]:
    """Weights by domain, and the trial."""
    anticipated, parts = found.anticipated, frames.parts_of(found.scenario.framework)
    schemes = {
        "current": frames.by_part(anticipated.plain[anticipated.start], parts),
        "proposed": frames.by_part(anticipated.table, parts),
    }
    return schemes_figure(schemes, found.scenario.weighting.system_of, labels), trial_figure(found, labels)


def trial_figure(found: Answers, labels: AnticipateLabels) -> Picture:
    """Every world, against each plain scheme, under each decision type."""
    duels = found.trial.duels
    state = np.select([duels["low"] > 0.0, duels["high"] < 0.0], ["won", "lost"], "open")
    shown = duels.assign(
        panel=[labels.word("against", scheme=labels.scheme(v)) for v in duels["versus"]],
        line=[labels.type(t) for t in duels["decision_type"]],
        difference=100 * duels["difference"],
        state=state,
    )
    counts = {s: int((state == s).sum()) for s in ("won", "lost", "open")}
    worst, best = shown["difference"].min(), shown["difference"].max()
    alt = labels.word("trial_alt", duels=len(shown), worst=signed(worst, 2), best=signed(best, 2), **counts)
    words = Said(labels.word("trial_figure"), alt, labels.word("trial_note"))
    panels, lines = (list(dict.fromkeys(shown[c])) for c in ("panel", "line"))
    return duels_figure(shown, panels, lines, words, labels)
