"""What one scenario says of things that another does not have, and the rest, which it can lend."""

from govperf_sim.scenario.load import load_scenario
from govperf_sim.scenario.strangers import strangers, without

TOWNS = load_scenario("six_towns")
LENT = ("cycle", "variants", "checks", "robustness")


def less(*addresses):
    return without(TOWNS.written, addresses)


def test_a_scenario_that_has_everything_is_told_of_no_stranger():
    assert strangers(TOWNS, LENT, TOWNS.written) == ()


def test_a_list_loses_its_members_that_are_gone_and_goes_with_the_last():
    assert TOWNS.document.checks.derived == ("jobs",)
    assert strangers(TOWNS, LENT, less(("indicators", "jobs"))) == (("checks", "derived"),)


def test_a_check_goes_with_what_it_is_about():
    (target,) = TOWNS.document.checks.targets
    assert strangers(TOWNS, LENT, less(("indicators", "air"))) == (("checks", "targets", target),)


def test_a_clause_that_is_gone_is_no_longer_cited_and_the_rest_of_the_source_stays():
    borrower = less(("document", "clauses", "C-1"))
    (address,) = strangers(TOWNS, LENT, borrower)
    assert address == ("cycle", "reward", "source", "clause")
    left = without(borrower, [address]).data["cycle"]["reward"]["source"]
    assert left == {k: v for k, v in TOWNS.written.data["cycle"]["reward"]["source"].items() if k != "clause"}


def test_a_variant_goes_with_the_entry_it_changes():
    assert ("variants", "looser_cap") in strangers(TOWNS, LENT, less(("rules", "cap_growth")))


def test_what_is_not_lent_is_not_looked_at():
    assert strangers(TOWNS, ("variants",), less(("indicators", "jobs"), ("document", "clauses", "C-1"))) == ()


def test_the_members_of_a_list_keep_their_places_when_several_go():
    written = without(TOWNS.written, [("panel", "prefer", 0)])
    assert written.data["panel"]["prefer"] == TOWNS.written.data["panel"]["prefer"][1:]
    both = without(TOWNS.written, [("panel", "prefer", 0), ("panel", "prefer", 1)])
    assert both.data["panel"]["prefer"] == ()


def test_what_is_left_of_the_shipped_scenario_names_nothing_that_is_gone(tmp_path):
    from pathlib import Path

    pilots = load_scenario(Path(__file__).resolve().parents[2] / "scenarios" / "guangdong2012")
    lent = ("cycle", "institutions", "variants", "checks")
    survey = pilots.document.cycle.survey.indicators
    borrower = without(pilots.written, [("indicators", survey[0]), ("indicators", pilots.document.checks.derived[1])])
    gone = strangers(pilots, lent, borrower)
    assert ("cycle", "survey", "indicators", 0) in gone
    left = without(borrower, gone).data
    assert left["cycle"]["survey"]["indicators"] == survey[1:]
    assert survey[0] not in str(left["cycle"]) + str(left["institutions"]["targets"])
