"""Decisions handed in from outside: for some units, by code, refused by name and place where they cannot be."""

import math
from dataclasses import replace

import numpy as np
import pytest
from assessed import cycle, population, reports, services, table, weights

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Choice, Luck, Records, Shifting, Vanity, play
from govperf_sim.simulation.minds import HUMAN, Minds, draw_types

SHINING = Vanity(visible=("gdp",), lift=0.5, cost=0.1, curvature=1.0, debt_service=0.3, discount=0.5)
MEASURES = ("score", "effort", "fabricated", "welfare")


def played(people, years=3, luck=None, **changed):
    return play(cycle(**changed), population(), weights(), luck or Luck(1), years, people=people)


def same(one, other, measures=MEASURES):
    return all(table(one, m).equals(table(other, m)) for m in measures)


def nothing(opening):
    return {}


def as_usual(opening):
    return dict(opening.usual)


@pytest.mark.parametrize("minds", [None, Minds(adaptive=0.4, rule_of_thumb=0.3, imitators=0.3)], ids=["best", "mixed"])
@pytest.mark.parametrize("people", [nothing, as_usual])
def test_who_says_nothing_or_the_usual_changes_nothing_to_the_bit(people, minds):
    assert same(played(people, minds=minds), play(cycle(minds=minds), population(), weights(), Luck(1), 3))


def test_some_units_are_decided_for_and_the_others_decide_by_their_type():
    minds = Minds(rule_of_thumb=0.6)

    def one(opening):
        return {"u2": Choice(effort={"care": 0.25}, fabrication={"air": 0.4})}

    plain, handed = (played(people, minds=minds, visits=None) for people in (None, one))
    others = [u for u in population().units if u != "u2"]
    for measure in MEASURES:
        assert table(plain, measure).loc[others].equals(table(handed, measure).loc[others])
    assert (table(handed, "effort:care").loc["u2"] == 0.25).all()
    # What the choice leaves out is as ever: the year is the same but for chance that depends on nobody.
    assert table(handed, "effort:growth").at["u2", 1] == table(plain, "effort:growth").at["u2", 1]
    assert table(handed, "fabricated").at["u2", 1] > 0.15 * 0.3


def test_everything_a_unit_may_decide_is_done():
    def all_of_it(opening):
        usual = opening.usual["u0"]
        return {
            "u0": replace(usual, vanity=0.2, shift={"gdp": 0.05}, fabrication=dict.fromkeys(usual.fabrication, 0.0))
        }

    journal = played(all_of_it, years=1, vanity=SHINING, shifting=Shifting(cost=1.0, discount=0.9), visits=None)
    assert table(journal, "vanity").at["u0", 1] == 0.2
    assert table(journal, "fabricated").at["u0", 1] == 0.0
    assert table(journal, "shifted").at["u0", 1] != 0.0


def test_what_is_known_at_an_opening():
    seen = []

    def look(opening):
        seen.append(opening)
        return {}

    played(look, years=2, luck=Luck(4, (3, 8)))
    assert [(o.year, o.replication) for o in seen] == [(1, 3), (1, 8), (2, 3), (2, 8)]
    first, units = seen[0], population()
    assert first.units == units.units
    np.testing.assert_allclose(first.level.to_numpy()[units.works], units.start[units.works])
    assert first.level.isna().to_numpy().tolist() == (~units.works).tolist()
    assert first.weights.loc["u1"].tolist() == weights().loc["counties"].tolist()
    assert set(first.usual["u1"].effort) == {"growth", "care"}
    assert set(first.usual["u0"].effort) == {"growth", "care", "law"}
    assert not seen[2].level.equals(seen[3].level)  # each replication has its own


def test_where_units_are_human_by_lot_these_alone_may_be_named():
    minds, luck = Minds(human=0.4), Luck(1)
    human = {u for u, kind in zip(population().units, draw_types(luck, 7, minds)[0], strict=True) if kind == HUMAN}
    assert 0 < len(human) < 7
    asked = []

    def idle(opening):
        asked.append(set(opening.units))
        return {u: Choice(effort=dict.fromkeys(opening.usual[u].effort, 0.0)) for u in opening.units}

    journal = played(idle, years=1, minds=minds, luck=luck)
    assert asked == [human]
    assert {u for u, e in table(journal, "effort")[1].items() if e == 0.0} == human
    stranger = min(set(population().units) - human)
    with pytest.raises(CycleError, match=stranger):
        played(lambda opening: {stranger: Choice()}, minds=minds, luck=luck)


def test_one_replication_alone_equals_itself_in_the_batch():
    def half(opening):
        return {"u3": Choice(effort={k: x / 2 for k, x in opening.usual["u3"].effort.items()})}

    batch, alone = played(half, luck=Luck(1, range(4))), played(half, luck=Luck(1, (2,)))
    assert batch.measures[batch.measures["replication"] == 2].reset_index(drop=True).equals(alone.measures)


BAD = {
    "no mapping": (lambda: None, "None"),
    "no choice": (lambda: {"u1": 0.5}, "0.5"),
    "no unit": (lambda: {"u11": Choice()}, "did you mean “u1”"),
    "negative effort": (lambda: {"u1": Choice(effort={"care": -0.1})}, r"effort\[care\] of “u1” is -0.1"),
    "nan": (lambda: {"u1": Choice(effort={"care": math.nan})}, r"effort\[care\] of “u1” is nan"),
    "infinite": (lambda: {"u1": Choice(effort={"care": math.inf})}, "inf"),
    "text": (lambda: {"u1": Choice(effort={"care": "much"})}, "'much'"),
    "true": (lambda: {"u1": Choice(effort={"care": True})}, "True"),
    "no task": (lambda: {"u1": Choice(effort={"caer": 0.1})}, "did you mean “care”"),
    "not its task": (lambda: {"u1": Choice(effort={"law": 0.1})}, "law"),
    "no mapping of effort": (lambda: {"u1": Choice(effort=0.3)}, "0.3"),
    "beyond full marks": (lambda: {"u1": Choice(fabrication={"gdp": 1.5})}, r"fabrication\[gdp\].*1.5.*\[0, 1\]"),
    "not its indicator": (lambda: {"u1": Choice(fabrication={"cases": 0.1})}, "cases"),
    "vanity off": (lambda: {"u1": Choice(vanity=0.1)}, "vanity"),
    "shifting off": (lambda: {"u1": Choice(shift={"gdp": 0.1})}, "shifting"),
}


@pytest.mark.parametrize(("answer", "said"), BAD.values(), ids=BAD)
def test_an_answer_that_cannot_be_is_refused_by_name_and_place(answer, said):
    with pytest.raises(CycleError, match=said) as refused:
        played(lambda opening: answer() if opening.year == 2 else {}, luck=Luck(1, (5,)))
    (found,) = refused.value.faults
    assert "year 2, replication 5" in found.text("en")
    assert "第 2 年，第 5 次重复" in found.text("zh")


def test_all_that_is_wrong_is_said_at_once():
    with pytest.raises(CycleError) as refused:
        played(lambda _: {"u0": Choice(effort={"care": -1, "x": 0}), "u1": Choice(vanity=-1.0)}, luck=Luck(1, (0, 1)))
    assert len(refused.value.faults) == 6


def test_what_a_channel_measures_a_unit_cannot_fabricate():
    rules = {"services": services(), "records": Records(indicators=("gdp",)), "reports": reports()}
    with pytest.raises(CycleError, match="gdp"):
        played(lambda _: {"u0": Choice(fabrication={"gdp": 0.1})}, **rules)
