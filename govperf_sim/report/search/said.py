"""What a search found, in sentences: the best, what it changes, the front, and how sure all this is."""

from __future__ import annotations

from collections.abc import Iterator

from govperf_sim.codesign.searched import Searched
from govperf_sim.experiments.estimates.sifting import Standing
from govperf_sim.experiments.league import Verdict
from govperf_sim.report.experiment.answers import Answers
from govperf_sim.report.experiment.labels import ExperimentLabels
from govperf_sim.report.measures import verdict_named

NAMED = 6
"""Policies that are named in a sentence; the table names them all."""


def search_said(searched: Searched, found: Answers, labels: ExperimentLabels) -> list[str]:
    """The first page."""
    return [
        tried_said(searched, labels),
        best_said(searched, found, labels),
        *change_said(searched, found, labels),
        front_said(searched, found, labels),
    ]


def tried_said(searched: Searched, labels: ExperimentLabels) -> str:
    """How many policies and replications."""
    sifted, search = searched.sifted, searched.search
    refused = len(search.not_allowed)
    tried = labels.word(
        "search_tried" if len(sifted.standings) + refused < search.combinations else "search_tried_all",
        levers=len(searched.policies_by_lever.columns),
        policies=len(sifted.standings),
        combinations=search.combinations,
        replications=searched.replications,
    )
    if not refused:
        return tried
    return labels.word("sentence_gap").join([tried, labels.word("search_tried_refused", refused=refused)])


def best_said(searched: Searched, found: Answers, labels: ExperimentLabels) -> str:
    """The best, with what confidence and beyond which difference."""
    sifted, rule = searched.sifted, searched.sifted.rule
    leading = rule.outcomes[0]
    key = "search_best" if sifted.chosen else "search_leads"
    return labels.word(
        key,
        outcome=labels.outcome(leading),
        number=searched.best,
        best=labels.policy(searched.best),
        confidence=f"{100 * (1 - rule.error):g}",
        indifference=_amount(rule.indifferences[0], leading, found, labels),
        left=len(sifted.left),
    )


def change_said(searched: Searched, found: Answers, labels: ExperimentLabels) -> Iterator[str]:
    """What the best changes against the rules as they are; or that nothing is better."""
    if searched.best == 0:
        yield labels.word("search_stays" if searched.sifted.chosen else "search_stays_for_now")
        return
    if not searched.improves:
        yield labels.word("search_not_improved", best=labels.policy(searched.best))
    parts = changes_said(searched.best, searched, found, labels)
    yield labels.word("search_change", best=labels.policy(searched.best), parts=parts)


def changes_said(number: int, searched: Searched, found: Answers, labels: ExperimentLabels) -> str:
    """What a policy changes against the rules as they are, outcome by outcome."""
    parts = []
    for d in searched.changes[searched.changes["policy"] == number].to_dict("records"):
        scale, ends = found.scales[d["outcome"]], (d["low"], d["high"])
        same = scale.slight(d["difference"]) and all(scale.slight(end) for end in ends)
        key = "same" if same else "open" if d["verdict"] == Verdict.OPEN else "settled"
        said = {"difference": scale.difference(d["difference"]), "span": scale.signed_span(*ends)}
        verdict, outcome = verdict_named(str(d["verdict"]), labels), labels.outcome_in(d["outcome"], scale)
        parts.append(labels.word(f"search_part_{key}", outcome=outcome, verdict=verdict, **said))
    return labels.word("semicolon").join(parts)


def choices_said(searched: Searched, found: Answers, labels: ExperimentLabels) -> Iterator[str]:
    """A line for each policy that is worth choosing from, and what the rules as they are achieve."""
    own = searched.sifted.table.to_dict("records")[0]
    values = []
    for code in searched.sifted.rule.outcomes:
        scale = found.scales[code]
        values.append(labels.word("search_value", outcome=labels.outcome_in(code, scale), value=scale.shown(own[code])))
    yield labels.word("search_line", number=0, name=labels.policy(0), parts=labels.word("semicolon").join(values))
    for number in worth_choosing(searched):
        parts = changes_said(number, searched, found, labels)
        yield labels.word("search_line", number=number, name=labels.policy(number), parts=parts)


def worth_choosing(searched: Searched) -> list[int]:
    """Policies but the first that are on the front, the sure ones first, or may be; the best by the first outcome before others."""
    rule, standings = searched.sifted.rule, searched.sifted.standings
    lead = searched.sifted.signs[0] * searched.sifted.table[rule.outcomes[0]].to_numpy(float)
    those = [p for p, own in enumerate(standings) if p and own in (Standing.FRONT, Standing.OPEN)]
    return sorted(those, key=lambda p: (standings[p] is Standing.OPEN, -lead[p]))


def front_said(searched: Searched, found: Answers, labels: ExperimentLabels) -> str:
    """Which policies no other beats in everything, and of how many that is not settled."""
    standings = searched.sifted.standings
    sure = [p for p, own in enumerate(standings) if own is Standing.FRONT]
    unsure = sum(own is Standing.OPEN for own in standings)
    names = labels.word("semicolon").join(
        labels.word("search_numbered", number=p, name=labels.policy(p)) for p in sure[:NAMED]
    )
    said = {
        "outcomes": labels.joined([labels.outcome(code) for code in searched.sifted.rule.outcomes]),
        "count": len(sure),
        "open": unsure,
        "names": names + (labels.word("and_more") if len(sure) > NAMED else ""),
    }
    kept = labels.word("search_as_it_is_on" if standings[0] is not Standing.DOMINATED else "search_as_it_is_off")
    key = "search_front_open" if unsure else "search_front"
    return labels.word("sentence_gap").join([labels.word(key if sure else "search_front_nobody", **said), kept])


def zones_said(searched: Searched, found: Answers, labels: ExperimentLabels) -> str:
    """What the confidence is worth, and which differences do not matter."""
    rule = searched.sifted.rule
    zones = [
        labels.word("search_zone", outcome=labels.outcome(code), amount=_amount(zone, code, found, labels))
        for code, zone in zip(rule.outcomes, rule.indifferences, strict=True)
    ]
    return labels.word(
        "search_worth", confidence=f"{100 * (1 - rule.error):g}", zones=labels.joined(zones), first=rule.first
    )


def _amount(value: float, code: str, found: Answers, labels: ExperimentLabels) -> str:
    scale = found.scales[code]
    return labels.word(f"amount_{scale.unit}", amount=f"{value * scale.factor:.4g}")
