"""The published facts that ship: every row has a source, and its two numbers are one or the other."""

from govperf_sim.diagnostics.agreement import agreement
from govperf_sim.examples.published import published_scores


def test_every_row_says_where_it_was_printed_and_what():
    facts = published_scores()
    assert len(facts) == 44
    assert facts["source"].str.len().min() > 10
    assert (facts["value"].notna() | facts["rank"].notna()).all()
    assert not facts.duplicated(["dataset", "unit", "year"]).any()
    ranked = facts[facts["rank"].notna()]
    assert (ranked["rank"] <= ranked["rank_of"]).all()


def test_printed_scores_and_printed_ranks_agree_with_one_another():
    outline = published_scores().query("dataset == 'prd_outline_2014'")
    assert outline["value"].rank(ascending=False).tolist() == outline["rank"].tolist()


def test_the_delta_cities_in_two_rankings_by_hand():
    """In the order of 2010 the places of 2014 are 3 6 2 1 4 7 5 9 8: 2 + 4 + 1 + 0 + 0 + 1 + 0 + 1 pairs are turned."""
    facts = published_scores().set_index("unit")
    happy = facts.query("dataset == 'happy_guangdong_2010' and rank_of == 9")["rank"]
    outline = facts.query("dataset == 'prd_outline_2014'")["rank"]
    assert agreement(happy, outline).discordant == 2 + 4 + 1 + 0 + 0 + 1 + 0 + 1
