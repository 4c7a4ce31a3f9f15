"""Experiments declared in YAML: the same as in Python, and every mistake of meaning named at its line."""

import shutil

import pytest

from govperf_sim import load_scenario
from govperf_sim.errors import ExperimentError, ScenarioError
from govperf_sim.experiments.analysis import Analysis, Failure
from govperf_sim.experiments.declared import check_experiments, declared
from govperf_sim.experiments.design.distributions import Triangular, Uniform
from govperf_sim.experiments.design.factors import Lever, Uncertainty
from govperf_sim.experiments.design.plans import Factorial, LatinHypercube
from govperf_sim.experiments.estimates.rule import Fixed
from govperf_sim.experiments.experiment import Plans, of_scenario
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.scenario.load import EXAMPLES
from govperf_sim.simulation.measures import Better

FILE = "experiments/visits.yaml"


@pytest.fixture(scope="module")
def towns():
    return load_scenario("six_towns")


def test_a_declared_experiment_is_the_one_written_in_python(towns):
    visits = Lever(code="visits", path="cycle.visits.a_year", values=(2, 4, 6), because="as in the file")
    detection = Uncertainty(
        code="detection", path="cycle.visits.detection", spread=Uniform(0.3, 0.9), because="as there"
    )
    lies = Uncertainty(
        code="propensity", path="cycle.reports.propensity", spread=Triangular(0.1, 0.5, 0.9), because="as there"
    )
    name = declared(towns, "visits").model.outcomes[2].name
    asked = of_scenario(
        towns,
        levers=[visits],
        uncertainties=[detection, lies],
        outcomes=[Outcome(code="welfare", measures=("welfare",)), Outcome(code="fabricated", measures=("fabricated",)),
                  Outcome(code="visits", measures=("visited",), better=Better.LESS, name=name)],
        plans=Plans(levers=Factorial(), uncertainties=LatinHypercube(8)),
        replications=8,
    )  # fmt: skip
    found = declared(towns, "visits")
    assert (found.design.policies, found.design.worlds) == (asked.design.policies, asked.design.worlds)
    assert (found.model.digest, found.seed, found.rule) == (asked.model.digest, asked.seed, asked.rule)
    assert found.title.en == "do more visits help"
    assert found.design.levers[0].name.en == "units visited in a year"
    assert found.analysis == Analysis(
        failures=(Failure(outcome="fabricated", above=0.02),), pareto=("fabricated", "visits")
    )


def test_what_is_given_counts_for_more_than_the_file(towns):
    found = declared(towns, EXAMPLES / "six_towns" / FILE, years=2, replications=3, seed=7)
    assert (found.model.years, found.rule, found.seed) == (2, Fixed(3), 7)
    assert found.design.worlds != declared(towns, "visits").design.worlds


@pytest.mark.parametrize("given", [{"years": 0}, {"replications": 0}, {"seed": -1}])
def test_what_is_given_wrongly_is_no_fault_of_the_file(towns, given):
    with pytest.raises(ScenarioError) as refused:
        declared(towns, "visits", **given)
    (fault,) = refused.value.faults
    assert not fault.file
    assert fault.text("zh")


def test_the_teaching_experiment_shows_that_more_visits_find_more(towns):
    # Every visit finds what it finds: with more of them less that is fabricated pays, under whatever luck.
    found = declared(towns, "visits", years=1, replications=2).run()
    parts = found.samples.sums("fabricated").over_worlds[..., 0]
    assert (parts[0] > parts[1]).all()
    assert (parts[1] > parts[2]).all()


def spoilt(towns, tmp_path, *edits):
    """Faults of the teaching experiment with something else in it, as (key, line); and the lines that were edited."""
    text, lines = (EXAMPLES / "six_towns" / FILE).read_text("utf-8"), []
    for old, new in edits:
        assert text.count(old) == 1, old
        lines.append(text[: text.index(old)].count("\n") + 1)
        text = text.replace(old, new)
    (tmp_path / "visits.yaml").write_text(text, "utf-8")
    with pytest.raises(ScenarioError) as refused:
        declared(towns, tmp_path / "visits.yaml")
    assert refused.value.text("zh") != refused.value.text("en")
    assert {f.file for f in refused.value.faults} == {"visits.yaml"}
    return [(f.message.key.split(".")[1], f.line) for f in refused.value.faults], lines


PATH = "path: cycle.visits.a_year, values: [2, 4, 6]"
SPREAD = "kind: uniform, at_least: 0.3, at_most: 0.9"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [(PATH, "path: cycle.vists.a_year, values: [2, 4, 6]", "no_such_path"), (PATH, "path: cycl.visits, values: [2]", "no_such_path_at_top"),
     (PATH, "path: cycle.visits.a_year.more, values: [2]", "path_too_long"), (PATH, "path: cycle.visits.a_year, values: [2, 99]", "cannot_stand"),
     (PATH, "path: cycle.visits.a_year, values: [2, four]", "cannot_stand"), (PATH, "path: cycle.visits.a_year, values: [2, 2]", "value_twice"),
     (PATH, "path: cycle.calendar.first_day, values: [2025-01-06]", "not_plain"),
     (PATH, "path: variants, values: [mroe_visits]", "cannot_stand"), (PATH, "path: cycle.reports.propensity, values: [0.2]", "twice"),
     (PATH, "path: cycle.visits.detection, values: [0.2]", "twice"), (PATH, "path: cycle.reports, values: [null]", "within"),
     ("  detection:\n", "  visits:\n", "twice"), (SPREAD, "kind: uniform, at_least: 0.9, at_most: 0.3", "empty_range"),
     (SPREAD, "kind: uniform, at_least: 0.3, at_most: 1.9", "cannot_stand"), (SPREAD, "kind: among, values: [0.3, 1.9]", "cannot_stand"),
     ("mode: 0.5", "mode: 1.5", "mode_outside"), (", uncertainties: {kind: latin_hypercube, points: 8}", "", "no_plan"),
     ("kind: latin_hypercube, points: 8", "kind: sobol_points, points: 12", "not_a_power"), ("kind: latin_hypercube, points: 8", "kind: factorial", "not_listed"),
     ("kind: latin_hypercube, points: 8", "kind: latin_hypercube, points: 9000000", "too_many_points"),
     ("measures: [welfare]", "measures: [wellfare]", "no_measure"), ("measures: [welfare]", "measures: [welfare], over: sactioned", "no_measure"),
     ("measures: [welfare]", "measures: [welfare], last: 4", "other_years"), ("above: 0.02", "above: 0.02, below: as_it_is", "one_limit"),
     ("outcome: fabricated, above: 0.02", "outcome: fabricated", "one_limit"), ("pareto: [fabricated, visits]", "pareto: [fabricated, visit]", "undefined"),
     ("replications: 8 ", "replications: {kind: precision, outcome: welfare, half_width: 0.01, first: 32, at_most: 16} ", "at_most"),
     ("replications: 8 ", "replications: {kind: best_of, outcome: wellfare, indifference: 0.01, at_most: 64} ", "undefined")],
)  # fmt: skip
def test_a_mistake_of_meaning_is_named_at_its_line(towns, tmp_path, old, new, key):
    said, lines = spoilt(towns, tmp_path, (old, new))
    moved = {"twice": 1, "no_plan": 1, "within": 1, "not_listed": 1}  # pointed at where the other of the two stands
    assert {k for k, _ in said} == {key}
    if key not in moved:
        assert {line for _, line in said} == set(lines), said
    assert all(line > 0 for _, line in said)


def test_a_variant_and_a_lever_that_change_the_same_number_are_named(towns, tmp_path):
    scheme = "levers:\n  scheme: {path: variants, values: [more_visits], because: a test}\n"
    said, lines = spoilt(towns, tmp_path, ("levers:\n", scheme))
    assert [key for key, _ in said] == ["also_changed"]
    assert said[0][1] > lines[0] + 1


def test_all_mistakes_of_an_experiment_are_named_at_once(towns, tmp_path):
    said, lines = spoilt(
        towns,
        tmp_path,
        ("clause: B-2", "clause: B-3x"),
        (PATH, "path: cycle.vists.a_year, values: [2, 4, 6]"),
        (SPREAD, "kind: uniform, at_least: 0.3, at_most: 1.9"),
        ("mode: 0.5", "mode: 1.5"),
        ("measures: [fabricated]", "measures: [fabricatd]"),
        ("above: 0.02", "abov: 0.02"),
    )
    assert sorted(line for _, line in said) == lines


def test_all_experiments_of_a_scenario_are_checked_and_strays_are_named(tmp_path):
    folder = tmp_path / "six_towns"
    shutil.copytree(EXAMPLES / "six_towns", folder)
    text = (folder / FILE).read_text("utf-8")
    (folder / "experiments/more.yaml").write_text(text.replace("mode: 0.5", "mode: 1.5"), "utf-8")
    (folder / "experiments/notes.txt").write_text("x", "utf-8")
    (folder / FILE).write_text(text.replace("[fabricated, visits]", "[fabricated, visist]"), "utf-8")
    with pytest.raises(ScenarioError) as refused:
        check_experiments(load_scenario(folder))
    said = [(f.file, f.message.key.split(".")[1]) for f in refused.value.faults]
    assert said == [
        ("experiments/more.yaml", "mode_outside"),
        ("experiments/notes.txt", "stray_file"),
        (FILE, "undefined"),
    ]


def test_shipped_experiments_are_sound_and_names_are_told():
    assert check_experiments(load_scenario("six_towns")) == ("anticipate", "visits")


def test_a_number_that_is_absent_can_be_varied_and_stays_absent_as_it_is(towns):
    fine = Lever(code="fine", path="cycle.visits.fine", values=(0.5,), because="half the score for every find")
    lies = Outcome(code="lies", measures=("fabricated",))
    found = of_scenario(towns, levers=[fine], outcomes=[lies], years=1, replications=4).run()
    assert found.samples.manifest.design.policies == ((None,), (0.5,))
    as_it_is, fined = found.samples.sums("lies").over_worlds[..., 0]
    assert (fined < as_it_is).all()  # what costs half the score when it is found does not pay


def test_in_python_everything_that_is_wrong_is_named_at_once(towns):
    lost = Lever(code="lost", path="cycle.nowhere.at_all", values=(1,), because="a test")
    high = Lever(code="high", path="cycle.visits.detection", values=(1.5,), because="a test")
    with pytest.raises(ExperimentError) as refused:
        of_scenario(towns, levers=[lost, high], outcomes=[Outcome(code="w", measures=("welfair",))], replications=0,
                    analysis=Analysis(pareto=("w", "v")))  # fmt: skip
    keys = {f.message.key.split(".")[1] for f in refused.value.faults}
    assert keys == {"no_such_path", "cannot_stand", "no_measure", "below_one", "no_outcome"}
