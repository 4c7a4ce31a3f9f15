"""A certificate holds, and does not hold once any number in it is another."""

import copy
import dataclasses
import json

import pandas as pd
import pulp
import pytest
from questions import golden, one_group, plain, random_question, shuffled

from govperf_sim.errors import CertificateError
from govperf_sim.sources import Source
from govperf_sim.weights import compiled
from govperf_sim.weights.certificate import Certificate, digest
from govperf_sim.weights.certify import certify
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import (
    ClosestToReference,
    GroupBalanced,
    MaxMinScore,
    MinimaxRegret,
    Regret,
    RegretGuard,
    SumOfRegrets,
    WorstTail,
)
from govperf_sim.weights.recheck import TOLERANCES
from govperf_sim.weights.rules import (
    ClassDistance,
    CommonTotal,
    Comparability,
    EachShare,
    Order,
    Parity,
    Share,
    Stability,
    TotalMovement,
)

LAST = {"cities": {"gdp": 0.4, "air": 0.3, "edu": 0.3}}
RULES = [
    Share("cap", of=["gdp"], at_most=0.35, source=Source(status="law", cite="an article", clause="V-1d")),
    Order("order", more="air", less="edu"),
    Comparability("ruler", of=["gdp"], at_most=0.05),
    TotalMovement("calm", last=LAST, at_most=0.2),
]
EVERY_RULE = [
    *RULES,
    ClassDistance("distance", of=["gdp", "air"], at_most=0.3, groups=["cities", "counties"]),
    CommonTotal("common", of=["gdp", "air"], at_most=0.4),
    Stability("stable", last=LAST, at_most=0.2),
    Parity("parity", at_most=0.5),
]
GOALS = [ClosestToReference(), MinimaxRegret(), RegretGuard(0.5), RegretGuard(0.0), RegretGuard(1.0)]


def numbers(content, path=()):
    """The place of every number."""
    if isinstance(content, dict | list):
        for key, part in content.items() if isinstance(content, dict) else enumerate(content):
            yield from numbers(part, (*path, key))
    elif isinstance(content, int | float) and not isinstance(content, bool):
        yield path


def altered(certificate, path, change):
    """The certificate with one thing changed and a fingerprint that fits; all beside the path is shared."""
    content = place = dict(certificate.content)
    for key in path[:-1]:
        place[key] = copy.copy(place[key])
        place = place[key]
    place[path[-1]] = change(place[path[-1]])
    return Certificate.of(content)


def holds(certificate):
    try:
        certificate.verify()
    except CertificateError:
        return False
    return True


@pytest.mark.parametrize(
    ("rules", "goal"),
    [
        pytest.param((), RegretGuard(0.5), id="free"),
        pytest.param(RULES, ClosestToReference(), id="closest", marks=pytest.mark.slow),
        pytest.param(RULES, MinimaxRegret(), id="minimax", marks=pytest.mark.slow),
        pytest.param(RULES, RegretGuard(0.5), id="guard"),
    ],
)
def test_no_number_can_be_altered_even_with_a_new_fingerprint(rules, goal):
    certificate = derive_weights(plain(rules=rules), goal).certificate
    certificate.verify()
    for path in numbers(certificate.content):
        for change in (lambda x: x + 0.01, lambda x: x - 1e-5):
            assert not holds(altered(certificate, path, change)), path


def test_every_kind_of_number_is_there_to_be_altered():
    certificate = derive_weights(plain(rules=RULES)).certificate
    sections = {path[0] for path in numbers(certificate.content)}
    assert sections >= {
        "benchmarks", "caps", "closest", "effective_weights", "group_regret", "least_regret", "moves",
        "nearest_admissible", "points", "question", "residuals", "slack", "tolerances", "units", "weights",
    }  # fmt: skip


@pytest.mark.parametrize("goal", [RegretGuard(), MinimaxRegret(), SumOfRegrets()], ids=lambda goal: goal.kind)
def test_a_certificate_survives_the_journey_through_json(goal):
    certificate = derive_weights(random_question(0), goal).certificate
    text = certificate.to_json()
    again = Certificate.from_json(text)
    again.verify()
    assert again.to_json() == text
    assert (
        again.fingerprint
        == certificate.fingerprint
        == digest({k: v for k, v in json.loads(text).items() if k != "fingerprint"})
    )


OTHER_GOALS = [SumOfRegrets(), MaxMinScore(), GroupBalanced(), WorstTail(0.5), MinimaxRegret(Regret.RAW)]


@pytest.mark.parametrize("goal", [*GOALS, *OTHER_GOALS], ids=str)
def test_every_goal_under_every_kind_of_rule_is_certified(goal):
    derive_weights(plain(rules=EVERY_RULE), goal).certificate.verify()


def test_questions_at_the_edge_are_certified():
    flat = pd.DataFrame({"a": [1.0, 0.0, 0.5], "b": [0.0, 1.0, 0.5004]}, index=["u", "v", "flat"])
    edges = [
        plain(reference=None),
        plain(systems=pd.Series({"cities": "r", "counties": "d"})),
        one_group({"a": 1.0}, []),
        one_group({"a": 0.5, "b": 0.5}, [], flat),
    ]
    for question in edges:
        derive_weights(question).certificate.verify()


def test_a_proof_cannot_be_left_out():
    certificate = derive_weights(plain(rules=RULES)).certificate
    for section in ("closest", "nearest_admissible"):
        assert not holds(altered(certificate, (section,), lambda _: None))


def test_checking_needs_no_solver(monkeypatch):
    certificate = derive_weights(random_question(4)).certificate

    def refuse(*_, **__):
        raise AssertionError("a solver was called")

    monkeypatch.setattr(compiled.CompiledProgram, "__init__", refuse)
    monkeypatch.setattr(pulp, "LpProblem", refuse)
    Certificate.from_json(certificate.to_json()).verify()


@pytest.mark.parametrize("name", ["small_6x4_order_group", "degenerate_8x5"])
def test_what_is_proved_agrees_with_another_program(name):
    case = golden(f"weights_{name}")
    polytope, expected = case["input"]["polytope"], case["expected"]
    codes = [f"k{j}" for j in range(polytope["m"])]
    scores = pd.DataFrame(case["input"]["scores"], columns=codes)
    scores.index = [f"u{i}" for i in range(len(scores))]
    rules = [EachShare("each", of=codes, at_least=polytope["lb"][0], at_most=polytope["ub"][0])]
    if name.endswith("order_group"):
        rules += [
            Order("order", more="k0", less="k1"),
            Share("cap", of=["k2", "k3"], at_most=0.5),
            Share("floor", of=["k0", "k1"], at_least=0.35),
        ]
    question = one_group(dict(zip(codes, case["input"]["prior"], strict=True)), rules, scores)
    content = derive_weights(question, MinimaxRegret()).certificate.content
    least = content["least_regret"]["stages"][0]["value"]
    assert least == pytest.approx(expected["minimax_normalised_regret"]["value"], abs=1e-7)
    assert [u["own_best"] for u in content["units"].values()] == pytest.approx(expected["own_best"], abs=1e-7)
    assert [u["own_worst"] for u in content["units"].values()] == pytest.approx(expected["own_worst"], abs=1e-7)
    closest = derive_weights(question, ClosestToReference()).certificate.content["closest"]
    assert closest["value"] == pytest.approx(expected["closest_to_prior_l1"], abs=1e-7)
    assert abs(closest["gap"]) < TOLERANCES["gap"]


def test_it_says_the_same_as_the_answer():
    answer = derive_weights(random_question(1))
    content = answer.certificate.content
    for unit, said in content["units"].items():
        found = answer.units.loc[unit]
        assert said["score"] == pytest.approx(found["score"])
        assert said["own_best"] == pytest.approx(found["own_best"])
        assert said["regret"] == pytest.approx(found["regret"], abs=1e-7)
        assert said["rank_in_group"] == found["rank_in_group"]
        assert said["rank_in_system"] == found["rank_in_system"]
        assert said["rank_in_pool"] == found["rank_in_pool"]
    assert content["group_regret_at_nearest"] == pytest.approx(dict(answer.guard.projected_regret), abs=1e-7)
    assert content["points"]["over_caps"] == pytest.approx(dict(answer.rounding.excess), abs=1e-7)
    assert content["caps"] == pytest.approx(dict(answer.guard.caps), abs=1e-8)
    assert all(
        said["sum"] == pytest.approx(1) for said in [{"sum": sum(r.values())} for r in content["weights"].values()]
    )


def test_the_order_of_the_question_changes_nothing_that_is_proved():
    q = random_question(2)
    first, turned = (derive_weights(asked).certificate.content for asked in (q, shuffled(q, 5)))
    for unit, said in first["units"].items():
        assert turned["units"][unit]["regret"] == pytest.approx(said["regret"], abs=1e-6)
    assert turned["caps"] == pytest.approx(first["caps"], abs=1e-7)


def test_what_a_cap_forces_and_what_balances_it():
    """a must fall; b and c, as evenly as can be, take what it gives; nothing but the sum says so."""
    rule = Share("cap", of=["a"], at_most=0.2)
    content = derive_weights(
        one_group({"a": 0.4, "b": 0.2, "c": 0.4}, [rule]), ClosestToReference()
    ).certificate.content
    assert content["forced"]["closest"]["g"] == {"a": ["cap(g)"], "b": "balance", "c": "balance"}
    assert content["moves"]["g"]["in_all"] == pytest.approx(0.4)


def test_moves_by_rules_and_by_the_guard_are_told_apart():
    content = derive_weights(random_question(1)).certificate.content
    for g, moved in content["moves"].items():
        assert moved["in_all"] <= moved["by_rules"] + moved["by_guard"] + 1e-12, g
    assert any(moved["by_guard"] > 0.01 for moved in content["moves"].values())


def test_effective_weights_add_up_to_one():
    content = derive_weights(random_question(1)).certificate.content
    for shares in content["effective_weights"].values():
        assert sum(shares.values()) == pytest.approx(1)


def test_the_face_says_whether_the_smallest_move_alone_decides():
    """What a gives may go to b or c in any shares: 0.2 each way.  With b held there is one way only."""
    p, cap = {"a": 0.4, "b": 0.2, "c": 0.4}, Share("cap", of=["a"], at_most=0.2)
    open_, closed = (
        derive_weights(one_group(p, rules), ClosestToReference()).certificate.content["closest"]["face"][0]["width"]
        for rules in ([cap], [cap, Share("hold", of=["b"], at_most=0.2)])
    )
    assert open_ > 0.01
    assert closed == pytest.approx(0, abs=1e-9)


def test_points_are_whole_add_up_and_keep_the_rules():
    certificate = derive_weights(plain(rules=RULES)).certificate
    points = certificate.content["points"]
    assert all(sum(row.values()) == 100 for row in points["table"].values())
    assert points["step"] == 1
    assert points["solver_says"] == "the smallest move"
    given = {"gdp": 40, "air": 30, "edu": 30}  # adds up, but the cap is 35
    with pytest.raises(CertificateError, match="points: the weights break the rules"):
        altered(certificate, ("points", "table", "cities"), lambda _: given).verify()


def test_weights_outside_the_rules_are_refused_by_name():
    certificate = derive_weights(plain(rules=RULES)).certificate
    content = copy.deepcopy(certificate.content)
    content["weights"]["cities"] = {"gdp": 0.6, "air": 0.2, "edu": 0.2}
    with pytest.raises(CertificateError, match=r"weights: the weights break the rules by 0\.25"):
        Certificate.of(content).verify()


def test_better_looking_weights_are_refused():
    """Equal weights with everything that follows worked out anew: only the proofs stand against them."""
    q = random_question(1)
    honest = derive_weights(q)
    table = honest.weighting.reference
    cheat = dataclasses.replace(honest, table=table)
    assert not holds(certify(cheat))


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "NaN", '{"format": 1}', '{"format": 1, "question": {"groups": 3}}', '{"question": NaN}']
)
def test_what_is_no_certificate_is_refused_in_words(text):
    with pytest.raises(CertificateError):
        Certificate.from_json(text).verify()


@pytest.mark.parametrize("section", ["weights", "benchmarks", "caps", "forced", "question", "fingerprint", "units"])
def test_a_section_that_is_missing_or_of_another_type_is_a_fault(section):
    content = dict(derive_weights(plain()).certificate.content)
    for broken in ({k: v for k, v in content.items() if k != section}, {**content, section: "x"}):
        assert not holds(Certificate(broken))
        assert not holds(Certificate.of(broken)) or section == "fingerprint"


def test_all_faults_are_told_at_once():
    certificate = derive_weights(plain()).certificate
    content = copy.deepcopy(certificate.content)
    content["units"]["a"]["score"] += 0.1
    content["units"]["b"]["regret"] += 0.1
    with pytest.raises(CertificateError) as caught:
        Certificate(content).verify()
    told = caught.value.text("en")
    assert "units.a.score" in told
    assert "units.b.regret" in told
    assert "the fingerprint does not fit" in told
    assert "指纹与内容不符" in caught.value.text("zh")
