"""What is said of the quality of scores, framework and data: sentences, with their caveats, before any table."""

from __future__ import annotations

from collections.abc import Sequence

from govperf_sim.report.diagnosis import MANY, Pool, burden, by_chance, saturated
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import points, rounded
from govperf_sim.report.tables.screening import GRADES
from govperf_sim.scenario.load import Scenario
from govperf_sim.scoring.change import ChangeOfScore
from govperf_sim.weights.on_core import FEWEST, THRESHOLD


def touched(scenario: Scenario, change: ChangeOfScore | None, labels: Labels) -> list[str]:
    """Which cells are not simply the score of a published value; and why there is no change of scores, if there is none."""
    said = []
    if not len(scenario.scores.clipped):
        said.append(labels.word("nothing_clipped"))
    if scenario.scores.first_year:
        named = labels.joined([labels.indicator(k) for k in scenario.scores.first_year])
        said.append(labels.word("level_listed", indicators=named))
    key = "some_treated" if len(scenario.treated) else "nothing_treated"
    said.append(labels.word(key, cells=len(scenario.treated)))
    if change is None:
        said.append(labels.word("no_change", year=scenario.scores.period - 1))
    return said


def diagnosed(scenario: Scenario, pools: Sequence[Pool], labels: Labels) -> list[str]:
    """What each pool shows, and what it has too few units to show."""
    said = [sentence for pool in pools for sentence in (_apart(pool, labels), *_together(pool, labels))]
    found = saturated(scenario)
    if not ((found["at_full"] >= MANY) | (found["at_zero"] >= MANY)).any():
        said.append(labels.word("nothing_saturated"))
    if not burden(scenario).to_numpy(float).any():
        said.append(labels.word("no_burden"))
    return said


def screened(scenario: Scenario, labels: Labels) -> list[str]:
    """How much was compared, how much was found, and what could not be looked at."""
    checks = scenario.screening
    tested = sum(c.tested for c in checks)
    found = [f.grade for c in checks for f in c.findings]
    counts = {grade: sum(f == grade for f in found) for grade in GRADES}
    key = "screening_found" if found else "screening_nothing"
    said = [labels.word(key, tested=tested, found=len(found), **counts)]
    if found and "synthetic" in scenario.panel.flags:
        said.append(labels.word("screening_synthetic"))
    idle = [labels.known(f"screening.title_{c.check}", c.check) for c in checks if not c.tested]
    if idle:
        said.append(labels.word("screening_untested", checks=labels.joined(idle)))
    return said


def _apart(pool: Pool, labels: Labels) -> str:
    named, units = labels.system(pool.system), len(pool.units)
    if pool.effective is None:
        return labels.word("diagnosed_too_few_apart", system=named, units=units)
    if not pool.overweight:
        return labels.word("diagnosed_none_over", system=named)
    each = [
        labels.word("diagnosed_over_one", indicator=labels.indicator(k),
                    nominal=points(float(pool.effective["nominal"][k])), effective=points(float(pool.effective["effective"][k])))
        for k in pool.overweight
    ]  # fmt: skip
    few = labels.word("diagnosed_few", units=units) if units < FEWEST else ""
    return labels.word("diagnosed_over", system=named, indicators=labels.joined(each), few=few).rstrip()


def _together(pool: Pool, labels: Labels) -> list[str]:
    named, units = labels.system(pool.system), len(pool.units)
    chance = rounded(by_chance(units), 2) if units > 2 else ""
    if units < FEWEST:
        why = labels.word("diagnosed_chance", chance=chance) if chance else ""
        return [labels.word("diagnosed_too_few", system=named, units=units, fewest=FEWEST, chance=why)]
    said = []
    if pool.constant:
        alike = labels.joined([labels.indicator(k) for k in pool.constant])
        said.append(labels.word("diagnosed_constant", system=named, indicators=alike))
    if pool.redundant is not None and pool.redundant.pairs.empty:
        said.append(
            labels.word("diagnosed_no_pairs", system=named, threshold=THRESHOLD, units=units, chance=chance)
        )  # fmt: skip
    if pool.reliability is not None:
        alpha = rounded(pool.reliability.alpha, 2)
        said.append(
            labels.word("diagnosed_alpha", system=named, alpha=alpha, indicators=len(pool.reliability.without), units=units)
        )  # fmt: skip
    return said
