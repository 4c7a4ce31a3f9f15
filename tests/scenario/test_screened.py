"""Truth checks: declared in checks.yaml, made on what was observed."""

import pytest

from govperf_sim.scenario.screened import screened

SOURCE = "source: {status: assumption, cite: made up for this test}"


def checked(scenario, name):
    return next(c for c in scenario.screening if c.check == name)


def declare(draft, entry):
    draft.write("checks.yaml", f"checks:\n{entry}\n")


def test_every_check_says_among_how_many_comparisons_it_looked(towns):
    assert len(towns.screening) == 11
    assert checked(towns, "same_value").tested > 0


def test_a_sum_that_does_not_add_up_is_found_at_its_cells(draft):
    # In every town and year output is held to be sewage + jobs, which it is nowhere: 6 towns, 2 years.
    declare(draft, f"  sums:\n    whole: {{total: output, parts: [sewage, jobs], {SOURCE}}}")
    adding = checked(draft.load(), "adding_up")
    assert (adding.tested, len(adding.findings)) == (12, 12)
    first = adding.findings[0]
    assert first.grade == "strong"
    assert first.place.startswith("data/panel.csv:2, data/panel.csv:")


def test_a_ratio_an_aggregate_and_a_real_growth_are_held_against_the_figures(draft):
    declare(
        draft,
        f"""  ratios:
    rate: {{result: jobs, of: sewage, per: air, factor: 100, {SOURCE}}}
  aggregates:
    plain: {{whole: east_ford, parts: [long_bridge, new_market], indicators: [income], {SOURCE}}}
  real_growth:
    income: {{nominal: income, real: output, {SOURCE}}}""",
    )
    loaded = draft.load()
    assert checked(loaded, "adding_up").tested == 12 + 2
    assert checked(loaded, "implied_deflator").tested == 6


def test_derived_indicators_are_left_out_where_coincidences_are_counted(draft, towns):
    everything = ", ".join(towns.framework.indicators)
    declare(draft, f"  derived: [{everything}]")
    assert checked(draft.load(), "same_value").tested == 0


def test_without_the_file_what_needs_no_declaration_is_still_looked_at(draft):
    (draft.folder / "checks.yaml").unlink()
    assert checked(draft.load(), "same_value").tested > 0


def test_targets_that_are_reached_or_missed_are_taken_from_the_scoring(draft):
    # Twenty values just past the target of 100 and none just short of it, in a wide enough panel.
    rows = draft.read("data/panel.csv").split("\n")
    years = [f"{u},jobs,{year},{100 + i % 3},,synthetic" for year in range(2010, 2023)
             for i, u in enumerate(("east_ford", "long_bridge", "new_market", "tea_slope"))]  # fmt: skip
    draft.write("data/panel.csv", "\n".join([*rows[:-1], *years]) + "\n")
    (found,) = checked(draft.load(), "bunching").findings
    assert (found.indicators, found.grade) == (("jobs",), "strong")
    assert found.innocent.text("en")


def test_a_treated_value_is_screened_as_it_was_observed(towns):
    assert screened(towns.document, towns.framework, towns.observed) == towns.screening


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        (f"  sums:\n    whole: {{total: outptu, parts: [jobs], {SOURCE}}}", "undefined"),
        (f"  aggregates:\n    all: {{whole: east_frod, parts: [tea_slope], indicators: [air], {SOURCE}}}", "undefined"),
        (f"  aggregates:\n    all: {{whole: east_ford, parts: [jobs], indicators: [air], {SOURCE}}}", "undefined"),
        ("  derived:\n    [jbos]", "undefined"),
        (f"  sums:\n    whole: {{total: output, parts: [], {SOURCE}}}", "nothing_in"),
        (f"  targets:\n    t: {{indicator: air, value: 35, width: 0, {SOURCE}}}", "out_of_range"),
        ("  targets:\n    t: {indicator: air, value: 35}", "missing"),
        (f"  targts:\n    t: {{indicator: air, value: 35, {SOURCE}}}", "unknown_key"),
    ],
)
def test_a_mistake_in_the_checks_is_named_at_its_line(draft, entry, key):
    declare(draft, entry)
    fault = draft.only_fault
    assert (fault.file, fault.line, fault.message.key) == (
        "checks.yaml",
        2 if key == "unknown_key" else 3,
        f"scenario.{key}",
    )
