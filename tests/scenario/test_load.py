"""A scenario as one value."""

import pickle
from pathlib import Path

import pytest

from govperf_sim.errors import ScenarioError
from govperf_sim.scenario.load import load_scenario, shipped


def test_a_shipped_scenario_loads_by_name(towns):
    assert "six_towns" in shipped()
    assert repr(towns) == (
        "6 units · 2 groups · 1 systems · 7 indicators · 7 rules (6 motivated by a clause; limits illustrative)"
    )
    assert (towns.name, towns.language, towns.illustrative, towns.horizon.years) == ("six_towns", "zh", True, 3)
    assert load_scenario("six_towns", "en").language == "en"


def test_an_unknown_name_lists_what_ships(tmp_path):
    with pytest.raises(ScenarioError, match="six_towns"):
        load_scenario("seven_towns")
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(ScenarioError, match="six_towns"):
        load_scenario(tmp_path / "a.txt")


def test_a_scenario_can_be_sent_to_another_process(towns):
    changed = towns.replace("cycle.visits.teams", 2, because="a second team")
    arrived = pickle.loads(pickle.dumps(changed))
    assert arrived.digest == changed.digest
    assert arrived.variant("more_visits").cycle.visits.a_year == 4


def test_the_digest_is_of_what_is_said_not_of_how(draft, towns):
    assert draft.load().digest == towns.digest
    draft.edit("rules.yaml", "    at_least: 0.10\n", "    at_least: 1.0e-1   # the same\n")
    assert draft.load().digest == towns.digest
    draft.edit("data/panel.csv", "east_ford,air,2024,36", "east_ford,air,2024,35")
    assert draft.load().digest != towns.digest


def test_names_are_escaped_in_html(draft):
    draft.edit("framework.yaml", "zh: 六镇绩效考评（教学示例）", "zh: <script>")
    changed = draft.load().replace("cycle.visits.teams", 2, because="<b>bold</b>")
    assert "<script>" not in changed._repr_html_()
    assert "<b>bold" not in changed._repr_html_()


def test_without_a_cycle_there_are_weights_only(draft):
    (draft.folder / "cycle.yaml").unlink()
    (draft.folder / "variants.yaml").unlink()
    text = draft.read("framework.yaml")
    for clause in ("B-2", "B-3", "C-1"):
        draft.write(
            "framework.yaml",
            text := text.replace(f"    {clause}: {{text:", f"    {clause}: {{left_out: {{zh: 无, en: none}}, text:"),
        )
    bare = draft.load()
    assert (bare.cycle, bare.population, bare.horizon) == (None, None, None)


def test_any_order_of_keys_and_files_means_the_same(draft, towns):
    text = draft.read("units.yaml")
    groups, units = text.index("groups:"), text.index("units:\n")
    draft.write("units.yaml", text[units:] + text[groups:units])
    assert draft.load().digest == towns.digest


def test_a_folder_may_be_given_in_any_way(draft, monkeypatch):
    monkeypatch.chdir(draft.folder)
    assert load_scenario(Path()).name == "six_towns"


SOURCE = "source: {status: assumption, cite: 教学示例 for a lesson}"
LISTED = {
    "vanity": f"{{visible: [income, jobs], lift: 1, cost: 1, curvature: 1, debt_service: 0, discount: 0, {SOURCE}}}",
    "survey": f"{{indicators: [income, jobs], asked: 9, returns: 1, returns_discontent: 1, {SOURCE}}}",
    "experts": f"{{indicators: [income, jobs], members: 3, noise: 0, {SOURCE}}}",
    "third_party": f"{{indicators: [income, jobs], noise: 0, {SOURCE}}}",
}


@pytest.mark.parametrize(("mechanism", "entry"), LISTED.items(), ids=LISTED)
def test_a_mechanism_names_its_indicators_in_a_list(draft, mechanism, entry):
    draft.write("cycle.yaml", f"{draft.read('cycle.yaml')}\n  {mechanism}: {entry}\n")
    found = getattr(draft.load().cycle, mechanism)
    assert (found.visible if mechanism == "vanity" else found.indicators) == ("income", "jobs")
