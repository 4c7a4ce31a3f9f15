"""Published scores and ranks of Guangdong's cities, as found in the press, each row with its source.

``facts_official_scores.csv`` beside this file holds facts from newspapers and official sites: the Happy Guangdong index of
2010, the assessment under the Pearl River Delta outline of 2014, and two rounds of the third-party ranking by the South
China University of Technology.  They are what was printed: sources disagree in places (one gives Guangzhou 83.79 where
another has 84.32), most scores below the first places were not printed, and none of it was assessed by this package.
"""

from __future__ import annotations

from importlib.resources import files

import pandas as pd


def published_scores() -> pd.DataFrame:
    """All rows: ``dataset``, ``unit``, ``unit_zh``, ``year``, ``measure``, ``value``, ``rank``, ``rank_of``, ``source``, ``status``.

    ``value`` and ``rank`` are missing where only the other was printed; ``rank_of`` is the size of the ranked pool.

    Two published rankings of one year, 2010: Happy Guangdong ranks the 9 cities of the delta and the 12 others apart, the
    third party all 21 together, of which four places were printed.  Only cities of one pool can be compared, which leaves
    two pairs.  Both agree, and two pairs can say nothing: unrelated rankings do as well (or as badly) half the time.

    >>> from govperf_sim.diagnostics.agreement import agreement
    >>> facts = published_scores().set_index("unit")
    >>> happy = facts[facts["dataset"] == "happy_guangdong_2010"]
    >>> third_party = facts[facts["dataset"] == "scut_third_party_prev"]
    >>> pools = happy["rank_of"].map({9: "delta", 12: "east, west and north"})
    >>> found = agreement(happy.loc[third_party.index, "rank"], third_party["rank"], pools)
    >>> found.concordant, found.discordant, round(found.p_value, 3)
    (2, 0, 0.5)

    The nine delta cities under the outline assessment four years later: 27 of 36 pairs in the same order.

    >>> outline = facts[facts["dataset"] == "prd_outline_2014"]
    >>> found = agreement(happy.loc[outline.index, "rank"], outline["rank"])
    >>> found.concordant, found.discordant, round(found.tau, 3), round(found.p_value, 3)
    (27, 9, 0.5, 0.075)
    """
    whole = {"year": "Int64", "rank": "Int64", "rank_of": "Int64"}
    with files(__package__).joinpath("facts_official_scores.csv").open(encoding="utf-8") as page:
        return pd.read_csv(page, dtype=whole)
