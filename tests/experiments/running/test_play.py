"""Whatever is killed, and whenever: nothing is lost, nothing is doubled, and the same bytes come out in the end."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import BrokenExecutor, Executor
from pathlib import Path

import played_apart
import pytest
from played_apart import experiment, files, game_that_kills, game_that_kills_once, slow_game

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.findings.findings import open_findings
from govperf_sim.experiments.running.hands import AtOnce


@pytest.mark.slow
def test_a_killed_worker_is_replaced_and_the_same_bytes_come_out(tmp_path, monkeypatch):
    monkeypatch.setenv("KILLED_HERE", str(tmp_path))
    asked = experiment(game_that_kills_once)
    asked.run(store=tmp_path / "killed", workers=2)
    assert (tmp_path / "killed").exists()
    asked.run(store=tmp_path / "alone")  # whoever was killed here once is not again
    assert files(tmp_path / "killed") == files(tmp_path / "alone")


@pytest.mark.slow
def test_a_cell_that_kills_whoever_plays_it_stops_the_run_after_everything_else_is_kept(tmp_path):
    with pytest.raises(ExperimentError, match="3 times") as raised:
        experiment(game_that_kills).run(store=tmp_path / "store", workers=2)
    kept = [name for name in files(tmp_path / "store") if name.startswith("cells/")]
    assert len(kept) == 23
    assert str(raised.value).rpartition(" ")[2] not in "".join(kept)


@pytest.mark.slow
def test_a_killed_run_goes_on_with_other_workers_to_the_same_bytes(tmp_path, monkeypatch):
    store = tmp_path / "killed"
    half_way(store, workers=2, until=5)
    with pytest.raises(ExperimentError, match="of 24 cells"):
        open_findings(store)
    there = {name: (store / name).stat().st_mtime_ns for name in files(store) if name.startswith("cells/")}
    played = []
    experiment(slow_game).run(store=store, progress=lambda done, total: played.append(done))
    assert len(there) < 24
    assert played == list(range(len(there), 25))
    assert all((store / name).stat().st_mtime_ns == when for name, when in there.items())
    experiment(slow_game).run(store=tmp_path / "alone")
    whole = files(tmp_path / "alone")
    assert {n: b for n, b in files(store).items() if not n.startswith("unfinished/")} == whole


@pytest.mark.slow
def test_workers_leave_with_the_process_that_holds_their_leash(tmp_path):
    workers = half_way(tmp_path / "store", workers=2, until=3)
    deadline = time.monotonic() + 20.0
    while (left := [pid for pid in workers if running(pid)]) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(workers) >= 2
    assert not left


def half_way(store, *, workers, until):
    """Run it in a process of its own and kill that when so many cells are there; the processes it had begun."""
    run = subprocess.Popen(
        [sys.executable, played_apart.__file__, str(store), str(workers)],
        env={**os.environ, "PAUSE": "0.2", "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )
    deadline = time.monotonic() + 120.0
    while len(list(store.glob("cells/*/*"))) < until and time.monotonic() < deadline and run.poll() is None:
        time.sleep(0.02)
    begun = [pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if parent(pid) == run.pid]
    assert run.poll() is None, "it ended before it could be killed"
    run.send_signal(signal.SIGKILL)
    run.wait()
    return begun


def parent(pid):
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()[1])
    except OSError:
        return None


def running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


def test_two_runs_at_once_share_a_folder(tmp_path):
    asked = experiment(worlds=8)
    both = [threading.Thread(target=asked.run, kwargs={"store": tmp_path / "shared"}) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    asked.run(store=tmp_path / "alone")
    assert files(tmp_path / "shared") == files(tmp_path / "alone")


@pytest.mark.slow
def test_two_processes_at_once_share_a_folder(tmp_path):
    command = [sys.executable, played_apart.__file__, str(tmp_path / "shared"), "1"]
    env = {**os.environ, "PAUSE": "0.1", "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    assert [one.wait() for one in [subprocess.Popen(command, env=env) for _ in range(2)]] == [0, 0]
    experiment(slow_game).run(store=tmp_path / "alone")
    assert files(tmp_path / "shared") == files(tmp_path / "alone")


def test_an_interrupted_run_keeps_what_was_finished(tmp_path):
    def interrupt(done, total):
        if done == 7:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        experiment().run(store=tmp_path / "store", progress=interrupt)
    kept = [name for name in files(tmp_path / "store") if name.startswith("cells/")]
    assert len(kept) == 7
    experiment().run(store=tmp_path / "store")
    experiment().run(store=tmp_path / "alone")
    assert files(tmp_path / "store") == files(tmp_path / "alone")


class BreaksEveryThird(Executor):
    """Hands that break again and again, but not without having finished something."""

    submitted = 0

    def submit(self, fn, /, *args, **kwargs):
        self.submitted += 1
        if self.submitted % 3 == 0:
            raise BrokenExecutor("gone")
        return AtOnce().submit(fn, *args, **kwargs)


def test_what_an_executor_lost_is_played_again(tmp_path):
    findings = experiment().run(executor=BreaksEveryThird())
    assert findings.samples.unfinished() is None
    alone = experiment().run()
    assert findings.samples.sums("won").over_worlds.tobytes() == alone.samples.sums("won").over_worlds.tobytes()


class Gone(Executor):
    """Hands that never finish anything."""

    def submit(self, fn, /, *args, **kwargs):
        raise BrokenExecutor("gone")


def test_hands_that_finish_nothing_are_given_up_with_a_word():
    with pytest.raises(ExperimentError, match=r"3 times.*gone"):
        experiment().run(executor=Gone())


def test_an_error_of_the_function_goes_through_and_what_was_finished_is_kept(tmp_path):
    with pytest.raises(ZeroDivisionError):
        experiment(divides).run(store=tmp_path / "store")
    assert any(name.startswith("cells/") for name in files(tmp_path / "store"))


def divides(values, seed, replications):
    return {"won": [1.0 / (values["stake"] - 2.0)] * len(replications), "square": [0.0] * len(replications)}


def test_progress_begins_with_what_is_there_already(tmp_path):
    told = []
    experiment(replications=64).run(store=tmp_path / "store")
    experiment(replications=100).run(store=tmp_path / "store", progress=lambda *done: told.append(done))
    # Of four blocks of a point the last is another: 96 to 100, where there was none.
    assert told == [(done, 24) for done in range(12, 25)]
