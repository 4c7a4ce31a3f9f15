"""The Guangdong pilots: what the scenario must contain, that it is labelled, admissible and instructive."""

import importlib.util
import re
from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import linprog

from govperf_sim.experiments.run import simulate
from govperf_sim.scenario.load import load_scenario
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.institutions.register import INSTITUTIONS
from govperf_sim.simulation.luck import Luck
from govperf_sim.weights.derive import derive_weights

FOLDER = Path(__file__).parents[2] / "scenarios" / "guangdong2012"
REGIONS = ("core_urban", "prd_manufacturing", "county_city", "ecological_mountain")
DEPARTMENTS = ("land_resources", "local_taxation")

# The sections of the notice and how many clauses each was divided into.
CLAUSES = {
    "I": "abcd", "II": 6, "III": "abcde", "IV": 2, "V-1": "abcdef", "V-2": "abcde",
    "VI-1": "ab", "VI-2": "abcdefghijklmn", "VI-3": "abcde", "VI-4": "abcd", "VI-5": "abc", "VI-6": "abcde",
}  # fmt: skip


@pytest.fixture(scope="module")
def gd():
    return load_scenario(FOLDER)


@pytest.fixture(scope="module")
def weights(gd):
    return derive_weights(gd.weighting)


@pytest.fixture(scope="module")
def make_panel():
    spec = importlib.util.spec_from_file_location("make_panel", FOLDER / "data" / "make_panel.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- who and what ---------------------------------------------------------------------------------------------------------


def test_the_seven_pilot_units_of_the_notice(gd):
    names = {unit.name.text("zh") for unit in gd.framework.units.values()}
    assert names == {
        "广州市荔湾区", "佛山市", "中山市", "江门鹤山市", "云浮市", "省国土资源厅", "省地方税务局",
    }  # fmt: skip


def test_two_systems_six_groups_twelve_domains_and_forty_three_indicators(gd):
    framework = gd.framework
    assert (len(framework.systems), len(framework.groups)) == (2, 6)
    assert (len(framework.domains), len(framework.indicators)) == (12, 43)
    per_system = [framework.system_of(k) for k in framework.indicators]
    assert (per_system.count("regional"), per_system.count("departmental")) == (31, 12)


def test_foshan_and_zhongshan_share_weights_and_all_others_stand_alone(gd):
    members = {g: gd.framework.units_of(g) for g in gd.framework.groups}
    assert members["prd_manufacturing"] == ("foshan", "zhongshan")
    assert all(len(units) == 1 for g, units in members.items() if g != "prd_manufacturing")


def test_the_core_is_found_and_leaves_out_what_does_not_apply_to_all(gd):
    # 31 regional indicators less six of single classes and less L2, which makes no sense in an urban district.
    regional = set(gd.framework.core("regional"))
    assert len(regional) == 24
    assert not regional & {"XL", "XF", "XZ", "XH", "XY", "XB", "L2"}
    # 12 departmental indicators less two own duties of each department.
    departmental = set(gd.framework.core("departmental"))
    assert len(departmental) == 8
    assert not departmental & {"D1", "D2", "D3", "D4"}


def test_words_of_the_notice_set_the_intent_of_each_domain(gd):
    intents = {d: domain.intent for d, domain in gd.framework.domains.items()}
    assert [d for d, intent in intents.items() if intent == "weaken"] == ["growth"]
    assert list(intents.values()).count("strengthen") == 7
    assert list(intents.values()).count("key") == 4


# --- the notice -----------------------------------------------------------------------------------------------------------


def test_every_clause_of_the_notice_is_listed(gd):
    labels = {"doc"}
    for section, parts in CLAUSES.items():
        labels |= {f"{section}-{part}" for part in (range(1, parts + 1) if isinstance(parts, int) else ())}
        if isinstance(parts, str):
            labels |= {f"{section}{part}" if section[-1].isdigit() else f"{section}-{part}" for part in parts}
    assert set(gd.document.document.clauses) == labels
    assert len(labels) == 62


def test_what_a_clause_says_stands_in_the_notice_word_for_word(gd):
    notice = (FOLDER / "notice-2012-7.zh.txt").read_text("utf-8")
    for label, clause in gd.document.document.clauses.items():
        pattern = ".*?".join(re.escape(part) for part in clause.text.zh.split("……"))
        assert re.search(pattern, notice, re.DOTALL), label


def test_every_clause_is_met_by_an_element_or_left_out_for_a_reason(gd):
    cited = set()
    for file in FOLDER.glob("*.yaml"):
        cited |= set(re.findall(r"clause: ([\w-]+)", file.read_text("utf-8")))
    clauses = gd.document.document.clauses
    left_out = {label for label, clause in clauses.items() if clause.left_out is not None}
    assert cited | left_out == set(clauses)
    assert not cited & left_out


def test_the_dates_of_the_notice_are_on_the_calendar(gd):
    dates = {code: date.isoformat() for code, date in gd.cycle.calendar.dates.items()}
    assert dates["notice"] == "2012-01-12"
    assert dates["stage_evaluation"].startswith("2012-06")
    assert dates["year_end_summary"].startswith("2012-12")


# --- labelled ---------------------------------------------------------------------------------------------------------------


def test_it_says_that_it_is_illustrative(gd):
    assert gd.illustrative is True
    assert "示意" in gd.title.text("zh")
    assert "illustrative" in gd.title.text("en")


def test_an_assumption_says_so_in_its_first_word(gd):
    sources = [s for e in gd.framework.indicators.values() for s in (e.source, e.scoring.source)]
    sources += [rule.source for rule in gd.weighting.rules]
    sources += [group.source for group in gd.framework.groups.values()]
    assumed = [s.cite for s in sources if s.status == "assumption"]
    assert len(assumed) > 100
    assert all(cite.startswith("illustrative") for cite in assumed)


def test_the_panel_is_synthetic_but_for_four_sourced_cells(gd):
    frame = gd.panel.frame
    assert set(frame["flag"]) == {"synthetic", "sourced"}
    sourced = frame[frame["flag"] == "sourced"]
    found = {(r.unit, r.indicator, r.period): r.value for r in sourced.itertuples()}
    assert found == {
        ("foshan", "S1", 2011): 34.58,
        ("zhongshan", "S1", 2011): 41.56,
        ("yunfu", "S1", 2011): 32.65,
        ("foshan", "M2", 2011): 0.106,
    }
    explained = (FOLDER / "data" / "SOURCES.md").read_text("utf-8")
    assert all(str(value) in explained for value in found.values())


# --- the panel --------------------------------------------------------------------------------------------------------------


def test_the_committed_panel_is_what_the_script_writes(make_panel, tmp_path):
    make_panel.write(tmp_path / "panel.csv")
    assert (tmp_path / "panel.csv").read_bytes() == (FOLDER / "data" / "panel.csv").read_bytes()


def test_the_script_knows_the_posts_and_units_of_the_framework(gd, make_panel):
    framework = gd.framework
    assert set(make_panel.INDICATORS) == set(framework.indicators)
    for code, (domain, floor, target, _, units) in make_panel.INDICATORS.items():
        indicator, scoring = framework.indicators[code], framework.indicators[code].scoring
        # A band has no posts: nothing is earned at its distance below the lower edge, full marks from the edge.
        posts = (
            (scoring.low - scoring.distance, scoring.low)
            if scoring.method == "band"
            else (scoring.floor, scoring.target)
        )
        assert (indicator.domain, *posts) == (domain, floor, target)
        assert set(units) == {u for g in indicator.groups for u in framework.units_of(g)}
    assert set(make_panel.PROGRESS) == {k for k, i in framework.indicators.items() if i.scoring.method == "progress"}


def test_there_are_three_years_of_every_value_and_the_last_is_scored(gd):
    cells = gd.panel.frame.groupby(["unit", "indicator"])["period"].apply(tuple)
    assert set(cells) == {(2009, 2010, 2011)}
    # 24 + 2 in Liwan, 27 in each other region, 8 + 2 in each department.
    assert len(cells) == 26 + 4 * 27 + 2 * 10
    assert gd.scores.period == 2011
    assert gd.scores.first_year == ()


def test_what_must_not_get_worse_and_what_must_lie_in_a_band_by_hand(gd):
    # Yunfu's forest cover stood at 67.2 in both years; 83.9 lies 11.1 below a band that reaches 35 down.
    assert gd.scores.table.at["yunfu", "XY"] == 1.0
    assert gd.scores.table.at["ltb", "D3"] == pytest.approx(1 - 11.1 / 35)


def test_the_truth_checks_have_places_and_pronounce_no_verdict(gd):
    assert sum(checked.tested for checked in gd.screening) > 500
    for finding in (f for checked in gd.screening for f in checked.findings):
        assert all(cell.place.startswith("data/panel.csv:") for cell in finding.cells)
        assert finding.innocent.text("zh")


def test_percentages_stay_below_a_hundred(gd):
    shares = [k for k, i in gd.framework.indicators.items() if i.unit_of_measure == "%"]
    frame = gd.panel.frame
    assert frame.loc[frame["indicator"].isin(shares), "value"].between(0, 100).all()


# --- the reference ----------------------------------------------------------------------------------------------------------

COMPARED = {
    "regional": (
        "livelihood", "growth",
        {"structure": 2, "services": 2, "environment": 2, "resources": 3, "law": 3, "society": 3, "growth": 8},
        {"livelihood": 8, "structure": 5, "services": 5, "environment": 5, "resources": 3, "law": 3, "society": 3},
        {"growth": Fraction(2, 64), "structure": Fraction(9, 64), "livelihood": Fraction(17, 64),
         "resources": Fraction(6, 64), "environment": Fraction(9, 64), "services": Fraction(9, 64),
         "law": Fraction(6, 64), "society": Fraction(6, 64)},
        Fraction(1, 64), 0.0,
    ),
    "departmental": (
        "duty", "dmanage",
        {"dlaw": 2, "dservice": 2, "dmanage": 5},
        {"duty": 5, "dlaw": 3, "dservice": 3},
        {"duty": Fraction(21, 47), "dlaw": Fraction(11, 47), "dservice": Fraction(11, 47), "dmanage": Fraction(4, 47)},
        Fraction(1, 47), 0.0005,
    ),
}  # fmt: skip


@pytest.mark.parametrize("system", COMPARED)
def test_reference_shares_solve_the_best_worst_comparison(gd, system):
    best, worst, to_others, to_worst, shares, xi, rounding = COMPARED[system]
    gaps = [abs(shares[best] - a * shares[j]) for j, a in to_others.items()]
    gaps += [abs(shares[j] - a * shares[worst]) for j, a in to_worst.items()]
    assert sum(shares.values()) == 1
    assert max(gaps) == xi
    assert _least_inconsistency(system) == pytest.approx(float(xi), abs=1e-9)
    stated = gd.document.reference.domain_shares
    assert {d: stated[d] for d in shares} == pytest.approx({d: float(w) for d, w in shares.items()}, abs=rounding)


def test_reference_shares_of_a_system_add_up_to_one(gd):
    shares = gd.document.reference.domain_shares
    for system in gd.framework.systems:
        assert sum(shares[d] for d, domain in gd.framework.domains.items() if domain.system == system) == pytest.approx(
            1.0, abs=1e-12
        )


def _least_inconsistency(system):
    """The least xi with |w_best - a w_j| <= xi and |w_j - a w_worst| <= xi, by another program."""
    best, worst, to_others, to_worst, shares, _, _ = COMPARED[system]
    at = {d: i for i, d in enumerate(shares)}
    pairs = [(best, j, a) for j, a in to_others.items()] + [(j, worst, a) for j, a in to_worst.items()]
    rows = []
    for (more, less, a), sign in product(pairs, (1, -1)):
        row = np.zeros(len(at) + 1)
        row[at[more]] += sign
        row[at[less]] -= sign * a
        row[-1] = -1
        rows.append(row)
    ones = np.append(np.ones(len(at)), 0)
    return linprog(np.append(np.zeros(len(at)), 1), np.array(rows), np.zeros(len(rows)), [ones], [1]).fun


# --- the rules --------------------------------------------------------------------------------------------------------------


def test_admissible_weights_exist_for_all_six_groups(weights):
    assert list(weights.table.index) == [*REGIONS, *DEPARTMENTS]
    assert weights.table.sum(axis=1).to_numpy() == pytest.approx(1.0, abs=1e-7)
    assert (weights.table >= -1e-9).all(axis=None)


def test_the_balances_of_the_notice_hold_in_the_weights(gd, weights):
    framework, table = gd.framework, weights.table
    own = {
        "growth": [k for k, i in framework.indicators.items() if i.domain == "growth"],
        "environment": [k for k, i in framework.indicators.items() if i.domain == "environment"],
        "core": [k for s in framework.systems for k in framework.core(s)],
        "key": [k for k, i in framework.indicators.items() if i.key],
        "qualitative": [k for k, i in framework.indicators.items() if i.kind == "qualitative"],
        "external": [k for k, i in framework.indicators.items() if framework.evaluators[i.evaluator].external],
    }
    share = {name: table[indicators].sum(axis=1) for name, indicators in own.items()}
    close = 1e-7
    for name, low, high in (
        ("core", 0.65, 0.85), ("key", 0.30, 0.60), ("qualitative", 0.10, 0.30), ("external", 0.25, 0.40),
    ):  # fmt: skip
        assert share[name].between(low - close, high + close).all(), name
    assert share["growth"][list(REGIONS)].max() <= 0.10 + close
    assert share["growth"]["ecological_mountain"] <= 0.05 + close
    assert share["environment"]["ecological_mountain"] >= 2 * share["growth"]["ecological_mountain"] - close
    assert table["P4"].ge(table["P2"] - close).all()


def test_the_lever_on_growth_is_where_the_documentation_says(gd):
    looser = gd.replace("rules.cap_growth.at_most", 0.15, because="consultation draft")
    assert next(rule.at_most for rule in looser.weighting.rules if rule.id == "cap_growth") == 0.15


# --- the year ---------------------------------------------------------------------------------------------------------------

ASKED_FOR = {
    "reports": "VI-3e", "visits": "VI-3d", "checks": "VI-3d", "survey": "VI-2k", "experts": "VI-2l", "third_party": "VI-2k",
    "services": "VI-5c", "records": "VI-5c", "periodic": "VI-2m", "stage": "VI-6e", "vintages": "VI-3e",
}  # fmt: skip


def test_what_the_notice_asks_for_is_switched_on_and_cites_its_clause(gd):
    entries = {name: getattr(gd.document.cycle, name) for name in ASKED_FOR}
    assert {name: entry.source.clause for name, entry in entries.items()} == ASKED_FOR
    for entry in entries.values():
        assert entry.source.status == "assumption"
        assert entry.source.cite.startswith("illustrative")
        assert "示意" in entry.source.cite


def test_what_the_notice_does_not_speak_of_is_off(gd):
    for name in ("shifting", "deadline", "spillovers", "minds"):
        assert getattr(gd.cycle, name) is None


def test_each_channel_measures_what_its_evaluator_is_named_for(gd):
    indicators = gd.framework.indicators
    for channel, evaluator in (("survey", "public"), ("experts", "expert"), ("third_party", "third_party")):
        own = {k for k, indicator in indicators.items() if indicator.evaluator == evaluator}
        assert set(getattr(gd.cycle, channel).indicators) == own
    (logged,) = gd.cycle.records.indicators
    assert "按时办结" in indicators[logged].name.text("zh")


def test_every_mechanism_leaves_its_trace_in_the_year(gd, weights):
    means = _measures(gd, weights, years=2).groupby("measure")["value"].mean()
    for measure in ("checks", "check_finds", "found", "cases_arrived", "late_share", "fee", "staff_on_visits"):
        assert means[measure] > 0, measure
    assert means["revision"] < 0
    assert 0.005 < means["late_share"] < 0.2


# --- the variants -----------------------------------------------------------------------------------------------------------


def test_eight_variants_and_each_can_be_derived(gd):
    assert set(gd.variants) == {
        "looser_growth", "double_visits", "stronger_rewards", "more_external", "fraud_unpunished", "merged_schemes",
        "fast_accountability", "slow_accountability",
    }  # fmt: skip
    for code in gd.variants:
        changed = gd.variant(code)
        assert len(changed.changes) > 0
        assert derive_weights(changed.weighting).table.sum(axis=1).to_numpy() == pytest.approx(1.0, abs=1e-7)


def test_the_consultation_draft_moves_growth_to_ten_points(gd):
    draft = derive_weights(gd.variant("looser_growth").weighting)
    assert draft.table.loc[list(REGIONS), "G1"].to_numpy() == pytest.approx(0.10, abs=1e-7)


def test_more_visits_narrow_the_gap_between_reported_and_true(gd, weights):
    assert _fabricated(gd.variant("double_visits"), weights) < _fabricated(gd, weights) / 2
    unwatched = gd.replace("cycle.visits.a_year", 0, because="nobody looks")
    assert _fabricated(unwatched, weights) > 1.5 * _fabricated(gd, weights)


def test_stronger_rewards_lift_the_level_and_the_temptation(gd, weights):
    stronger = gd.variant("stronger_rewards")
    assert _mean(stronger, weights, "true_level") > _mean(gd, weights, "true_level")
    assert _fabricated(stronger, weights) > _fabricated(gd, weights)


def test_levels_stay_within_what_scores_can_show(gd, weights):
    last = _measures(gd, weights, years=3)
    level = last[(last["measure"] == "true_level") & (last["year"] == 3)]["value"]
    assert level.between(0.4, 1.0).all()


def _measures(scenario, weights, years=1, replications=6):
    return play(scenario.cycle, scenario.population, weights.table, Luck(2012, range(replications)), years).measures


def _mean(scenario, weights, measure):
    frame = _measures(scenario, weights)
    return frame.loc[frame["measure"] == measure, "value"].mean()


def _fabricated(scenario, weights):
    return _mean(scenario, weights, "fabricated")


@pytest.fixture(scope="module")
def played(gd):
    return simulate({"adopted": gd} | {code: gd.variant(code) for code in gd.variants}, replications=16)


@pytest.mark.parametrize(
    ("variant", "measure", "sign"),
    [
        ("looser_growth", "welfare", -1),  # a growth-heavy scheme pays for image projects (t02: distortion)
        ("looser_growth", "vanity", 1),
        ("double_visits", "fabricated", -1),  # t04: more visits, fewer lies
        ("stronger_rewards", "effort", 1),  # t01
        ("stronger_rewards", "fabricated", 1),  # t04: lies pay more too
        ("more_external", "fabricated", -1),  # less weight on what units report on themselves
        ("more_external", "credibility", 1),
        ("fraud_unpunished", "fabricated", 1),  # t04 without a penalty
        ("merged_schemes", "staff_assessed", -1),
        ("merged_schemes", "late_share", -1),  # t15: the queue
        ("fast_accountability", "days_to_sanction", -1),
        ("slow_accountability", "fabricated", 1),  # t14: a late sanction deters less
        ("slow_accountability", "sanctioned", -1),
    ],
)
def test_each_variant_does_what_theory_says(played, variant, measure, sign):
    """The paired difference has the sign of theory, beyond its interval."""
    if measure == "days_to_sanction":
        # Only years with a sanction have a time to it: means over what there is.
        mean = played.summary(measure).set_index("scenario")["mean"]
        assert mean[variant] < mean["adopted"] / 2
        return
    found = played.compare(measure).set_index("scenario").loc[variant]
    assert sign * found["low"] > 0
    assert sign * found["high"] > 0


def test_general_practice_outside_the_notice_is_off(gd):
    outside = {name for name, kind in INSTITUTIONS.items() if not kind.clauses}
    assert outside == {"ratchet", "quotas", "money", "veto", "rotation"}
    assert not outside & set(gd.cycle.institutions)
    assert set(gd.cycle.institutions) == set(INSTITUTIONS) - outside - {"yardstick", "grades"}
