"""Numbers that are proposed in place of those in force."""

import pytest

CAP = "rules.cap_growth.at_most.plain_towns"


def test_a_change_is_that_of_the_same_address_in_a_program(form, proposed, towns):
    form.propose(CAP, 0.1, "征求意见稿：降低上限")
    form.propose("cycle.visits.a_year", 4, "增派一个组")
    form.propose("indicators.output.scoring.target", 10, "目标提高")
    found = proposed(form)
    same = towns.replace(CAP, 0.1, because="征求意见稿：降低上限")
    same = same.replace("indicators.output.scoring.target", 10.0, because="目标提高")
    same = same.replace("cycle.visits.a_year", 4, because="增派一个组")
    assert found.scenario.digest == same.digest
    assert found.scenario.changes == same.changes
    assert found.scenario.weighting.rules[0].source.cite.startswith("征求意见稿：降低上限 (")
    assert found.base is towns


@pytest.mark.parametrize(
    ("typed", "value"),
    [("10%", 0.1), ("１０％", 0.1), ("10分", 0.1), (10, 0.1), (0.1, 0.1), ("1/10", 0.1), ("plain_towns=10%", {"plain_towns": 0.1})],
)  # fmt: skip
def test_a_limit_may_be_written_as_people_write_it(form, proposed, typed, value):
    address = CAP if not isinstance(value, dict) else "rules.cap_growth.at_most"
    form.propose(address, typed)
    form.cell(address, "拟议").number_format = "General"
    (change,) = proposed(form).scenario.changes
    assert change.after == value


@pytest.mark.parametrize("because", [None, "", "  ", "好"])
def test_a_change_without_a_reason_is_asked_for_it(form, refused, because):
    form.propose(CAP, 0.1, because)
    assert refused(form) == [(f"规则!{form.cell(CAP, '理由').coordinate}", "no_reason")]


@pytest.mark.parametrize(
    ("address", "typed", "key"),
    [
        (CAP, "约8", "not_definite"),
        (CAP, "8,5", "not_a_number"),
        (CAP, "=0.1+0.1", "formula"),
        (CAP, 1.5, "out_of_range"),
        (CAP, -0.1, "out_of_range"),
        ("cycle.visits.a_year", 2.5, "wrong_type"),
        ("cycle.visits.teams", 0, "out_of_range"),
        ("indicators.output.scoring.target", -1, "posts_reversed"),
        ("rules.share_livelihood.at_least", 0.5, "floor_above_its_cap"),
        ("rules.each.at_most", 0.1, "caps_below_one"),
    ],
)
def test_what_cannot_stand_there_is_named_at_its_cell(form, refused, address, typed, key):
    place = form.propose(address, typed)
    found = refused(form)
    assert place in [at for at, _ in found], found
    assert key in {k for at, k in found if at == place}, found


def test_everything_wrong_is_said_at_once_and_no_file_of_the_scenario_is_blamed(form, refused):
    form.propose("rules.each.at_most", 0.1)
    form.propose("rules.floor_environment.at_least.hill_towns", 0.95)
    form.propose("goal.kappa", "约一半")
    form.weight("plain_towns", "output").value = -1
    found = refused(form)
    assert all(at.split("!")[0] in ("规则", "权重") for at, _ in found), found
    assert {at for at, _ in found} >= {
        f"权重!{form.weight('plain_towns', 'output').coordinate}",
        f"规则!{form.cell('goal.kappa', '拟议').coordinate}",
    }


@pytest.mark.parametrize(
    ("address", "key", "meant"),
    [
        ("rules.cap_growht.at_most", "no_such_path", "cap_growth"),
        ("rules.cap_growth.at_moost", "no_such_path", "at_most"),
        ("rules.cap_growth.at_most.plain_twns", "undefined", "plain_towns"),
        ("indicators.outptu.scoring.target", "no_such_path", "output"),
        ("cycle.visist.a_year", "no_such_path", "visits"),
    ],
)
def test_an_address_that_leads_nowhere_is_named_with_the_nearest(form, proposed, refused, address, key, meant):
    from govperf_sim.errors import ScenarioError

    form.propose(address, 0.2)
    assert key in {k for _, k in refused(form)}
    with pytest.raises(ScenarioError, match=f"did you mean “{meant}”"):
        proposed(form)


def test_a_proposal_cannot_move_what_it_is_measured_by(form, refused):
    form.propose("cycle.horizon.years", 1)
    form.propose("title.zh", "别名")
    form.propose("rules.cap_growth", 0.3)
    assert [key for _, key in refused(form)] == ["must_stay", "must_stay", "not_one_number"]


def test_a_row_may_be_added_for_what_is_not_on_the_sheet(form, proposed):
    form.propose("rules.share_livelihood.groups", "平原镇")
    form.propose("cycle.reward.strength", 1)
    found = {c.path: c.after for c in proposed(form).scenario.changes}
    assert found == {"rules.share_livelihood.groups": ("plain_towns",), "cycle.reward.strength": 1.0}


def test_a_row_without_an_address_or_twice_is_named(form, refused):
    sheet = form.book["规则"]
    row = sheet.max_row + 1
    sheet.cell(row, form.column("规则", "拟议")).value = 0.2
    sheet.cell(row + 1, form.column("规则", "地址")).value = CAP
    at = form.cell(CAP, "地址").column_letter
    assert refused(form) == [(f"规则!{at}{row}", "no_address"), (f"规则!{at}{row + 1}", "address_twice")]


def test_a_limit_is_dropped_by_a_word(form, proposed, towns):
    form.propose("rules.share_livelihood.at_most", "取消", "不设上限")
    form.propose("rules.each.at_least", "drop", "允许为零")
    form.propose("rules.each.at_most", "drop", "允许独大")
    for group in ("plain_towns", "hill_towns"):
        form.propose(f"rules.cap_growth.at_most.{group}", "取消", "不设上限")
    found = proposed(form)
    assert {c.path for c in found.scenario.changes} == {
        "rules.share_livelihood.at_most",
        "rules.each",
        "rules.cap_growth",
    }
    rules = {rule.id: rule for rule in found.scenario.weighting.rules}
    assert set(rules) == {rule.id for rule in towns.weighting.rules} - {"each", "cap_growth"}
    assert (rules["share_livelihood"].at_least, rules["share_livelihood"].at_most) == (0.25, None)
    assert {c.because for c in found.scenario.changes} == {"不设上限", "允许为零; 允许独大"}


def test_a_limit_of_one_group_is_dropped_alone(form, proposed):
    form.propose("rules.cap_growth.at_most.hill_towns", "取消", "山区不设上限")
    rule = proposed(form).scenario.weighting.rules[0]
    assert rule.at_most == {"plain_towns": 0.2}


def test_a_whole_and_a_part_of_it_cannot_both_change(form, refused):
    place = form.propose(CAP, 0.1)
    form.propose("rules.cap_growth.at_most", 0.12)
    assert refused(form) == [(place, "whole_and_part")]


def test_a_number_written_over_the_one_in_force_is_not_passed_over(form, refused, reminded):
    form.cell(CAP, "现行").value = 0.1
    at = form.cell(CAP, "现行").coordinate
    assert refused(form) == [(f"规则!{at}", "in_force_differs")]
    form.propose(CAP, 0.12)
    assert reminded(form)["in_force_differs"] == f"规则!{at}"


def test_what_changes_nothing_is_said_to(form, reminded):
    form.propose("cycle.visits.a_year", 4)
    form.propose("rules.each.at_least", "5%")
    form.cell(CAP, "理由").value = "上限应当降低"
    found = reminded(form)
    assert found["no_change"] == f"规则!{form.cell('rules.each.at_least', '拟议').coordinate}"
    assert found["reason_without_change"] == f"规则!{form.cell(CAP, '理由').coordinate}"


def test_a_sheet_without_its_heads_is_named(form, refused):
    form.book["规则"].delete_cols(form.column("规则", "理由"))
    assert ("规则", "no_head") in refused(form)
    form.book["察访"].delete_rows(3)
    assert ("察访", "no_heads") in refused(form)
