"""Which experiments stand beside a scenario, and what lies among them."""

import pytest

from govperf_sim.errors import ScenarioError
from govperf_sim.scenario.experiments import experiment_file, experiment_files, read_experiment, stray_files
from govperf_sim.scenario.load import load_scenario


def test_experiments_are_known_by_the_names_of_their_files(draft):
    draft.write("experiments/costs.yaml", draft.read("experiments/visits.yaml"))
    assert list(experiment_files(draft.load())) == ["anticipate", "costs", "visits"]


def test_a_scenario_is_the_same_whatever_is_asked_of_it(draft, towns):
    draft.write("experiments/visits.yaml", "nothing of sense")
    assert draft.load().digest == towns.digest


def test_every_file_that_would_not_be_read_is_named(draft):
    for name in ("visits.yml", "察访.yaml", "notes.txt", "two words.yaml"):
        draft.write(f"experiments/{name}", "x")
    (draft.folder / "experiments/old").mkdir()
    draft.write("experiments/README.md", "what is asked here")
    draft.write("experiments/.hidden", "x")
    found = [f.file for f in stray_files(draft.load())]
    assert found == [f"experiments/{n}" for n in ("notes.txt", "old", "two words.yaml", "visits.yml", "察访.yaml")]


def test_an_unknown_name_is_met_with_the_nearest_and_the_list(towns, draft):
    with pytest.raises(ScenarioError) as refused:
        experiment_file(towns, "visit")
    assert "did you mean “visits”" in refused.value.text("en")
    assert "（有：anticipate, visits）" in refused.value.text("zh")
    for file in ("visits", "anticipate"):
        (draft.folder / f"experiments/{file}.yaml").unlink()
    with pytest.raises(ScenarioError, match="six_towns"):
        experiment_file(draft.load(), "visits")
    (draft.folder / "experiments").rmdir()
    assert experiment_files(draft.load()) == {}


def test_a_file_from_elsewhere_is_read_too(towns, tmp_path):
    text = experiment_file(towns, "visits").read_text("utf-8").replace("clause: B-2", "clause: B-22")
    (tmp_path / "mine.yaml").write_text(text, "utf-8")
    asked = read_experiment(towns, experiment_file(towns, tmp_path / "mine.yaml"))
    (fault,) = asked.faults
    assert (fault.file, fault.message.values["code"]) == ("mine.yaml", "B-22")
    assert "did you mean “B-2”" in fault.text("en")


@pytest.mark.parametrize(
    ("content", "key"),
    [(b"", "empty_file"), (b"- a\n", "no_keys"), ("format: 1\ntitle: 察访".encode("gb18030"), "not_utf8"), (b"a: [1\n", "open_bracket")],
)  # fmt: skip
def test_what_cannot_be_read_is_said_once(draft, content, key):
    draft.write("experiments/visits.yaml", content)
    scenario = load_scenario(draft.folder)
    asked = read_experiment(scenario, experiment_file(scenario, "visits"))
    assert [f.message.key for f in asked.faults] == [f"scenario.{key}"]
    assert asked.faults[0].file == "experiments/visits.yaml"
