"""What an experiment found, in sentences: what is settled, by how much and for whom, and what is not.

A few policies are told one by one, of many how many differ and which goes furthest.  Nothing is called better that is not
settled, and nothing that is nothing once it is rounded.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from govperf_sim.experiments.estimates.chosen import Chosen
from govperf_sim.experiments.estimates.precision import Precision, Reached
from govperf_sim.experiments.estimates.selection import BestOf
from govperf_sim.experiments.findings.failures import Failures
from govperf_sim.experiments.findings.indices import OF_OUTCOME
from govperf_sim.experiments.league import Verdict
from govperf_sim.report.experiment.answers import Answers
from govperf_sim.report.experiment.labels import ExperimentLabels
from govperf_sim.report.experiment.tables import box_said, failure_said, shares_head
from govperf_sim.report.measures import verdict_named
from govperf_sim.report.numbers import points

FEW = 3
"""So many policies beside the first are told one by one."""
ON_THE_FIRST_PAGE = 3
"""Sentences of any one chapter."""
FEW_REPLICATIONS = 10
MANY_INTERVALS = 20
SURE = 0.95


def findings_said(found: Answers, labels: ExperimentLabels) -> list[str]:
    """The first page: the answer first, then where it does not hold."""
    chapters = (verdict_said, differences_said, groups_said, failures_said, shares_said, front_said)
    return [sentence for chapter in chapters for sentence in list(chapter(found, labels))[:ON_THE_FIRST_PAGE]]


def cautions_said(found: Answers, labels: ExperimentLabels) -> list[str]:
    """What a reader must know before using any number."""
    m, said = found.manifest, []
    if m.illustrative:
        said.append(labels.word("beware_illustrative"))
    said.append(labels.word("beware_chance" if len(m.design.worlds) == 1 else "beware_chance_worlds"))
    fewest = min(m.replications)
    if fewest == 1:
        said.append(labels.word("beware_single"))
    elif fewest < FEW_REPLICATIONS:
        said.append(labels.word("beware_few", replications=fewest))
    if len(found.differences) >= MANY_INTERVALS:
        said.append(labels.word("beware_many", count=len(found.differences), chance=round(len(found.differences) / 20)))
    if len(found.refused):
        said.append(labels.word("beware_refused", count=len(found.refused), worlds=found.refused["world"].nunique()))
    if found.unmeasured:
        outcomes = labels.joined([labels.outcome(code) for code in found.unmeasured])
        said.append(labels.word("beware_unmeasured", outcomes=outcomes))
    said += [labels.word("beware_untold", reason=reason.text(labels.language)) for reason in found.untold]
    return list(dict.fromkeys(said))


def not_for_said(found: Answers, labels: ExperimentLabels) -> list[str]:
    """What the results must not be used for."""
    uses = ("persons", *(("places",) if found.manifest.illustrative else ()), "beyond")
    return [labels.word(f"not_for_{use}") for use in uses]


def differences_said(found: Answers, labels: ExperimentLabels) -> Iterator[str]:
    """Policy by policy where there are few, outcome by outcome where there are many."""
    policies = len(found.manifest.design.policies)
    if policies == 1:
        yield from _values(found, labels)
    elif policies - 1 <= FEW:
        yield from (_of_policy(n, found, labels) for n in range(1, policies))
    else:
        yield from (_of_outcome(o.code, found, labels) for o in found.manifest.outcomes)


def _values(found: Answers, labels: ExperimentLabels) -> Iterator[str]:
    for v in found.values.to_dict("records"):
        scale = found.scales[v["outcome"]]
        yield labels.word("found_value", outcome=labels.outcome_in(v["outcome"], scale), value=scale.shown(v["value"]),
                          span=scale.span(v["low"], v["high"]))  # fmt: skip


def _of_policy(number: int, found: Answers, labels: ExperimentLabels) -> str:
    own = found.of_everybody[found.of_everybody["policy"] == number].to_dict("records")
    name = labels.policy(number)
    changes = [_change(d, found, labels) for d in own if d["shown"] != Verdict.OPEN]
    still = labels.joined([labels.outcome(d["outcome"]) for d in own if d["shown"] == Verdict.OPEN])
    if not changes:
        return labels.word("found_nothing", policy=name, outcomes=still)
    said = labels.word("semicolon").join(changes)
    return labels.word("found_policy", policy=name, changes=said, rest=labels.word("found_open", outcomes=still) if still else "")  # fmt: skip


def _change(d: Mapping[Hashable, Any], found: Answers, labels: ExperimentLabels) -> str:
    scale, difference = found.scales[d["outcome"]], float(d["difference"])
    low, high = sorted(abs(d[end]) for end in ("low", "high"))
    verdict = (
        "" if d["shown"] == Verdict.DIFFERS else labels.word("found_verdict", verdict=verdict_named(d["shown"], labels))
    )
    return labels.word(
        "raises" if difference > 0 else "lowers", outcome=labels.outcome(d["outcome"]), low=scale.shown(low),
        high=scale.shown(high), amount=labels.word(f"amount_{scale.unit}", amount=scale.shown(abs(difference))),
        verdict=verdict,
    )  # fmt: skip


def _of_outcome(code: str, found: Answers, labels: ExperimentLabels) -> str:
    own = found.of_everybody[found.of_everybody["outcome"] == code]
    counts = _counts(own)
    settled = own[own["shown"] != Verdict.OPEN]
    said = {"outcome": labels.outcome(code), "count": len(own), "settled": _counted(counts, labels)}
    if settled.empty:
        return labels.word("found_many_nothing", **said)
    best = settled[settled["shown"] == Verdict.BETTER]
    among = settled if best.empty else best
    furthest = max(among.to_dict("records"), key=lambda d: abs(d["difference"]))
    change = _change(furthest, found, labels)
    return labels.word("found_many", policy=labels.policy(furthest["policy"]), change=change, **said)


def _counts(own: pd.DataFrame) -> dict[str, int]:
    said = own["shown"].value_counts()
    return {v.value: int(said.get(v.value, 0)) for v in Verdict if said.get(v.value, 0)}


def _counted(counts: dict[str, int], labels: ExperimentLabels) -> str:
    return labels.joined([labels.word(f"count_{v}", count=n) for v, n in counts.items()])


def counted(own: pd.DataFrame, labels: ExperimentLabels) -> str:
    """How many differences are better, worse and open."""
    return _counted(_counts(own), labels)


def groups_said(found: Answers, labels: ExperimentLabels) -> Iterator[str]:
    """For whom a policy is better, where it is not alike for all; a sentence a policy and outcome."""
    rows = found.of_groups
    if rows.empty or rows["policy"].nunique() > FEW:
        return
    alike = []
    for (policy, outcome), own in rows.groupby(["policy", "outcome"], sort=False):
        said = {"policy": labels.policy(policy), "outcome": labels.outcome(outcome)}
        by = {v.value: own.loc[own["shown"] == v, "whom"] for v in Verdict}
        parts = [
            labels.word(f"groups_{v}", groups=labels.joined([labels.group(w) for w in whom]))
            for v, whom in by.items()
            if len(whom)
        ]
        if len(parts) == 1 and len(by[Verdict.OPEN]) == 0:
            alike.append(labels.word("groups_one", **said))
        elif any(len(by[v]) for v in by if v != Verdict.OPEN):
            yield labels.word("groups_apart", parts=labels.word("semicolon").join(parts), **said)
    if alike:
        yield labels.word("groups_alike", those=labels.joined(alike))


def effects_said(found: Answers, labels: ExperimentLabels) -> Iterator[str]:
    """Which lever moves each outcome most."""
    for each in found.effects:
        scale, levers = found.scales[each.outcome], each.levers
        if levers.empty or levers["effect"].abs().max() == 0:
            continue
        place = int(levers["effect"].abs().to_numpy().argmax())
        code, row = str(levers.index[place]), levers.iloc[place]
        factor = next(f for f in found.manifest.design.levers if f.code == code)
        yield labels.word(
            "effects_most", outcome=labels.outcome_in(each.outcome, scale), lever=labels.factor(code),
            value=labels.value(factor, row["value"]), against=labels.value(factor, row["against"]),
            effect=scale.difference(row["effect"]), span=scale.signed_span(row["low"], row["high"]),
        )  # fmt: skip


def shares_said(found: Answers, labels: ExperimentLabels) -> Iterator[str]:
    """On which uncertainty each outcome hangs most, with the scheme as it is."""
    for shares in found.shares:
        if shares.policy:
            continue
        own = shares.table.xs(OF_OUTCOME, level="of")
        if not own["total"].max() > 0:
            continue
        most = max(own.reset_index().to_dict("records"), key=lambda row: row["total"])
        ends = {end: points(max(0.0, most[f"total_{end}"]), 0) for end in ("low", "high")}
        yield labels.word(
            "shares_most", whose=shares_head(shares.outcome, 0, OF_OUTCOME, labels), factor=labels.factor(most["factor"]),
            total=points(most["total"], 0), alone=points(max(0.0, most["first"]), 0), **ends,
        )  # fmt: skip


def failures_said(found: Answers, labels: ExperimentLabels) -> Iterator[str]:
    """In how many worlds each policy fails, and mostly where."""
    yield from (failing_said(each, found, labels) for each in found.failures)


def failing_said(each: Failures, found: Answers, labels: ExperimentLabels) -> str:
    """Where one policy fails."""
    rule = failure_said(each.failure.outcome, each.failure.above is not None, each.failure.limit, found, labels)
    said = {"policy": labels.policy(each.policy), "rule": rule, "failing": each.failing, "judged": each.judged}
    if not each.failing:
        return labels.word("never_fails", **said)
    if each.failing == each.judged:
        return labels.word("always_fails", **said)
    if not each.boxes:
        return labels.word("fails", **said)
    box = each.boxes[0]
    ranges = labels.word("semicolon").join(box_said(box.limits, found, labels))
    return labels.word("fails_where", ranges=ranges, density=points(box.density, 0), coverage=points(box.coverage, 0),
                       **said)  # fmt: skip


def front_said(found: Answers, labels: ExperimentLabels) -> Iterator[str]:
    """Which policies no other beats in everything."""
    if found.front is None:
        return
    names = [labels.policy(p) for p in found.front.front]
    outcomes = labels.joined([labels.outcome(c) for c in found.front.outcomes])
    shown = labels.word("semicolon").join(names[:6]) + (labels.word("and_more") if len(names) > 6 else "")
    yield labels.word("front_is", count=len(names), policies=len(found.front.table), outcomes=outcomes, names=shown)


def verdict_said(found: Answers, labels: ExperimentLabels) -> Iterator[str]:
    """What came of playing until it is known which policy is best, or until intervals are narrow."""
    rule, verdict = found.manifest.rule, found.verdict
    if isinstance(rule, BestOf) and isinstance(verdict, Chosen):
        scale = found.scales[rule.outcome]
        said = {
            "outcome": labels.outcome(rule.outcome),
            "best": labels.word("nobody") if verdict.best is None else labels.policy(verdict.best),
            "indifference": labels.word(f"amount_{scale.unit}", amount=_exact(rule.indifference * scale.factor)),
            "error": _exact(100 * rule.error),
            "left": len(verdict.left),
            "replications": max(found.manifest.replications),
        }
        key = "best_found" if verdict.settled else "best_leads" if verdict.left else "best_nobody"
        yield labels.word(key, **said)
    elif isinstance(rule, Precision) and isinstance(verdict, Reached):
        scale = found.scales[rule.outcome]
        widest = verdict.table["half_width"].max(skipna=False)
        yield labels.word(
            "narrow" if verdict.reached else "not_narrow", outcome=labels.outcome(rule.outcome),
            half_width=labels.word(f"amount_{scale.unit}", amount=_exact(rule.half_width * scale.factor)),
            widest=scale.shown(widest) if math.isfinite(widest) else "—", replications=verdict.replications,
        )  # fmt: skip


def chosen_title(chosen: Chosen, outcome: str, labels: ExperimentLabels) -> str:
    """The same in a few words."""
    if chosen.best is None:
        return labels.word("nobody_figure")
    key = "chosen_figure" if chosen.settled else "not_chosen_figure"
    return labels.word(key, outcome=labels.outcome(outcome), best=labels.policy(chosen.best), left=len(chosen.left))


def _exact(number: float) -> str:
    return f"{number:.4g}"
