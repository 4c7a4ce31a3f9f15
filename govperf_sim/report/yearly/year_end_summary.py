"""What the report at the end of the year rests on, and its first page: results, the year played, and what to look at next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from govperf_sim.experiments.trust import Trust
from govperf_sim.report.numbers import points, rounded
from govperf_sim.report.yearly.card import Card
from govperf_sim.report.yearly.clauses import calendar_of, clause, last_clause, switched_on
from govperf_sim.report.yearly.happened import Happened
from govperf_sim.report.yearly.labels import YearlyLabels
from govperf_sim.report.yearly.next_year import suggestions
from govperf_sim.report.yearly.stage_tables import GROUNDS
from govperf_sim.scenario.load import Scenario
from govperf_sim.weights.answer import Weights


@dataclass(frozen=True, eq=False)
class YearEnd:
    """All that the report tells of."""

    scenario: Scenario
    weights: Weights
    trust: Trust | None
    cards: Sequence[Card]
    years: Sequence[Happened]
    """Every year that was played; the first is the year of the report."""

    @property
    def year(self) -> Happened:
        return self.years[0]

    @property
    def number(self) -> int:
        """The calendar year."""
        return calendar_of(self.scenario).first_day.year


def findings_said(end: YearEnd, labels: YearlyLabels) -> tuple[str, ...]:
    """What the year was, a sentence each, with the clause it answers to."""
    scenario = end.scenario
    sentences = [labels.word("year_said", year=end.number, units=len(end.cards), indicators=len(scenario.framework.indicators),
                             clause=labels.cited(last_clause(scenario)))]  # fmt: skip
    sentences += _said_pools(end, labels)
    annual, true = end.year.spread("scored")["mean"], end.year.measured("true_score")
    shown = end.year.measured("gaming_share")
    sentences.append(labels.word("year_said_played", score=points(float(annual.mean())), true=points(float(true.mean())),
                                 unit=labels.unit(shown.idxmax()), gap=points(float(shown.max()))))  # fmt: skip
    if switched_on(scenario, "institutions", "accountability"):
        opened = end.year.count(*(f"{g}_suspected" for g in GROUNDS))
        told = {
            "opened": opened,
            "sanctioned": end.year.count("sanctioned", "falsely_sanctioned"),
            "falsely": end.year.count("falsely_sanctioned"),
            "missed": end.year.measured("deserving_missed"),
        }
        numbers = {key: rounded(float(own.sum()), 1) for key, own in told.items()}
        cited = labels.cited(clause(scenario, "institutions", "accountability"))
        sentences.append(labels.word("year_said_accountable", **numbers, clause=cited))
    checks = scenario.screening
    sentences.append(labels.word("year_said_quality", tested=sum(c.tested for c in checks), found=sum(len(c.findings) for c in checks),
                                 fabricated=points(end.year.mean("fabricated"), 2),
                                 clause=labels.cited(clause(scenario, "cycle", "reports"))))  # fmt: skip
    if len(end.years) > 1:
        first, last = end.years[0], end.years[-1]
        sentences.append(
            labels.word("year_said_lessons", years=len(end.years), first=points(first.mean("true_score")),
                        last=points(last.mean("true_score")), gaming_first=points(first.mean("gaming_share")),
                        gaming_last=points(last.mean("gaming_share")), clause=labels.cited(clause(scenario, "cycle", "horizon")))
        )  # fmt: skip
    return (*sentences, *suggestions(scenario, end.weights, end.cards, labels)[:1])


def _said_pools(end: YearEnd, labels: YearlyLabels) -> list[str]:
    groups = end.scenario.framework.groups
    sentences = []
    for pool in dict.fromkeys(card.standing["pool"] for card in end.cards):
        own = [card for card in end.cards if card.standing["pool"] == pool]
        best, worst = (pick(own, key=lambda card: card.standing["core_score"]) for pick in (max, min))
        cited = labels.cited(groups[best.standing["group"]].source.clause)
        sentences.append(labels.word("year_said_pool", period=end.scenario.scores.period, pool=labels.pool(pool),
                                     best=labels.unit(best.unit), high=points(best.standing["core_score"]),
                                     worst=labels.unit(worst.unit), low=points(worst.standing["core_score"]), clause=cited))  # fmt: skip
    return sentences
