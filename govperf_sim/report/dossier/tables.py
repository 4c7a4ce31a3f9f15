"""Tables of the dossier: rules, gains and losses, ranks, what indicators carry, responses, moves, changes."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from govperf_sim.experiments.appraisal.appraisal import DERIVED, PROPOSED, Appraisal
from govperf_sim.report import measures
from govperf_sim.report.diagnosis import TWICE
from govperf_sim.report.dossier.rows import LEAST_SHOWN, broken, changed_weights, stated
from govperf_sim.report.dossier.said import at_point, forced_by, nearest_point, of_scheme, ranked_pools
from govperf_sim.report.figures.ranked import of_pool
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import MISSING, points, rounded, signed
from govperf_sim.report.tables.robustness import between
from govperf_sim.report.tables.table import Row, Table, table
from govperf_sim.scenario.load import Scenario

STEP = "\N{RIGHTWARDS ARROW}"


def broken_table(rules: pd.DataFrame, scenario: Scenario, labels: Labels, key: str = "broken") -> Table:
    """Every row that is not kept, worst first: what it says, what the proposal has, how far that is off, whence the rule."""
    rows = []
    for name, row in broken(rules).iterrows():
        says = stated(scenario, name, labels)
        rows.append([
            says.group,
            says.statement,
            points(row["value"]) if says.weighs else MISSING,
            points(-row["slack"], 2),
            row["clause"] or MISSING,
            labels.word(f"status_{row['status']}") if row["status"] else MISSING,
            row["cite"],
            f"{row['rule']} {row['place']}",
        ])  # fmt: skip
    return table(labels, key, rows, numeric=(2, 3), tight=(4, 5), codes=(7,))


def kept_table(found: Appraisal, labels: Labels) -> Table:
    """Every rule in force: how many of its rows the proposal keeps, and how much room is left where it is least."""
    rows = []
    own = None if found.own_rules is None else found.own_rules.groupby("rule")["kept"].all().to_dict()
    for rule, of_rule in found.rules.groupby("rule", sort=False):
        kept = of_rule["kept"].astype(bool)
        least = stated(found.proposed.base, of_rule["slack"].idxmin(), labels)
        cells = [
            least.statement,
            labels.word("all_kept") if kept.all() else labels.word("not_all_kept", broken=int((~kept).sum())),
            str(len(of_rule)),
            signed(100 * float(of_rule["slack"].min())),
            least.group,
        ]
        if own is not None:
            cells.append(labels.word("all_kept" if own[rule] else "missed") if rule in own else labels.word("gone"))
        first = of_rule.iloc[0]
        status = labels.word(f"status_{first['status']}") if first["status"] else MISSING
        rows.append([*cells, first["clause"] or MISSING, status, f"{rule} {first['place']}"])
    head = labels.word("kept_head", own="" if own is None else labels.word("kept_head_own")).split("|")
    width = len(head)
    return table(labels, "kept", rows, numeric=(2, 3), tight=(1, width - 3, width - 2), codes=(width - 1,), head=head)


def gains_table(found: Appraisal, labels: Labels) -> Table:
    """Every unit, group by group: its score under each scheme, what it gains, its ranks before and after."""
    compared = list(dict.fromkeys(found.shifts.index.get_level_values("against")))
    by = {s: of_scheme(found.units, s).to_dict("index") for s in found.schemes}
    gained = {s: of_scheme(found.shifts, s).to_dict("index") for s in compared}
    first = compared[0]
    rows: list[Row] = []
    for group, units in _by_group(found).items():
        rows.append(Row((labels.group(group), *[""] * (4 + len(by) + len(compared) - 1)), "part"))
        for u in units:
            verdict = gained[first][u]["verdict"]
            before, after = by[first][u], by[PROPOSED][u]
            rows.append(Row((
                labels.unit(u),
                *(points(by[s][u]["score"]) for s in by),
                *(signed(100 * gained[s][u]["score"]) for s in compared),
                _step(before["rank_in_group"], after["rank_in_group"]),
                _step(before["rank_in_pool"], after["rank_in_pool"]),
                labels.word(f"verdict_{verdict}"),
            )))  # fmt: skip
    head = labels.word(
        "gains_head", schemes="|".join(labels.variant(s) for s in by),
        against="|".join(labels.word("against", other=labels.variant(s)) for s in compared),
    ).split("|")  # fmt: skip
    return table(labels, "gains", rows, numeric=range(1, len(head) - 1), tight=(len(head) - 1,), head=head)


def regrets_table(found: Appraisal, labels: Labels) -> Table:
    """Every unit's regret under each scheme; the head of a group has its largest."""
    by = {s: of_scheme(found.units, s)["regret"] for s in found.schemes}
    of_groups = {s: of_scheme(found.groups, s)["worst_regret"] for s in found.schemes}
    rows: list[Row] = []
    for group, units in _by_group(found).items():
        worst = [of_groups[s].get(group, math.nan) for s in by]
        rows.append(Row((labels.group(group), *(rounded(x, 2) for x in worst), ""), "part"))
        for u in units:
            rows.append(Row((labels.unit(u), *(rounded(by[s][u], 2) for s in by),
                             signed(by[PROPOSED][u] - by[DERIVED][u], 2))))  # fmt: skip
    head = (labels.word("burden_unit"), *map(labels.variant, by), labels.word("against", other=labels.variant(DERIVED)))
    return table(labels, "regrets", rows, numeric=range(1, len(head)), head=head)


def bands_table(found: Appraisal, labels: Labels) -> Table:
    """Every unit of every ranking: its rank, and its range at each move of the weights."""
    moves = sorted(set(found.bands.table.index.get_level_values("points")))
    at = {p: at_point(found, p) for p in moves}
    rows: list[Row] = []
    for pool in ranked_pools(found):
        rows.append(Row((pool.named(labels), *[""] * (1 + len(moves))), "part"))
        own = {p: of_pool(at[p], pool.level, pool.pool).to_dict("index") for p in moves}
        near = own[nearest_point(found)]
        rows += [Row((labels.unit(u), str(near[u]["rank"]), *(between(own[p][u]) for p in moves))) for u in pool.units]
    head = (labels.word("burden_unit"), labels.word("rank"), *(labels.word("band_of", points=f"{p:g}") for p in moves))
    return table(labels, "near_ranks", rows, numeric=range(1, len(head)), head=head)


def effective_table(found: Appraisal, labels: Labels) -> Table:
    """Every core indicator that carries: its weight and its share of the differences, as proposed and by the others."""
    known = found.effective
    others = [s for s in found.schemes if s != PROPOSED and s in known.index.get_level_values("scheme")]
    rows: list[Row] = []
    if PROPOSED in known.index.get_level_values("scheme"):
        of = {s: of_scheme(known, s)["effective"] for s in others}
        mine = of_scheme(known, PROPOSED)
        for system in dict.fromkeys(mine.index.get_level_values("system")):
            rows.append(Row((labels.system(system), *[""] * (4 + len(others))), "part"))
            own = of_scheme(mine, system).sort_values("effective", ascending=False, kind="stable")
            for k, row in own.iterrows():
                given, carried = float(row["nominal"]), float(row["effective"])
                noted = labels.word("note_is_overweight") if carried > TWICE * given else ""
                ratio = rounded(carried / given, 1) if given > 0 else MISSING
                beside = [points(of[s].get((system, k), math.nan)) for s in others]
                rows.append(Row((labels.indicator(k), points(given), points(carried), ratio, *beside, noted)))
    carried_by = "".join(labels.word("carried_by", other=labels.variant(s)) + "|" for s in others)
    head = labels.word("carried_head", others=carried_by).split("|")
    return table(labels, "carried", rows, numeric=range(1, len(head) - 1), head=head)


def overlap_table(found: Appraisal, labels: Labels) -> Table:
    """The pairs of indicators that tell nearly the same, with what they weigh together as proposed."""
    rows = [
        [labels.system(system), labels.indicator(a), labels.indicator(b), rounded(row["correlation"], 2), str(row["units"]),
         points(row["weight"])]
        for (system, a, b), row in zip(found.overlap.index, found.overlap.to_dict("records"), strict=True)
    ]  # fmt: skip
    return table(labels, "overlap", rows, numeric=(3, 4, 5))


def burden_table(found: Appraisal, labels: Labels) -> Table:
    """Person-days a unit and year, in force and as proposed."""
    rows = [
        Row((labels.unit(u), rounded(own["in_force"], 1), rounded(own["proposed"], 1),
             signed(own["proposed"] - own["in_force"])))
        for u, own in zip(found.burden.index, found.burden.to_dict("records"), strict=True)
    ]  # fmt: skip
    now, then = (float(found.burden[c].sum()) for c in ("in_force", "proposed"))
    rows.append(Row((labels.word("burden_total"), rounded(now, 1), rounded(then, 1), signed(then - now)), "part"))
    return table(labels, "asked", rows if now + then > 0 else [], numeric=(1, 2, 3))


def responses_table(found: Appraisal, labels: Labels) -> Table:
    """Each outcome: the difference to the first scheme, its interval, and what can be said of it."""
    assert found.responses is not None
    rows: list[Row] = []
    for scheme in dict.fromkeys(found.responses.index.get_level_values("scheme")):
        rows.append(Row((labels.variant(scheme), *[""] * 3), "part"))
        for m, row in of_scheme(found.responses, scheme).iterrows():
            single, slight = math.isnan(row["low"]), measures.negligible(str(m), row["difference"])
            span = f"[{measures.shown_difference(str(m), row['low'])}, {measures.shown_difference(str(m), row['high'])}]"
            told = labels.word("verdict_single") if single else labels.word("verdict_slight") if slight else ""
            rows.append(Row((
                measures.named_with_unit(str(m), labels),
                measures.shown_difference(str(m), row["difference"]),
                MISSING if single else span,
                told or measures.verdict_named(row["verdict"], labels),
            )))  # fmt: skip
    return table(labels, "responses", rows, numeric=(1, 2), tight=(3,))


def moves_table(found: Appraisal, labels: Labels) -> Table:
    """Each weight that the nearest scheme has otherwise, largest move of a group first, and what forces it."""
    assert found.nearest is not None
    rows: list[Row] = []
    for group in dict.fromkeys(found.nearest.moves.index.get_level_values("group")):
        rows.append(Row((labels.group(group), *[""] * 4), "part"))
        own = of_scheme(found.nearest.moves, group)
        for k in own["change"].abs().sort_values(ascending=False, kind="stable").index:
            row = own.loc[k]
            rows.append(Row((labels.indicator(k), points(row["proposed"], 2), points(row["nearest"], 2),
                             signed(100 * row["change"], 2), _why(found, row, labels))))  # fmt: skip
    return table(labels, "moves", rows, numeric=(1, 2, 3))


def _why(found: Appraisal, move: pd.Series, labels: Labels) -> str:
    why = str(move["why"])
    if why != "rows":
        return labels.word(f"move_{why}")
    said = [labels.word("by_rule", statement=s.statement, rule=s.rule) for s in forced_by(found, move["rows"], labels)]
    return labels.word("semicolon").join(said) or labels.word("move_rows")


def weights_tables(found: Appraisal, labels: Labels) -> list[Table]:
    """A table for each system: the proposed weights, and in brackets those of the scheme that is nearest."""
    framework = found.proposed.base.framework
    proposed, near = found.schemes[PROPOSED], None if found.nearest is None else found.nearest.table
    made = []
    for system in framework.systems:
        groups = framework.groups_of(system)
        rows: list[Row] = []
        for domain, entry in framework.domains.items():
            own = [k for k, i in framework.indicators.items() if i.domain == domain]
            if entry.system != system or not own:
                continue
            total = proposed.loc[list(groups), own].sum(axis=1)
            rows.append(Row((labels.domain(domain), *(points(float(total[g])) for g in groups)), "part"))
            for k in own:
                cells = [
                    _beside(float(proposed.at[g, k]), None if near is None else float(near.at[g, k]))
                    if g in framework.indicators[k].groups
                    else ""
                    for g in groups
                ]
                rows.append(Row((labels.indicator(k), *cells)))
        head = (labels.word("indicator"), *map(labels.group, groups))
        one = table(labels, "proposed_weights", rows, numeric=range(1, len(head)), head=head)
        made.append(Table(**(vars(one) | {"caption": f"{one.caption} · {labels.system(system)}"})))
    return made


def changed_weights_table(found: Appraisal, labels: Labels) -> Table:
    """Each weight that differs from the scheme in force."""
    changed = changed_weights(found)
    rows: list[Row] = []
    for group in dict.fromkeys(changed.index.get_level_values(0)):
        rows.append(Row((labels.group(group), *[""] * 3), "part"))
        for k, own in of_scheme(changed, group).iterrows():
            before, after = float(own["before"]), float(own["after"])
            rows.append(Row((labels.indicator(k), points(before, 2), points(after, 2), signed(100 * (after - before), 2))))
    return table(labels, "changed_weights", rows, numeric=(1, 2, 3))


def changed_table(found: Appraisal, labels: Labels) -> Table:
    """Every number of the scenario that the proposal changes, and why."""
    rows = [
        [described(found.proposed.base, c.path, labels), c.path, _shown(c.before), _shown(c.after), c.because]
        for c in found.proposed.scenario.changes
    ]
    return table(labels, "changed", rows, codes=(1,), tight=())


def described(scenario: Scenario, path: str, labels: Labels) -> str:
    """What stands at an address, in the words that the report has for it."""
    part, *rest = path.split(".")
    if part == "rules" and rest and rest[0] in scenario.document.rules:
        rule = next((r for r in scenario.weighting.rules if r.id == rest[0]), None)
        if rule is not None:
            return labels.word("rule_called", says=_whole(rule, scenario, labels))
    if part == "cycle" and rest:
        known = labels.known(f"report.parameter_{'_'.join(rest[:2])}", "")
        known = known or labels.known(f"report.parameter_{rest[-1]}", rest[-1])
        return labels.word("parameter_called", part=labels.known(f"report.part_{rest[0]}", rest[0]), name=known)
    return path


def _whole(rule: object, scenario: Scenario, labels: Labels) -> str:
    from govperf_sim.report.statements import statement
    from govperf_sim.weights.rules import Rule

    assert isinstance(rule, Rule)
    return statement(rule, scenario.document.rules[rule.id], labels)


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{k} {_shown(v)}" for k, v in value.items())
    if isinstance(value, float):
        return f"{value:g}"
    return MISSING if value is None else str(value)


def _by_group(found: Appraisal) -> dict[str, list[str]]:
    """Group -> its units, best as proposed first."""
    own = of_scheme(found.units, PROPOSED).sort_values("rank_in_group", kind="stable")
    groups: dict[str, list[str]] = {str(g): [] for g in found.proposed.base.weighting.indicators_of}
    for u, g in own["group"].items():
        groups[str(g)].append(str(u))
    return {g: units for g, units in groups.items() if units}


def _step(before: object, after: object) -> str:
    if pd.isna(before) or pd.isna(after):  # type: ignore[call-overload]
        return MISSING
    return str(after) if before == after else f"{before}{STEP}{after}"


def _beside(weight: float, near: float | None) -> str:
    if near is None or abs(weight - near) < LEAST_SHOWN:
        return points(weight)
    return f"{points(weight)} ({points(near)})"


def shown_only(tables: Sequence[Table]) -> tuple[Table, ...]:
    """Those that hold something."""
    return tuple(t for t in tables if t.rows)
