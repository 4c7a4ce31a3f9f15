"""The chapters of the dossier, in the order of the five questions, then what they rest on."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version

from govperf_sim.experiments.appraisal.appraisal import Appraisal
from govperf_sim.report.dossier.parts import changes_of
from govperf_sim.report.dossier.said import allowed, behaviour, favours, nearest, sure
from govperf_sim.report.dossier.tables import behaviour as of_behaviour
from govperf_sim.report.dossier.tables import indicators as of_indicators
from govperf_sim.report.dossier.tables import rules as of_rules
from govperf_sim.report.dossier.tables import units as of_units
from govperf_sim.report.dossier.tables import weights as of_weights
from govperf_sim.report.dossier.tables.changes import changed_table
from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.labels import Labels
from govperf_sim.report.report import Section
from govperf_sim.report.sections import SOFTWARE
from govperf_sim.report.statements import statement
from govperf_sim.report.tables import played as of_years
from govperf_sim.report.tables.robustness import flips_table
from govperf_sim.report.tables.table import Table
from govperf_sim.weights.rules import Rule

Drawn = Mapping[str, Picture]
Shown = tuple[Picture | Table, ...]


def chapters(found: Appraisal, drawn: Drawn, labels: Labels) -> list[Section]:
    """All of them; what was not played has none."""
    base, scenario = found.proposed.base, found.proposed.scenario
    own = () if found.own_rules is None else (of_rules.broken_table(found.own_rules, scenario, labels, "own_broken"),)
    made = [
        _chapter("allowed", labels, [*allowed(found, labels), *_conflict(found, labels)],
                 (of_rules.broken_table(found.rules, base, labels), *own, of_rules.kept_table(found, labels))),
        _chapter("favours", labels, favours(found, labels),
                 (drawn["gains"], of_units.gains_table(found, labels), of_units.regrets_table(found, labels))),
        _chapter("sure", labels, [*sure(found, labels), *_apart(found, labels)],
                 (*_drawn(drawn, "intervals"), of_units.bands_table(found, labels), flips_table(found.flips, labels))),
        _chapter("carried", labels, _carried(found, labels),
                 (*_drawn(drawn, "effective"), of_indicators.carried_table(found, labels),
                  of_indicators.overlap_table(found, labels), of_indicators.burden_table(found, labels))),
    ]  # fmt: skip
    if found.responses is not None:
        made.append(
            _chapter("behaviour", labels, behaviour(found, labels),
                     (*_drawn(drawn, "league", "province"), of_behaviour.responses_table(found, labels),
                      of_behaviour.visits_table(found, labels), of_behaviour.meanings_table(found, labels)))
        )  # fmt: skip
    made += [
        _chapter("nearest", labels, nearest(found, labels),
                 (drawn["schemes"], of_weights.moves_table(found, labels))),
        _chapter("changed", labels, _reasons(found, labels),
                 (changed_table(found, labels), *of_weights.proposed_tables(found, labels))),
        _chapter("assumed", labels, _assumed(found, labels), _parameters(found, labels)),
        Section("method", labels.word("section_method"), points=tuple(_method(found, labels))),
        Section("again", labels.word("section_again"), _again(found, labels)),
    ]  # fmt: skip
    return made


def _chapter(code: str, labels: Labels, points: Sequence[str], shown: Shown) -> Section:
    """A table that holds nothing is left out."""
    kept = tuple(s for s in shown if not isinstance(s, Table) or s.rows)
    return Section(code, labels.word(f"section_{code}"), (labels.word(f"{code}_intro"),), kept, tuple(points))


def _drawn(drawn: Drawn, *names: str) -> tuple[Picture, ...]:
    return tuple(drawn[name] for name in names if name in drawn)


def _conflict(found: Appraisal, labels: Labels) -> list[str]:
    """Which of the proposed rules contradict one another, and the fewest to give up."""
    if found.conflict is None:
        return []
    entries = found.proposed.scenario.document.rules

    def listed(rules: Sequence[Rule]) -> str:
        return labels.word("semicolon").join(statement(r, entries[r.id], labels) for r in rules)

    said = [labels.word("contradict", rules=listed(rules)) for rules in found.conflict.irreducible]
    return [*said, labels.word("give_up", rules=listed(found.conflict.to_drop[0]))]


def _apart(found: Appraisal, labels: Labels) -> list[str]:
    """Why some units cannot be ranked together."""
    apart = {**found.bands.apart, **found.flips.apart}
    return [labels.word("trust_apart", why=why.text(labels.language)) for why in apart.values()]


def _carried(found: Appraisal, labels: Labels) -> list[str]:
    """What too few units cannot tell."""
    return [labels.word("overlap_none")] if found.overlap.empty else []


def _reasons(found: Appraisal, labels: Labels) -> list[str]:
    """Who proposes it and why, and what it leaves alone."""
    proposed = found.proposed
    said = [labels.word("reason_given", why=proposed.why)] if proposed.why else []
    said += [] if changes_of(found) else [labels.word("nothing_changed")]
    return [*said, labels.word("weights_derived")] if proposed.weights is None else said


def _assumed(found: Appraisal, labels: Labels) -> list[str]:
    """What is assumed and made up, what stands for the current scheme, and what was taken for granted in the paper."""
    base = found.proposed.base
    counts = found.rules.groupby("rule")["status"].first().value_counts()
    shown = [labels.word("so_many", status=labels.word(f"status_{s}"), count=n) for s, n in counts.items() if s]
    flags = [labels.known(f"report.flag_{f}", f) for f in base.panel.flags]
    return [
        labels.word("status_of_rules", shown=labels.joined(shown)),
        labels.word("data_flags", flags=labels.joined(flags) or labels.word("no_flags")),
        labels.word(f"current_is_{found.current_from or 'absent'}"),
        *(labels.word("taken_so", reminder=fault.text(labels.language)) for fault in found.proposed.reminders),
    ]


def _parameters(found: Appraisal, labels: Labels) -> tuple[Table, ...]:
    """Every number that was played, with its status, as the proposal has it."""
    scenario = found.proposed.scenario
    if scenario.document.cycle is None:
        return ()
    own = (of_years.parameters_table(scenario, labels),)
    return own if scenario.document.institutions is None else (*own, of_years.institutions_table(scenario, labels))


def _method(found: Appraisal, labels: Labels) -> list[str]:
    kinds = ["schemes", "scores", "lead", "regret", "bands", "nearest", "forced"]
    kinds += [] if found.played is None else ["simulation", "pairs"]
    return [labels.word(f"method_of_{kind}") for kind in [*kinds, "rounding"]]


def _again(found: Appraisal, labels: Labels) -> tuple[str, ...]:
    software = labels.joined([f"{name} {version(name)}" for name in SOFTWARE])
    played = found.played
    seed = "" if played is None else labels.word("again_seed", seed=played.seed, replications=played.replications)
    return (
        labels.word("again_scenario", scenario=found.proposed.base.name),
        labels.word("again_digest", digest=found.proposed.base.digest) + seed,
        labels.word("again_software", software=software, python=platform.python_version()),
        labels.word("again_files"),
    )
