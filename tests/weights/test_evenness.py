"""The leximin of moves, by hand: what prices settle, and how far."""

import copy

import pytest
from questions import four_groups, one_group, random_question

from govperf_sim.errors import CertificateError
from govperf_sim.weights.certificate import Certificate
from govperf_sim.weights.certify import certify
from govperf_sim.weights.claims import Question
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.evenness import UNIQUE, Evenness, widths
from govperf_sim.weights.goals import ClosestToReference, MinimaxRegret, RegretGuard
from govperf_sim.weights.proof import lower_bound
from govperf_sim.weights.rules import Share

CONTENT = {
    "groups": {"g": {"system": "s", "indicators": ["a", "b", "c"], "units": ["u"]}},
    "scores": {"u": {"a": 0.5, "b": 0.5, "c": 0.5}},
    "reference": {"g": {"a": 0.5, "b": 0.25, "c": 0.25}},
    "rules": [
        {"row": "cap(g)", "groups": ["g"], "alone": True, "terms": {"w(g,a)": 1.0}, "sense": "<=", "limit": 0.25}
    ],
}
Q = Question(CONTENT)
EVEN = {"g": {"a": 0.25, "b": 0.375, "c": 0.375}}


def stages(weights):
    return Evenness(Q, ("g",), weights, Q.start, None, {"u": (0.5, 0.5)})


def proved(even, prices):
    return even.settle(lower_bound({"z": 1.0}, even.rows, prices, Q.simplices(["g"])), prices)


# d_a >= 1/2 - w_a >= 1/4, each row times one.
FIRST = {"largest_move(g,a)": -1.0, "down(g,a)": 1.0, "cap(g)": -1.0}
# What a gives, b and c take: (d_b + d_c) / 2 >= (1 - w_a) / 2 - 1/4 >= 1/8.
SECOND = {"largest_move(g,b)": -0.5, "largest_move(g,c)": -0.5, "up(g,b)": -0.5, "up(g,c)": -0.5, "cap(g)": -0.5}


def test_prices_settle_the_moves_level_by_level():
    even = stages(EVEN)
    assert even.level == 0.25
    assert proved(even, FIRST) == [("g", "a")]
    assert even.level == 0.125
    assert proved(even, SECOND) == [("g", "b"), ("g", "c")]
    assert even.done
    assert even.spans == {("g", k): 0 for k in "abc"}


def test_weaker_prices_leave_a_span():
    """3/4 of what is needed proves z >= 3/16: with a price of 1 the move of a is known within 1/16."""
    even = stages({"g": {"a": 0.25, "b": 0.375, "c": 0.375}})
    proved(even, {**FIRST, "down(g,a)": 0.75, "cap(g)": -0.75})
    assert even.spans == {("g", "a"): pytest.approx(0.25 - 0.75 * 0.25)}


def test_moves_as_close_but_less_even_are_not_settled_as_they_are():
    """b takes all: its level of 1/4 is not the least, and the prices leave 1/8 of doubt at half price."""
    even = stages({"g": {"a": 0.25, "b": 0.5, "c": 0.25}})
    proved(even, FIRST)
    proved(even, SECOND)
    assert even.spans["g", "b"] == pytest.approx((0.25 - 0.125) / 0.5)


def test_what_does_not_move_needs_no_proof():
    assert stages({"g": {"a": 0.5, "b": 0.25, "c": 0.25}}).done


def test_crossing_sides_costs_twice_the_gap_for_each_group():
    assert widths(Q, {("g", "a"): 0.5}, 0.125) == {"g": {"a": 0.75}}


@pytest.mark.parametrize(
    "goal",
    [
        RegretGuard(),
        pytest.param(RegretGuard(0.0), marks=pytest.mark.slow),
        ClosestToReference(),
        pytest.param(MinimaxRegret(), marks=pytest.mark.slow),
    ],
    ids=repr,
)
def test_every_weight_is_proved_to_be_the_only_one(goal):
    for question in (four_groups()[0], random_question(3)):
        answer = derive_weights(question, goal)
        content = answer.certificate.content
        for claim in (content["nearest_admissible"], content["closest"]):
            if claim is not None:
                known = {(g, k): width for g, row in claim["widths"].items() for k, width in row.items()}
                assert known.keys() == answer.cells.keys()
                assert max(known.values()) <= UNIQUE


def test_without_its_stages_nothing_is_unique():
    answer = derive_weights(one_group({"a": 0.5, "b": 0.25, "c": 0.25}, [Share("cap", of=["a"], at_most=0.25)]))
    content = copy.deepcopy(answer.certificate.content)
    content["closest"]["evenness"][0] = []
    content["nearest_admissible"]["evenness"][0].pop()
    with pytest.raises(CertificateError, match="nothing proves that no other weights would do"):
        Certificate.of(content).verify()


def test_weights_as_close_but_less_even_are_refused():
    """The same total move, and all that follows worked out anew: only the leximin stands against them."""
    rules = [Share("cap", of=["a"], at_most=0.25)]
    answer = derive_weights(one_group({"a": 0.5, "b": 0.25, "c": 0.25}, rules), ClosestToReference())
    answer.table.loc["g"] = [0.25, 0.5, 0.25]
    with pytest.raises(CertificateError, match=r"closest\.evenness"):
        certify(answer).verify()
