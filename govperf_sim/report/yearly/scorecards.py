"""Scorecards: a page for every unit, alone and bound together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import MISSING, place_among, points, rounded, signed
from govperf_sim.report.of_run import facts
from govperf_sim.report.report import Report, Section
from govperf_sim.report.summary import not_for
from govperf_sim.report.tables.table import Table, table
from govperf_sim.report.terms import with_terms
from govperf_sim.report.yearly.card import Card
from govperf_sim.report.yearly.card_tables import (
    Bands,
    apart_table,
    every_table,
    gap_table,
    standing_table,
    strong,
    targets_table,
    weak,
)
from govperf_sim.report.yearly.labels import YearlyLabels
from govperf_sim.scenario.load import Scenario
from govperf_sim.weights.answer import Weights

BandsOf = Mapping[str, Bands]
"""Unit -> what stands beside its ranks; empty where it was not asked how far they can be trusted."""


def report_of_card(scenario: Scenario, weights: Weights, card: Card, bands: BandsOf, labels: YearlyLabels) -> Report:
    """The scorecard of one unit: its page, and every indicator behind it."""
    own = bands.get(card.unit)
    page = Section("card", labels.word("section_card"), shown=_tables(card, own, scenario, labels))
    every = Section(
        "every",
        labels.word("section_every"),
        (labels.word("every_intro"),),
        (every_table(card, scenario, labels),),
        opens="page",
    )
    method = Section("method", labels.word("section_card_method"), points=_method(labels))
    return with_terms(
        Report(
            language=labels.language,
            kind=labels.word("card_kind", unit=labels.unit(card.unit), period=scenario.scores.period),
            title=scenario.title.text(labels.language),
            mark=labels.mark,
            facts=_facts(scenario, weights, labels),
            findings=said(card, own, scenario, labels),
            cautions=_cautions(scenario, weights, bands, labels),
            not_for=tuple(not_for(scenario.illustrative, labels)),
            sections=(page, every, method),
        )
    )


def report_of_cards(
    scenario: Scenario, weights: Weights, cards: Sequence[Card], bands: BandsOf, drawn: Picture, labels: YearlyLabels
) -> Report:
    """All scorecards in one: everybody's standing first, then a page for every unit."""
    overview = Section(
        "overview", labels.word("section_overview"), (labels.word("overview_intro"),),
        (drawn, _overview_table(cards, bands, labels)),
    )  # fmt: skip
    pages = [
        Section(
            f"card_{card.unit}", labels.word("section_of_unit", unit=labels.unit(card.unit)),
            shown=_tables(card, bands.get(card.unit), scenario, labels), opens="page",
        )
        for card in cards
    ]  # fmt: skip
    method = Section("method", labels.word("section_card_method"), points=_method(labels), opens="page")
    return with_terms(
        Report(
            language=labels.language,
            kind=labels.word("cards_kind", period=scenario.scores.period),
            title=scenario.title.text(labels.language),
            mark=labels.mark,
            facts=_facts(scenario, weights, labels),
            findings=_overview(cards, labels),
            cautions=_cautions(scenario, weights, bands, labels),
            not_for=tuple(not_for(scenario.illustrative, labels)),
            sections=(overview, *pages, method),
        )
    )


def said(card: Card, bands: Bands | None, scenario: Scenario, labels: YearlyLabels) -> tuple[str, ...]:
    """What the card says, a sentence each: standing, change, strengths and weaknesses, own best, targets."""
    s, units = card.standing, scenario.framework.units
    group = scenario.framework.groups[s["group"]]
    band = ("", "") if bands is None else tuple(labels.word("within_band", band=b) for b in bands)
    sentences = [
        labels.word(
            "card_said_standing", unit=labels.unit(card.unit), group=labels.group(s["group"]), score=points(s["score"]),
            rank=place_among(s["rank_in_group"], s["in_group"]), band=band[0], core=points(s["core_score"]),
            pool=labels.pool(s["pool"]), place=place_among(s["rank_in_pool"], s["in_pool"]), band_in_pool=band[1],
            clause=labels.cited(units[card.unit].source.clause or group.source.clause),
        )
    ]  # fmt: skip
    sentences.append(_said_change(card, scenario, labels))
    for key, chosen in (("strengths", strong(card)), ("weaknesses", weak(card))):
        if len(chosen):
            each = [
                labels.word("by_points", what=labels.indicator(k), points=signed(100 * x, 2))
                for k, x in chosen["difference"].items()
            ]
            sentences.append(labels.word(f"card_said_{key}", indicators=labels.joined(each)))
    if card.compared.empty:
        sentences.append(labels.word("card_said_alone"))
    sentences.append(labels.word("card_said_gap", best=points(s["own_best"]), gap=points(card.gap),
                                 regret=rounded(s["regret"], 2)))  # fmt: skip
    met = sum(1 for target in card.targets.values() if target.short == 0)
    if card.targets:
        to_win = points(float(card.missed["to_win"].sum()))
        sentences.append(labels.word("card_said_targets", targets=len(card.targets), met=met, to_win=to_win))
    return tuple(sentences)


def _said_change(card: Card, scenario: Scenario, labels: YearlyLabels) -> str:
    if card.change is None:
        return labels.word("card_said_no_change", year=scenario.scores.period - 1)
    change = {cause: signed(100 * x) for cause, x in card.change.items()}
    total = card.change["after"] - card.change["before"]
    return labels.word("card_said_change", before=points(card.change["before"]), total=signed(100 * total), own=change["own"],
                       posts=change["posts"], year=scenario.scores.period - 1)  # fmt: skip


def _tables(card: Card, bands: Bands | None, scenario: Scenario, labels: YearlyLabels) -> tuple[Table, ...]:
    made = (
        standing_table(card, bands, scenario, labels),
        apart_table(card, scenario, labels),
        gap_table(card, labels),
        targets_table(card, scenario, labels),
    )
    return tuple(one for one in made if one.rows)


def _overview(cards: Sequence[Card], labels: YearlyLabels) -> tuple[str, ...]:
    sentences = [labels.word("cards_said", units=len(cards))]
    for pool in dict.fromkeys(card.standing["pool"] for card in cards):
        own = [card for card in cards if card.standing["pool"] == pool]
        best = min(own, key=lambda card: card.standing["rank_in_pool"])
        sentences.append(labels.word("cards_said_pool", pool=labels.pool(pool), units=len(own), unit=labels.unit(best.unit),
                                     score=points(best.standing["core_score"])))  # fmt: skip
    moved = [c for c in cards if c.change is not None]
    if moved:
        by = {c.unit: c.change["after"] - c.change["before"] for c in moved if c.change is not None}
        most, least = max(by, key=by.__getitem__), min(by, key=by.__getitem__)
        sentences.append(labels.word("cards_said_change", most=labels.unit(most), up=signed(100 * by[most]),
                                     least=labels.unit(least), down=signed(100 * by[least])))  # fmt: skip
    widest = max(cards, key=lambda card: card.gap)
    sentences.append(labels.word("cards_said_gap", unit=labels.unit(widest.unit), gap=points(widest.gap)))
    return tuple(sentences)


def _overview_table(cards: Sequence[Card], bands: BandsOf, labels: YearlyLabels) -> Table:
    rows = []
    for card in cards:
        s, own = card.standing, bands.get(card.unit, (MISSING, MISSING))
        met = sum(1 for target in card.targets.values() if target.short == 0)
        rows.append([
            labels.unit(card.unit),
            labels.group(s["group"]),
            points(s["score"]),
            place_among(s["rank_in_group"], s["in_group"]),
            own[0],
            points(s["core_score"]),
            place_among(s["rank_in_pool"], s["in_pool"]),
            own[1],
            MISSING if card.change is None else signed(100 * (card.change["after"] - card.change["before"])),
            points(card.gap),
            f"{met}/{len(card.targets)}",
        ])  # fmt: skip
    return labels.marked(table(labels, "cards_overview", rows, numeric=range(2, 11)), labels.data)


def _facts(scenario: Scenario, weights: Weights, labels: YearlyLabels) -> tuple[tuple[str, str], ...]:
    goal = labels.word("fact_weights_are", goal=weights.goal_said.text(labels.language))
    return (*facts(scenario, None, labels), (labels.word("fact_weights"), goal))


def _cautions(scenario: Scenario, weights: Weights, bands: BandsOf, labels: Labels) -> tuple[str, ...]:
    sentences = [labels.word("beware_illustrative")] if scenario.illustrative else []
    alone = [g for g, n in weights.units.groupby("group", sort=False).size().items() if n == 1]
    if alone:
        sentences.append(labels.word("beware_alone", groups=labels.joined([labels.group(g) for g in alone])))
    if not bands:
        sentences.append(labels.word("beware_no_bands"))
    return (*sentences, labels.word("beware_benchmark"), labels.word("beware_cards"))


def _method(labels: YearlyLabels) -> tuple[str, ...]:
    return tuple(
        labels.word(f"card_method_{what}") for what in ("scores", "apart", "gap", "targets", "change", "bands")
    )
