"""A copy of the teaching scenario that a test may spoil."""

import shutil
from pathlib import Path

import pytest

from govperf_sim.errors import ScenarioError
from govperf_sim.scenario.load import EXAMPLES, load_scenario


class Draft:
    """A folder being edited."""

    def __init__(self, folder: Path):
        self.folder = folder

    def edit(self, file, old, new):
        """Replace the first ``old`` in a file; returns the line where it began."""
        text = (self.folder / file).read_text("utf-8")
        assert old in text, f"{file} does not contain {old!r}"
        (self.folder / file).write_text(text.replace(old, new, 1), "utf-8", newline="\n")
        return text[: text.index(old)].count("\n") + 1

    def write(self, file, content):
        (self.folder / file).write_bytes(content if isinstance(content, bytes) else content.encode())

    def read(self, file):
        return (self.folder / file).read_text("utf-8")

    def load(self):
        return load_scenario(self.folder)

    @property
    def faults(self):
        with pytest.raises(ScenarioError) as refused:
            load_scenario(self.folder)
        assert refused.value.text("zh")
        return refused.value.faults

    @property
    def only_fault(self):
        faults = self.faults
        assert len(faults) == 1, "\n".join(f.text("en") for f in faults)
        return faults[0]


@pytest.fixture
def draft(tmp_path):
    shutil.copytree(EXAMPLES / "six_towns", tmp_path / "six_towns")
    return Draft(tmp_path / "six_towns")


@pytest.fixture(scope="session")
def towns():
    return load_scenario("six_towns")
