"""What a rule says, as a sentence: its indicators as the scenario chose them, its limits in points of 100."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import rounded
from govperf_sim.scenario.schema_rules import RuleEntry, SelectionEntry
from govperf_sim.weights.rules import (
    ClassDistance,
    CommonTotal,
    Comparability,
    EachOwnShare,
    EachShare,
    Limit,
    Line,
    Order,
    OwnShare,
    Parity,
    Ratio,
    Rule,
    SetRatio,
    Share,
    Side,
    Stability,
    TotalMovement,
)

Shown = Callable[[float], str]


def statement(rule: Rule, entry: RuleEntry, labels: Labels) -> str:
    """The whole rule; ``entry`` is the rule as the scenario writes it."""
    return subject(rule, entry, labels) + _said(rule.limits, rule, labels)


def line_statement(line: Line, entry: RuleEntry, labels: Labels) -> str:
    """One row of a rule: its own limit, and its own indicator where the rule speaks of each."""
    if line.indicator is None or not isinstance(line.rule, EachShare | EachOwnShare):
        about = subject(line.rule, entry, labels)
    else:
        about = labels.word("rule_one", what=labels.indicator(line.indicator))
    return about + _said({line.side: line.limit}, line.rule, labels)


def described(chosen: SelectionEntry, labels: Labels) -> str:
    """A set of indicators by the conditions that choose it: “the core indicators of livelihood”."""
    words = [
        labels.word(f"chosen_{name}_{str(value).lower()}")
        for name, value in (
            ("scope", chosen.scope), ("key", chosen.key), ("kind", chosen.kind), ("external", chosen.external)
        )
        if value is not None
    ]  # fmt: skip
    home = [labels.domain(d) for d in chosen.domains or ()]
    if chosen.system is not None:
        home.append(labels.system(chosen.system))
    named = labels.joined([labels.indicator(k) for k in chosen.indicators or ()])
    if named or not words:
        return named or labels.joined(home) or labels.word("chosen_all")
    key = "chosen_of" if home else "chosen"
    return labels.word(key, home=labels.joined(home), conditions=labels.word("chosen_joint").join(words))


def subject(rule: Rule, entry: RuleEntry, labels: Labels) -> str:
    """What a rule is about, without its limits; the limits follow it directly."""
    match rule:
        case Share() | EachShare():
            each = "each" if isinstance(rule, EachShare) else "share"
            return labels.word(f"rule_{each}", what=_chosen(entry, "of", labels))
        case Order():
            return labels.word("rule_order", more=labels.indicator(rule.more), less=labels.indicator(rule.less))
        case Comparability() | CommonTotal() | ClassDistance() | OwnShare() | EachOwnShare():
            return labels.word(f"rule_{rule.kind}", what=_chosen(entry, "of", labels))
        case Stability() | TotalMovement() | Parity():
            return labels.word(f"rule_{rule.kind}")
        case _:
            return labels.word("rule_ratio", of=_chosen(entry, "of", labels), to=_chosen(entry, "to", labels))


def _chosen(entry: RuleEntry, side: str, labels: Labels) -> str:
    chosen = getattr(entry, side)
    return described(chosen, labels) if isinstance(chosen, SelectionEntry) else labels.indicator(chosen)


def _said(limits: Mapping[Side, Limit | None], rule: Rule, labels: Labels) -> str:
    if isinstance(rule, Order):
        return labels.word("rule_gap", points=_points(rule.gap)) if rule.gap else ""
    times = isinstance(rule, Ratio | SetRatio)
    if isinstance(rule, Share) and rule.at_least is not None and rule.at_least == rule.at_most:
        return labels.word("rule_exactly", limit=_limit(rule.at_least, labels, _points, times))
    said = [
        labels.word(
            "rule_at_most" if rule.limits.keys() == {"at_most"} else f"rule_{side}",
            limit=_limit(limit, labels, _times if times else _points, times),
        )
        for side, limit in limits.items()
        if limit is not None
    ]
    return labels.word("rule_and").join(said)


def _limit(limit: Limit, labels: Labels, shown: Shown, times: bool) -> str:
    """One number, or the groups of each number."""
    unit = "rule_times" if times else "rule_points"
    if not isinstance(limit, Mapping):
        return labels.word(unit, number=shown(limit))
    groups: dict[str, list[str]] = {}
    for g, x in limit.items():
        groups.setdefault(shown(x), []).append(labels.group(g))
    if len(groups) == 1:
        return labels.word(unit, number=next(iter(groups)))
    return labels.joined([
        labels.word("rule_of_groups", limit=labels.word(unit, number=x), groups=labels.joined(own))
        for x, own in groups.items()
    ])  # fmt: skip


def _points(share: float) -> str:
    return _times(100 * share)


def _times(factor: float) -> str:
    return format(float(rounded(factor, 4)), "g")
