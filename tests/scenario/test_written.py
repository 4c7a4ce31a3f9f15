"""A document with the place of everything in it."""

from govperf_sim.scenario.written import walk


def test_a_key_that_is_absent_is_placed_at_the_entry_around_it(towns):
    written = towns.written
    assert written.key_spot(("rules", "each", "source", "clause")) == written.keys[("rules", "each", "source")]
    assert written.place(("rules", "each")).startswith("rules.yaml:")
    assert written.place(("nowhere",)) == ""


def test_walking_meets_everything_once():
    met = dict(walk({"a": {"b": (1, {"c": 2})}}))
    assert list(met) == [("a",), ("a", "b"), ("a", "b", 0), ("a", "b", 1), ("a", "b", 1, "c")]
