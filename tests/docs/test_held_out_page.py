"""The page on held-out worlds shows what is found now, and losses as plainly as gains."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from benchmarked import benchmark

held_out_worlds = benchmark("held_out_worlds")
held_out_page = benchmark("held_out_page")
Method = held_out_worlds.Method


def rows_of(text, heading):
    """The cells of the tables below a heading, by their first."""
    part = text.split(f"## {heading}", 1)[1].split("\n## ", 1)[0]
    cells = [[c.strip() for c in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("|")]
    return {c[0]: c[1:] for c in cells}


def made_up(gains):
    """Worlds in which every way of anticipating brings so much more than the plain weights, and all traits differ."""
    chance = np.random.default_rng(1)
    frame = pd.DataFrame({str(m): np.zeros(len(gains)) for m in Method})
    for method in held_out_page.JUDGED:
        frame[str(method)] = gains
    return frame.assign(one=chance.normal(size=len(gains)), two=chance.normal(size=len(gains)))


def test_the_first_worlds_of_the_page_are_found_again():
    shown = rows_of(held_out_page.PAGE.read_text("utf-8"), "The first")
    found = held_out_worlds.judged(range(2))
    for number, row in found.iterrows():
        told = [float(cell) for cell in shown[f"world {number}"]]
        assert told == pytest.approx([row[str(m)] for m in Method], abs=2e-3), "run: python benchmarks/held_out_page.py"


def test_who_is_told_the_truth_never_loses_by_anticipating():
    """Where nothing is wrong the response model is the world, and the search never ends below its start."""
    found = held_out_worlds.judged(range(4), 0.0, (*held_out_worlds.FEW, Method.BEST))
    for method in (Method.POINT, Method.AVERAGE):
        assert (found[str(method)] >= found[str(Method.IMPORTANCE)] - 1e-9).all()
    assert found[str(Method.POINT)].to_numpy() == pytest.approx(found[str(Method.BEST)].to_numpy(), abs=1e-9)


def test_only_what_is_told_differs_between_sizes_of_the_error():
    exact, little, much = (held_out_worlds.drawn(3, noise) for noise in (0.0, 0.1, 0.2))
    assert exact.truth == little.truth == much.truth
    assert exact.told == exact.truth
    assert set(exact.possible) == {exact.told}
    wrong = [np.array(w.told.shown) - np.array(w.truth.shown) for w in (little, much)]
    assert wrong[1] == pytest.approx(2.0 * wrong[0])
    assert much.told.valued == much.truth.valued
    assert much.told.found == much.truth.found


def test_every_choice_keeps_the_rules():
    world = held_out_worlds.drawn(5)
    for method, choose in held_out_worlds.CHOICES.items():
        w = choose(world)
        assert w.sum() == pytest.approx(1.0), method
        assert w.min() >= held_out_worlds.LOW - 1e-7, method
        assert w.max() <= held_out_worlds.HIGH + 1e-7, method
        assert w[:3].sum() <= held_out_worlds.CEILING + 1e-7, method
        assert w[3:].sum() >= held_out_worlds.FLOOR - 1e-7, method


def test_importance_is_that_of_the_reference():
    from answered import T13, case_of

    case = case_of(T13["params"])
    world = dataclasses.replace(held_out_worlds.drawn(0), truth=case, told=case, possible=(case,))
    assert world.importance == pytest.approx(T13["params"]["importance"])
    for method, name in ((Method.VERTEX, "lp_importance_vertex"), (Method.IMPORTANCE, "importance_projected")):
        row = T13["expected"][name]
        weights = held_out_worlds.CHOICES[method](world)
        assert weights == pytest.approx(row["w"], abs=1e-6)
        assert world.share(case, weights) == pytest.approx(row["share_first_best"], abs=1e-6)
    anticipated = world.share(case, held_out_worlds.CHOICES[Method.POINT](world))
    assert anticipated == pytest.approx(T13["expected"]["anticipating"]["share_first_best"], abs=1e-6)


def test_gains_and_losses_turned_round_change_places():
    gains = np.concatenate([np.linspace(0.1, 0.4, 30), np.linspace(-0.9, -0.1, 10)])
    there, back = (
        rows_of("## x\n" + held_out_page.duels(made_up(sign * gains), Method.EQUAL), "x")[str(Method.AVERAGE)]
        for sign in (1.0, -1.0)
    )
    assert there[0:2] == back[2:4]
    assert there[2:4] == back[0:2]
    assert there[0].startswith("75 %")
    assert there[2].startswith("25 %")
    assert there[3] == "0.50, 0.86"


def test_a_regression_finds_the_slopes_it_was_made_of():
    chance = np.random.default_rng(2)
    traits = chance.normal(size=(4000, 2)) * [1.0, 5.0]
    values = 3.0 * traits[:, 0] + 4.0 * traits[:, 1] / 5.0 + 12.0 * chance.normal(size=4000)
    for (slope, half), true in zip(held_out_page.regression(traits, values), (3 / 13, 4 / 13), strict=True):
        assert abs(slope - true) < 2.0 * half
        assert half == pytest.approx(1.96 * (12 / 13) / np.sqrt(4000), rel=0.05)


def test_where_no_gain_can_be_shown_the_page_says_so():
    chance = np.random.default_rng(3)
    sizes = {0.0: made_up(0.2 + 0.1 * chance.normal(size=60)), 0.8: made_up(-0.1 + 0.1 * chance.normal(size=60))}
    said = held_out_page.worth_it(sizes, Method.EQUAL)
    assert said.count("at error 0.8") == 2
    assert "every size" in held_out_page.worth_it({0.0: sizes[0.0]}, Method.EQUAL)


def test_what_the_page_says_around_its_tables_is_current():
    text = held_out_page.PAGE.read_text("utf-8")
    for part in (held_out_page.INTRODUCTION, held_out_page.DIFFERENCES):
        assert part in text, "run: python benchmarks/held_out_page.py"
    assert held_out_page.PICTURE.exists()


@pytest.mark.slow
def test_other_worlds_agree_with_the_page():
    """Forty worlds that the page has not: shares won within four standard errors."""
    first = held_out_page.WORLDS
    found = held_out_worlds.judged(range(first, first + 40), methods=held_out_worlds.FEW)
    text = held_out_page.PAGE.read_text("utf-8")
    for plain in held_out_page.PLAIN:
        shown = rows_of(text, f"Gains and losses against {plain}")
        for method in (Method.POINT, Method.AVERAGE):
            chance = float(shown[str(method)][0].split()[0]) / 100
            now = (held_out_page.gain(found, method, plain) > held_out_page.TIE).mean()
            assert abs(now - chance) < 4 * np.sqrt(chance * (1 - chance) * (1 / 40 + 1 / first)) + 0.005
