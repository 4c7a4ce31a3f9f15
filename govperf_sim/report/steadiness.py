"""What is said of ranks that stand, or do not, when the question changes a little and from one year to the next."""

from __future__ import annotations

from govperf_sim.experiments.trust import Trust
from govperf_sim.report.figures.ranked import Ranked
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import points
from govperf_sim.report.tables.steadiness import changed_named
from govperf_sim.robustness.years import YearOnYear


def steadiness_said(found: Trust, labels: Labels) -> list[str]:
    """A sentence for each kind of change, one for each pool of the two years, one for the weights."""
    return [*_reversed(found, labels), *_years(found, labels)]


def _reversed(found: Trust, labels: Labels) -> list[str]:
    if found.reversals is None:
        return []
    said = []
    for kind, own in found.reversals.changes.groupby(level="change", sort=False):
        tried = own[own["admissible"].astype(bool)].droplevel("change")
        turned = int((tried["pairs_reversed"] > 0).sum())
        told = {"change": labels.word(f"change_{kind}"), "tried": len(tried), "turned": turned}
        if turned:
            pairs = tried["pairs_reversed"].to_numpy(int)
            most = str(tried.index[int(pairs.argmax())])
            named, pairs = changed_named(str(kind), most, labels), pairs.max()
            said.append(labels.word("trust_reversed", **told, most=named, pairs=pairs))
        else:
            said.append(labels.word("trust_not_reversed", **told))
        if none := len(own) - len(tried):
            said.append(labels.word("trust_none_left", change=told["change"], count=none))
    return said


def _years(found: Trust, labels: Labels) -> list[str]:
    years = found.years
    if not isinstance(years, YearOnYear):
        return [labels.word("trust_no_year", why=years.text(labels.language))]
    said = []
    for (level, pool), own in zip(years.pools.index, years.pools.to_dict("records"), strict=True):
        if own["units"] < 2:
            continue
        ranks = years.ranks.xs((level, pool), level=("level", "pool"))
        by_weights = int((ranks["by_scores"] != ranks["after"]).sum())
        name = Ranked(str(level), str(pool), (), 0).named(labels)
        key = "trust_year_moved" if own["ranks_changed"] else "trust_year_same"
        said.append(labels.word(key, pool=name, units=own["units"], changed=own["ranks_changed"],
                                largest=own["largest_change"], by_weights=by_weights))  # fmt: skip
    moved = years.groups["total_change"].astype(float)
    most = labels.group(moved.index[int(moved.to_numpy().argmax())])
    said.append(labels.word("trust_year_weights", group=most, points=points(float(moved.max()))))
    return said
