"""A store is whole or says what is wrong with it."""

import errno
import json
import os
import subprocess
import time

import pytest
from played_apart import experiment, files, game

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.estimates.precision import Precision
from govperf_sim.experiments.estimates.rule import Fixed
from govperf_sim.experiments.findings.findings import open_findings
from govperf_sim.experiments.store import disk
from govperf_sim.experiments.store.folder import Folder


@pytest.fixture
def store(tmp_path):
    experiment().run(store=tmp_path / "store", form="csv")
    return tmp_path / "store"


def cells(store):
    return sorted(store.glob("cells/*/*.*"))


def test_findings_are_the_same_from_memory_and_from_disk(store):
    again, fresh = open_findings(store), experiment().run()
    assert again.samples.manifest == experiment().manifest
    for outcome in ("won", "square"):
        kept, unkept = again.samples.sums(outcome), fresh.samples.sums(outcome)
        assert kept.over_worlds.tobytes() == unkept.over_worlds.tobytes()
        assert kept.over_luck.tobytes() == unkept.over_luck.tobytes()


def test_a_damaged_and_a_missing_cell_are_counted_and_played_anew(store):
    whole = files(store)
    cut, changed, gone = cells(store)[:3]
    cut.write_bytes(cut.read_bytes()[:-80])
    changed.write_bytes(changed.read_bytes().replace(b"won", b"wan", 1))
    gone.unlink()
    with pytest.raises(ExperimentError, match="of 24 cells 1 are not played and 2 are damaged"):
        open_findings(store)
    told = []
    partly = open_findings(store, told.append)
    assert "2 are damaged" in told[0].text("en")
    assert "2" in told[0].text("zh")
    assert len(partly.samples.sums("won").worlds) < 2  # a world that is not whole is left out
    experiment().run(store=store)
    assert files(store) == whole


def test_more_replications_keep_what_is_there(store):
    before = {path: path.stat().st_mtime_ns for path in cells(store)}
    findings = experiment(replications=128).run(store=store)
    assert findings.samples.manifest.replications == (128,) * 3
    assert open_findings(store).samples.manifest.rule == Fixed(128)
    assert all(path.stat().st_mtime_ns == when for path, when in before.items())
    fresh = experiment(replications=128).run()
    assert findings.samples.sums("won").over_worlds.tobytes() == fresh.samples.sums("won").over_worlds.tobytes()


def test_a_rule_that_wants_more_is_noted_and_repeated_to_the_same_bytes(tmp_path):
    rule = Precision("won", half_width=0.25, first=10, at_most=200)
    asked = experiment(replications=rule)
    first = asked.run(store=tmp_path / "store")
    assert first.samples.manifest.replications[0] > 10
    before = files(tmp_path / "store")
    asked.run(store=tmp_path / "store")
    assert files(tmp_path / "store") == before
    assert open_findings(tmp_path / "store").samples.manifest == first.samples.manifest


def other_game(values, seed, replications):
    return game(values, seed + 1, replications)


def test_another_experiment_is_refused_with_every_difference(store):
    before = files(store)
    with pytest.raises(ExperimentError) as raised:
        experiment(other_game, worlds=3).run(store=store)
    said = raised.value.text("en")
    assert "another experiment" in said
    assert "the model" in said
    assert "worlds" in said
    assert files(store) == before


def test_other_code_and_other_libraries_are_refused_by_name(store):
    said = json.loads((store / "manifest.json").read_text("utf-8"))
    said["code"] = "0" * 64
    said["versions"]["numpy"] = "1.0"
    (store / "manifest.json").write_text(json.dumps(said), "utf-8")
    with pytest.raises(ExperimentError) as raised:
        experiment().run(store=store)
    assert "code: 000000000000" in str(raised.value)
    assert "numpy: 1.0 in the folder" in str(raised.value)
    with pytest.raises(ExperimentError, match="24 are not played"):
        open_findings(store)  # what other code played has other keys; nothing of it is taken for ours


def test_what_other_code_played_can_still_be_read(tmp_path, monkeypatch):
    monkeypatch.setattr("govperf_sim.experiments.experiment.code_digest", lambda: "0" * 64)
    experiment().run(store=tmp_path / "store")
    monkeypatch.undo()
    assert open_findings(tmp_path / "store").samples.unfinished() is None


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(ExperimentError, match=r"letter\.txt"):
        experiment().run(store=tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]
    with pytest.raises(ExperimentError, match=r"manifest\.json"):
        open_findings(tmp_path)


@pytest.mark.parametrize("name", ["manifest.json", "policies.jsonl", "worlds.jsonl"])
def test_a_damaged_manifest_is_refused(store, name):
    path = store / name
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(ExperimentError, match="cannot be read"):
        open_findings(store)


def test_another_form_than_the_store_has_is_refused(store):
    with pytest.raises(ExperimentError, match="csv"):
        Folder.begin(store, experiment().manifest, "parquet")
    with pytest.raises(ExperimentError, match="did you mean"):
        experiment().run(store=store.parent / "new", form="cvs")


def test_no_folder_can_be_made_under_a_file(tmp_path):
    (tmp_path / "file").write_text("a file")
    with pytest.raises(ExperimentError, match="cannot write to"):
        experiment().run(store=tmp_path / "file" / "store")


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "no room"), (errno.EDQUOT, "no room"), (errno.EACCES, "cannot write")]
)
def test_a_disk_that_will_not_write_stops_the_run_and_loses_nothing(tmp_path, monkeypatch, number, said):
    real, written = os.replace, []

    def replace(source, target):
        written.append(target)
        if len(written) > 12:
            raise OSError(number, os.strerror(number))
        real(source, target)

    monkeypatch.setattr(disk.os, "replace", replace)
    with pytest.raises(ExperimentError, match=said):
        experiment().run(store=tmp_path / "store")
    monkeypatch.undo()
    assert len(cells(tmp_path / "store")) == 9  # beside the manifest, policies and worlds
    assert not list((tmp_path / "store" / disk.UNFINISHED).iterdir())
    experiment().run(store=tmp_path / "store")
    experiment().run(store=tmp_path / "alone")
    assert files(tmp_path / "store") == files(tmp_path / "alone")


@pytest.fixture
def small_disk(tmp_path):
    """Room for 14 pages of 4 KB, which can be mounted again with other options."""
    place = tmp_path / "disk"
    place.mkdir()

    def mount(options):
        return subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True)

    try:
        if mount("size=56k").returncode:
            pytest.skip("a small disk cannot be mounted here")
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    yield place, mount
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_stops_the_run_and_room_lets_it_go_on(small_disk, tmp_path):
    place, mount = small_disk
    with pytest.raises(ExperimentError, match="no room is left"):
        experiment().run(store=place / "store", form="csv")
    assert 0 < len(cells(place / "store")) < 24
    assert not list((place / "store" / disk.UNFINISHED).iterdir())
    assert mount("remount,size=4m").returncode == 0
    experiment().run(store=place / "store", form="csv")
    experiment().run(store=tmp_path / "alone", form="csv")
    assert files(place / "store") == files(tmp_path / "alone")


def test_a_disk_that_may_only_be_read_is_refused_and_can_be_read(small_disk, tmp_path):
    place, mount = small_disk
    assert mount("remount,size=4m").returncode == 0
    experiment(replications=32).run(store=place / "store", form="csv")
    assert mount("remount,ro").returncode == 0
    with pytest.raises(ExperimentError, match="cannot write to"):
        experiment().run(store=place / "store", form="csv")
    with pytest.raises(ExperimentError, match="cannot write to"):
        experiment().run(store=place / "new")
    assert open_findings(place / "store").samples.manifest.replications == (32, 32, 32)


def test_what_somebody_was_killed_over_is_tidied_up_later(store):
    unfinished = store / disk.UNFINISHED
    old, new = unfinished / "old", unfinished / "new"
    old.write_text("half")
    new.write_text("half")
    long_ago = time.time() - 2 * disk.STALE
    os.utime(old, (long_ago, long_ago))
    open_findings(store)
    experiment().run(store=store)
    assert [p.name for p in unfinished.iterdir()] == ["new"]
