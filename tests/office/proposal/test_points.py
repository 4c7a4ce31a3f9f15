"""The sheet of proposed weights."""

import pytest


def move(form, group, more, less, points=1):
    form.weight(group, more).value += points
    form.weight(group, less).value -= points


def test_points_that_differ_are_the_proposed_weights(form, proposed, towns):
    stood = form.weight("plain_towns", "output").value
    move(form, "plain_towns", "output", "income", 2.5)
    found = proposed(form)
    assert found.weights.at["plain_towns", "output"] == (stood + 2.5) / 100
    assert (found.weights.sum(axis=1) - 1).abs().max() < 1e-12
    assert found.scenario is towns
    assert list(found.weights.columns) == list(towns.weighting.scores.columns)
    for group, own in towns.weighting.indicators_of.items():
        assert all(found.weights.at[group, k] == 0 for k in found.weights if k not in own)


def test_points_that_stand_propose_nothing_and_that_is_said(form, proposed):
    form.propose("rules.cap_growth.at_most.plain_towns", 0.1)
    found = proposed(form)
    assert found.weights is None
    assert "points_as_in_force" in {f.message.key.split(".")[1] for f in found.reminders}


def test_no_points_at_all_propose_nothing(form, proposed, towns):
    form.propose("rules.cap_growth.at_most.plain_towns", 0.1)
    for group, own in towns.weighting.indicators_of.items():
        for k in own:
            form.weight(group, k).value = None
    found = proposed(form)
    assert found.weights is None
    assert "no_points" in {f.message.key.split(".")[1] for f in found.reminders}


@pytest.mark.parametrize("points", [5, -5, 0.01])
def test_points_that_are_not_100_in_all_are_named_with_their_total(form, refused, points):
    cell = form.weight("plain_towns", "output")
    cell.value += points
    head = cell.parent.cell(form.head("权重"), cell.column).coordinate
    assert refused(form) == [(f"权重!{head}", "too_many_points" if points > 0 else "too_few_points")]


@pytest.mark.parametrize(
    ("typed", "key"),
    [(None, "blank_points"), ("—", "blank_points"), (-1, "negative_points"), ("约5", "not_definite"), ("3,5", "not_a_number"),
     (True, "logical"), ("=1+1", "formula")],
)  # fmt: skip
def test_a_cell_that_cannot_be_meant_is_named(form, refused, typed, key):
    cell = form.weight("plain_towns", "output")
    cell.value = typed
    assert refused(form) == [(f"权重!{cell.coordinate}", key)]


def test_points_where_an_indicator_does_not_apply_are_refused(form, refused, towns):
    group, k = next(
        (g, k) for g, own in towns.weighting.indicators_of.items() for k in towns.weighting.scores if k not in own
    )
    cell = form.weight(group, k)
    cell.value = 3
    assert (f"权重!{cell.coordinate}", "does_not_apply") in refused(form)
    cell.value = 0
    assert ("towns", "nothing") not in refused(form), "a nought there is nothing"


def test_points_may_be_written_as_people_write_them(form, proposed, towns):
    stood = form.weight("plain_towns", "output").value
    move(form, "plain_towns", "output", "income")
    form.weight("plain_towns", "output").value = f"{stood + 1}分"
    form.weight("plain_towns", "income").number_format = "0%"
    form.weight("plain_towns", "income").value /= 100
    sheet = form.book["权重"]
    row = form.weight("plain_towns", "air").row
    sheet.cell(row, 1).value = towns.document.indicators["air"].name.zh
    found = proposed(form)
    assert found.weights.at["plain_towns", "output"] == (stood + 1) / 100
    assert {"percent_as_points", "name_as_code"} <= {f.message.key.split(".")[1] for f in found.reminders}


def test_a_column_of_fractions_is_read_as_such_and_said(form, proposed, towns):
    move(form, "plain_towns", "output", "income")
    wanted = {k: form.weight("plain_towns", k).value / 100 for k in towns.weighting.indicators_of["plain_towns"]}
    for k, share in wanted.items():
        form.weight("plain_towns", k).value = share
    found = proposed(form)
    assert found.weights.loc["plain_towns", list(wanted)].to_dict() == pytest.approx(wanted, abs=1e-15)
    assert "fractions" in {f.message.key.split(".")[1] for f in found.reminders}


def test_a_row_or_column_that_is_missing_is_named(form, refused):
    row = form.weight("plain_towns", "air").row
    form.book["权重"].cell(row, 1).value = "ari"
    at = f"权重!A{row}"
    assert refused(form) == [("权重", "no_indicator_row"), (at, "no_indicator")]
    form.book["权重"].cell(row, 1).value = "air"
    form.book["权重"].delete_cols(form.column("权重", "hill_towns"))
    assert ("权重", "no_head") in refused(form)


def test_points_written_into_the_column_in_force_are_not_passed_over(form, refused):
    cell = form.weight("plain_towns", "output", "现行")
    cell.value += 3
    head = cell.parent.cell(form.head("权重"), cell.column).coordinate
    assert refused(form) == [(f"权重!{head}", "in_force_changed")]


def test_without_the_columns_in_force_the_points_are_what_is_proposed(form, proposed, towns):
    for group in towns.weighting.indicators_of:
        form.book["权重"].delete_cols(form.column("权重", f"现行 {group}"))
    found = proposed(form)
    assert found.weights is not None


def test_columns_may_be_moved_and_a_total_row_added(form, proposed):
    move(form, "plain_towns", "output", "income")
    sheet = form.book["权重"]
    for row in sheet.iter_rows():
        values = [cell.value for cell in row][::-1]
        for cell, value in zip(row, values, strict=True):
            cell.value = value if not str(value).startswith("=") else None
    sheet.cell(sheet.max_row + 1, sheet.max_column).value = "合计"
    sheet.cell(sheet.max_row, 1).value = 100
    found = proposed(form)
    assert found.weights is not None
    assert "total_row" in {f.message.key.split(".")[1] for f in found.reminders}
