"""``govperf run``."""

from pathlib import Path

import mutations
import pytest

from govperf_sim.scenario.load import EXAMPLES

SHORT = ("--years", "1", "--replications", "12")


def test_a_folder_of_somebody_else_is_left_alone(govperf, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.docx").write_text("years of work")
    ran = govperf("run", "six_towns", "--out", "out", *SHORT)
    assert ran.exit_code == 2
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["thesis.docx"]


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bytes_again_on_two_workers(govperf, tmp_path):
    for out, more in {"first": (), "two": ("--workers", "2")}.items():
        assert govperf("run", "six_towns", "--out", out, *SHORT, *more).exit_code == 0
    files = {p.relative_to(tmp_path / "first") for p in Path(tmp_path / "first").rglob("*") if p.is_file()}
    for name in sorted(files):
        assert (tmp_path / "two" / name).read_bytes() == (tmp_path / "first" / name).read_bytes(), name


@pytest.mark.parametrize("count", [26, pytest.param(200, marks=pytest.mark.slow)])
def test_a_mistake_in_a_file_ends_with_status_2_its_line_and_nothing_written(govperf, tmp_path, count):
    for number, mutation in enumerate(mutations.mutations(EXAMPLES / "six_towns", seed=7, count=count)):
        copy = mutations.mutated(EXAMPLES / "six_towns", tmp_path / str(number), mutation)
        ran = govperf("run", copy, "--out", "out", *SHORT)
        assert ran.exit_code == 2, mutation
        assert f"{mutation.file}:{mutation.line}" in ran.output, mutation
        assert not (tmp_path / "out").exists()
