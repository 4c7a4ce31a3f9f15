"""Random mistakes in the shipped scenarios and experiments: each is named at its own line, and nothing else happens."""

from pathlib import Path

import mutations
import pytest

from govperf_sim.errors import ScenarioError
from govperf_sim.experiments.declared import declared
from govperf_sim.scenario.load import EXAMPLES, load_scenario

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = [EXAMPLES / "six_towns", *sorted(p.parent for p in (ROOT / "scenarios").glob("*/framework.yaml"))]
COUNTS = {"six_towns": 140, "guangdong2012": 26, "rollout": 12}
OTHERS = 40


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
@pytest.mark.parametrize("share", [0.2, pytest.param(1.0, marks=pytest.mark.slow)])
def test_every_mistake_is_named_at_its_own_line(folder, share, tmp_path):
    missed, count = [], int(share * COUNTS.get(folder.name, OTHERS))
    for number, mutation in enumerate(mutations.mutations(folder, seed=2012, count=count)):
        copy = mutations.mutated(folder, tmp_path / str(number), mutation)
        said = complaint(copy)
        if (mutation.file, mutation.line) not in said:
            missed.append(f"{mutation}: {said}")
    assert not missed, "\n".join(missed)


@pytest.mark.parametrize("count", [8, pytest.param(30, marks=pytest.mark.slow)])
def test_every_mistake_in_an_experiment_is_named_at_its_own_line(count, tmp_path):
    towns, missed = load_scenario("six_towns"), []
    for number, mutation in enumerate(mutations.mutations_of_experiment(towns.folder, "visits", seed=9, count=count)):
        file = tmp_path / f"m{number}.yaml"
        file.write_text(mutation.text, "utf-8")
        with pytest.raises(ScenarioError) as refused:
            declared(towns, file)
        assert all(refused.value.text(language) for language in ("zh", "en"))
        if (file.name, mutation.line) not in [(f.file, f.line) for f in refused.value.faults]:
            missed.append(f"{mutation}: {refused.value.text('en')}")
    assert not missed, "\n".join(missed)


def complaint(folder):
    """The places of what is wrong, after a look that it can be said in both languages."""
    with pytest.raises(ScenarioError) as refused:
        load_scenario(folder)
    assert all(refused.value.text(language) for language in ("zh", "en"))
    return [(fault.file, fault.line) for fault in refused.value.faults]
