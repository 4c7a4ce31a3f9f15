"""The first page: what was assessed, by which rules, with what result, and what to beware of."""

from __future__ import annotations

from govperf_sim.experiments.league import Verdict
from govperf_sim.experiments.played import Played
from govperf_sim.experiments.trust import Trust
from govperf_sim.report import frames, measures
from govperf_sim.report.diagnosis import pools
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import points
from govperf_sim.report.robustness import told_ties
from govperf_sim.report.statements import line_statement
from govperf_sim.scenario.load import Scenario
from govperf_sim.weights.answer import Weights
from govperf_sim.weights.reasons import lines_of

TIE = 0.01
"""Scores closer than one point of 100 are called a tie in words."""
LISTED = 8
"""A system of more units than this has only its first and last three named."""


def findings(scenario: Scenario, weights: Weights, played: Played | None, labels: Labels) -> list[str]:
    """What the run found, a sentence each."""
    said = [_assessed(scenario, labels), _ruled(scenario, weights, labels), *_binding(scenario, weights, labels)]
    said += [_ranked(weights, pool, labels) for pool in dict.fromkeys(weights.units["pool"])]
    if played is not None:
        said += [_simulated(played, labels), *_changed(played, labels)]
    return said


def cautions(
    scenario: Scenario, weights: Weights, played: Played | None, labels: Labels, trust: Trust | None = None
) -> list[str]:
    """What a reader must know before using any number."""
    said = []
    if scenario.illustrative:
        said.append(labels.word("beware_illustrative"))
    if scenario.panel.flags:
        flags = labels.joined([labels.known(f"report.flag_{f}", f) for f in scenario.panel.flags])
        said.append(labels.word("beware_flags", flags=flags))
    alone = [g for g, n in weights.units.groupby("group", sort=False).size().items() if n == 1]
    if alone:
        said.append(labels.word("beware_alone", groups=labels.joined([labels.group(g) for g in alone])))
    if trust is not None:
        said += told_ties(trust, labels)
    elif ties := _ties(weights, labels):
        said.append(labels.word("beware_ties", units=labels.word("semicolon").join(ties)))
    if weights.indifferent:
        units = labels.joined([labels.unit(u) for u in weights.indifferent])
        said.append(labels.word("beware_indifferent", units=units))
    said += of_the_scores(scenario, labels)
    overweight = sum(len(pool.overweight) for pool in pools(scenario, weights))
    if overweight:
        said.append(labels.word("beware_overweight", indicators=overweight))
    said += [labels.word("beware_sentence", caution=caution) for caution in weights.cautions]
    said.append(labels.word("beware_benchmark"))
    said.append(labels.word("beware_own_data", period=scenario.scores.period))
    if played is not None:
        said.append(labels.word("beware_model"))
    return said


def of_the_scores(scenario: Scenario, labels: Labels) -> list[str]:
    """What was cut, scored otherwise, treated, or found by the truth checks."""
    said = []
    if len(scenario.scores.clipped):
        said.append(labels.word("beware_clipped", cells=len(scenario.scores.clipped)))
    if scenario.scores.first_year:
        said.append(labels.word("beware_first_year", indicators=len(scenario.scores.first_year)))
    if len(scenario.treated):
        said.append(labels.word("beware_treated", cells=len(scenario.treated)))
    leads = [f for c in scenario.screening for f in c.findings if f.grade != "weak"]
    if leads and "synthetic" not in scenario.panel.flags:
        said.append(labels.word("beware_findings", found=len(leads)))
    return said


def not_for(illustrative: bool, labels: Labels) -> list[str]:
    """What the results must not be used for."""
    uses = ("persons", *(("places",) if illustrative else ()), "publication", "precision")
    return [labels.word(f"not_for_{use}") for use in uses]


def _assessed(scenario: Scenario, labels: Labels) -> str:
    framework = scenario.framework
    return labels.word(
        "found_assessed", units=len(framework.units), groups=len(framework.groups), systems=len(framework.systems),
        indicators=len(framework.indicators), period=scenario.scores.period,
    )  # fmt: skip


def _ruled(scenario: Scenario, weights: Weights, labels: Labels) -> str:
    rules = weights.weighting.rules
    cited = sum(1 for rule in rules if rule.source is not None and rule.source.clause)
    document = scenario.document.document
    goal = weights.goal_said.text(labels.language)
    if document is None:
        return labels.word("found_rules", rules=len(rules), goal=goal)
    return labels.word("found_rules_cited", rules=len(rules), cited=cited, number=document.number, goal=goal)


def _binding(scenario: Scenario, weights: Weights, labels: Labels) -> list[str]:
    explained = weights.explain(labels.language)
    dear = explained[explained["worth"] > 0]
    if dear.empty:
        return [labels.word("found_nothing_binds")]
    lines = {line.name: line for line in lines_of(weights.weighting)}
    first = lines[str(dear.index[0])]
    return [
        labels.word(
            "found_binds", rows=len(dear), rules=dear["rule"].nunique(), group=labels.group(first.group),
            statement=line_statement(first, scenario.document.rules[first.rule.id], labels), clause=dear["clause"].iloc[0] or "—",
        )
    ]  # fmt: skip


def _ranked(weights: Weights, pool: str, labels: Labels) -> str:
    own = weights.units[weights.units["pool"] == pool].sort_values("rank_in_pool", kind="stable")
    shown = [
        labels.word("found_unit", unit=labels.unit(u), score=points(float(s)))
        for u, s in own["core_score"].dropna().items()
    ]
    if not shown:
        return labels.word("found_no_core", pool=labels.pool(pool))
    if len(shown) > LISTED:
        first, last = labels.joined(shown[:3]), labels.joined(shown[-3:])
        return labels.word("found_ranked_long", pool=labels.pool(pool), first=first, last=last)
    return labels.word("found_ranked", pool=labels.pool(pool), units=labels.joined(shown))


def _ties(weights: Weights, labels: Labels) -> list[str]:
    """Runs of neighbours on the core, each less than a point from the next."""
    said = []
    for _, own in weights.units.groupby("pool", sort=False):
        core = own["core_score"].dropna().sort_values(ascending=False, kind="stable")
        runs: list[list[str]] = []
        for (u, a), (v, b) in zip(core.items(), list(core.items())[1:], strict=False):
            if a - b >= TIE:
                continue
            if runs and runs[-1][-1] == u:
                runs[-1].append(str(v))
            else:
                runs.append([str(u), str(v)])
        said += [labels.joined([labels.unit(u) for u in run]) for run in runs]
    return said


def _simulated(played: Played, labels: Labels) -> str:
    first = played.scenarios[0]
    both = frames.levels(played, first).pivot_table(index="unit", columns="measure", values="mean", sort=False)
    gap = both["reported"] - both["true"]
    return labels.word(
        "found_simulated", years=played.to_frame()["year"].nunique(), replications=played.replications,
        gap=points(float(gap.mean())), unit=labels.unit(gap.idxmax()), widest=points(float(gap.max())),
    )  # fmt: skip


def _changed(played: Played, labels: Labels) -> list[str]:
    """For each variant the measures that move clearly."""
    table = played.league([m for m in frames.kept_measures(played) if m in HEADLINES]).table.reset_index()
    said = []
    for variant in played.scenarios[1:]:
        clear = table[(table["scenario"] == variant) & (table["verdict"] != Verdict.OPEN)]
        moved = [
            labels.word(f"found_moved_{measures.unit_of(m)}", measure=measures.named(m, labels),
                        difference=measures.shown_difference(m, d, 1))
            for m, d in zip(clear["measure"], clear["difference"], strict=True)
            if not measures.negligible(m, d, 1)
        ]  # fmt: skip
        key = "found_variant" if moved else "found_variant_open"
        said.append(labels.word(key, variant=labels.variant(variant), moved=labels.joined(moved)))
    return said


HEADLINES = ("true_score", "score", "fabricated", "welfare")
"""The measures the first page speaks of; the table of differences has them all."""
