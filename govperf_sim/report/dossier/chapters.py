"""The chapters of the dossier, in the order of the five questions, then what they rest on."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib.metadata import version

from govperf_sim.experiments.appraisal.appraisal import Appraisal
from govperf_sim.report.dossier import tables
from govperf_sim.report.dossier.said import allowed, behaviour, favours, nearest, sure
from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.labels import Labels
from govperf_sim.report.report import Section
from govperf_sim.report.sections import SOFTWARE
from govperf_sim.report.statements import statement
from govperf_sim.report.tables import played as of_years
from govperf_sim.report.tables.robustness import flips_table
from govperf_sim.report.tables.table import Table

Drawn = Mapping[str, Picture]


def chapters(found: Appraisal, drawn: Drawn, labels: Labels) -> list[Section]:
    """All of them; what was not played has none."""
    base, proposal = found.proposed.base, found.proposed
    own = () if found.own_rules is None else (tables.broken_table(found.own_rules, proposal.scenario, labels, "own_broken"),)
    made = [
        _chapter("allowed", labels, [*allowed(found, labels), *_conflict(found, labels)],
                 (tables.broken_table(found.rules, base, labels), *own, tables.kept_table(found, labels))),
        _chapter("favours", labels, favours(found, labels),
                 (drawn["gains"], tables.gains_table(found, labels), tables.regrets_table(found, labels))),
        _chapter("sure", labels, [*sure(found, labels), *_apart(found, labels)],
                 (*_drawn(drawn, "intervals"), tables.bands_table(found, labels), flips_table(found.flips, labels))),
        _chapter("carried", labels, [],
                 (*_drawn(drawn, "effective"), tables.effective_table(found, labels), tables.overlap_table(found, labels),
                  tables.burden_table(found, labels))),
    ]  # fmt: skip
    if found.played is not None and found.responses is not None:
        made.append(
            _chapter("behaviour", labels, behaviour(found, labels),
                     (*_drawn(drawn, "league", "province"), tables.responses_table(found, labels),
                      of_years.means_table(found.played, labels), of_years.measures_table(found.played, labels)))
        )  # fmt: skip
    moved = () if found.nearest is None else (tables.moves_table(found, labels),)
    made += [
        _chapter("nearest", labels, nearest(found, labels),
                 (drawn["schemes"], *moved, *tables.weights_tables(found, labels))),
        _chapter("changed", labels, _why(found, labels),
                 (tables.changed_table(found, labels), tables.changed_weights_table(found, labels))),
        _chapter("assumed", labels, _assumed(found, labels), _parameters(found, labels)),
        Section("method", labels.word("section_method"), points=tuple(_method(found, labels))),
        Section("again", labels.word("section_again"), _again(found, labels)),
    ]  # fmt: skip
    return made


def _chapter(
    code: str, labels: Labels, points: list[str], shown: tuple[Picture | Table, ...]
) -> Section:
    kept = tuple(s for s in shown if not isinstance(s, Table) or s.rows)
    return Section(code, labels.word(f"section_{code}"), (labels.word(f"{code}_intro"),), kept, tuple(points))


def _drawn(drawn: Drawn, *names: str) -> tuple[Picture, ...]:
    return tuple(drawn[name] for name in names if name in drawn)


def _conflict(found: Appraisal, labels: Labels) -> list[str]:
    """Which of the proposed rules contradict one another, and the fewest to give up."""
    if found.conflict is None:
        return []
    entries = found.proposed.scenario.document.rules
    said = [
        labels.word("contradict", rules=labels.word("semicolon").join(statement(r, entries[r.id], labels) for r in rules))
        for rules in found.conflict.irreducible
    ]
    drops = [labels.joined([statement(r, entries[r.id], labels) for r in way]) for way in found.conflict.to_drop]
    return [*said, *(labels.word("give_up", rules=way) for way in drops[:1])]


def _apart(found: Appraisal, labels: Labels) -> list[str]:
    apart = {**found.bands.apart, **found.flips.apart}
    return [labels.word("trust_apart", why=why.text(labels.language)) for why in apart.values()]


def _why(found: Appraisal, labels: Labels) -> list[str]:
    said = [] if found.proposed.scenario.changes else [labels.word("nothing_changed")]
    return [*said, labels.word("weights_derived")] if found.proposed.weights is None else said


def _assumed(found: Appraisal, labels: Labels) -> list[str]:
    """What is made up, of what there is how much, and what the current scheme is taken to be."""
    base = found.proposed.base
    counts = found.rules.groupby("rule")["status"].first().value_counts()
    shown = [labels.word("so_many", status=labels.word(f"status_{s}"), count=n) for s, n in counts.items() if s]
    vintages = [labels.known(f"report.flag_{f}", f) for f in base.panel.flags]
    said = [labels.word("status_of_rules", shown=labels.joined(shown))]
    said.append(labels.word("data_flags", flags=labels.joined(vintages) or labels.word("no_flags")))
    said.append(labels.word(f"current_is_{found.current_from or 'absent'}"))
    return said


def _parameters(found: Appraisal, labels: Labels) -> tuple[Table, ...]:
    scenario = found.proposed.scenario
    if scenario.document.cycle is None:
        return ()
    own = (of_years.parameters_table(scenario, labels),)
    return own if scenario.document.institutions is None else (*own, of_years.institutions_table(scenario, labels))


def _method(found: Appraisal, labels: Labels) -> list[str]:
    kinds = ["schemes", "scores", "ranks", "regret", "bands", "nearest", "forced"]
    kinds += [] if found.played is None else ["simulation", "pairs"]
    return [labels.word(f"method_of_{kind}") for kind in [*kinds, "rounding"]]


def _again(found: Appraisal, labels: Labels) -> tuple[str, ...]:
    software = labels.joined([f"{name} {version(name)}" for name in SOFTWARE])
    played = found.played
    seed = "" if played is None else labels.word("again_seed", seed=played.seed, replications=played.replications)
    return (
        labels.word("again_digest", digest=found.proposed.base.digest) + seed,
        labels.word("again_software", software=software, python=platform.python_version()),
        labels.word("again_files"),
    )
