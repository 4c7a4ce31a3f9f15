"""A Dask cluster plays the same numbers, and what cannot be is refused by name.

Schedulers and workers of these tests are processes of this machine that listen on 127.0.0.1 alone.
"""

import builtins
import contextlib
import dataclasses
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.design.factors import Lever
from govperf_sim.experiments.experiment import of_model
from govperf_sim.experiments.model import FunctionModel
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.experiments.running import cluster as module
from govperf_sim.experiments.running.cluster import Same, cluster, standing
from govperf_sim.experiments.store.folder import Folder

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
from dice import dice  # noqa: E402

OUTCOMES = (Outcome(code="won"),)


def thrown(replications=12, seconds=0.0):
    """Two policies, a cell for every replication."""
    model = FunctionModel(function=dice, outcomes=OUTCOMES, defaults={"stake": 1.0, "seconds": seconds})
    stake = Lever(code="stake", path="stake", values=(1.0, 2.0), because="a test")
    return dataclasses.replace(of_model(model, levers=[stake], replications=replications), block=1)


def bits(findings):
    return findings.samples.sums("won").over_worlds.tobytes()


@contextlib.contextmanager
def dask(workers, folder):
    """The address of a scheduler, and the processes: the scheduler first, then its workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    port = address.rpartition(":")[2]
    told = {"env": {**os.environ, "PYTHONPATH": os.pathsep.join((str(HERE), *filter(None, sys.path)))}, "cwd": folder}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    start = [sys.executable, "-m", "dask"]
    here = ["--host", "127.0.0.1", "--no-dashboard"]
    running = [subprocess.Popen([*start, "scheduler", *here, "--port", port], **told, **quiet)]
    worker = [*start, "worker", address, *here, "--nthreads", "1", "--no-nanny", "--death-timeout", "60"]
    running += [subprocess.Popen(worker, **told, **quiet) for _ in range(workers)]
    try:
        _wait_for(address, workers)
        yield address, running
    finally:
        for process in running:
            process.kill()
        for process in running:
            process.wait()


def _wait_for(address, workers):
    until = time.monotonic() + 90
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            if len(module._asked(address)["workers"]) == workers:
                return
        time.sleep(0.2)
    raise AssertionError("the cluster of the test did not come up")


@pytest.fixture
def in_process():
    """A cluster of one worker with two threads, all of it within this process."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=1, threads_per_worker=2, processes=False, host="127.0.0.1", protocol="tcp",
                      dashboard_address=None) as local:  # fmt: skip
        yield local


def test_a_cluster_in_two_threads_plays_the_same_bits_as_nobody_else(in_process):
    assert cluster(in_process.scheduler_address).slots == 2
    assert bits(thrown().run(dask=in_process.scheduler_address)) == bits(thrown().run())


def test_nodes_that_are_not_as_this_machine_is_are_refused_by_name():
    there = dict(standing()) | {"numpy": "1.0"}
    told = {"tcp://10.0.0.1:1": there, "tcp://10.0.0.2:1": ModuleNotFoundError("No module named 'govperf_sim'")}
    faults = [f.text("en") for node, said in told.items() for f in module._differences(node, said, standing())]
    assert "tcp://10.0.0.1:1" in faults[0]
    assert "numpy is 1.0 there" in faults[0]
    assert "No module named 'govperf_sim'" in faults[1]
    assert len(faults) == 2


def test_who_joins_late_and_is_not_the_same_plays_nothing():
    work = Same("tcp://127.0.0.1:1", dict(standing()) | {"code": "0" * 64}, lambda item: item)
    with pytest.raises(ExperimentError, match="code is"):
        work(1)
    assert Same("tcp://127.0.0.1:1", standing(), lambda item: item)(1) == 1


def test_a_scheduler_without_workers_is_refused_by_name():
    from distributed import LocalCluster

    empty = LocalCluster(n_workers=0, processes=False, host="127.0.0.1", protocol="tcp", dashboard_address=None)
    with empty, pytest.raises(ExperimentError, match=f"dask worker {empty.scheduler_address}"):
        cluster(empty.scheduler_address)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense", "tpc://127.0.0.1:8786", ""])
def test_a_cluster_out_of_reach_is_refused_before_a_folder_is_made(address, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "SECONDS", 0.5)
    with pytest.raises(ExperimentError, match="dask scheduler") as refused:
        thrown().run(dask=address, store=tmp_path / "store")
    assert "dask scheduler" in refused.value.text("zh")
    assert not (tmp_path / "store").exists()


def test_without_dask_a_cluster_is_refused_by_name(monkeypatch):
    have = builtins.__import__

    def without(name, *rest, **more):
        if name.startswith("distributed"):
            raise ImportError(name)
        return have(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ExperimentError, match=r"pip install .govperf_sim\[dask\]"):
        cluster("tcp://127.0.0.1:1")


def test_one_kind_of_hands_is_given():
    with pytest.raises(ExperimentError, match="not several"):
        thrown().run(dask="tcp://127.0.0.1:1", workers=2)


@pytest.mark.slow
def test_alone_two_processes_and_a_cluster_of_two_play_the_same_bits_with_one_killed(tmp_path):
    experiment = thrown(replications=30, seconds=0.02)
    alone = experiment.run()
    assert bits(experiment.run(workers=2)) == bits(alone)
    with dask(2, tmp_path) as (address, running):
        assert bits(experiment.run(dask=address, store=tmp_path / "whole")) == bits(alone)

        def kill_one(done, total):
            if done == 10:
                running[2].send_signal(signal.SIGKILL)

        found = experiment.run(dask=address, store=tmp_path / "torn", progress=kill_one)
        assert running[2].wait(5) == -signal.SIGKILL
    assert bits(found) == bits(alone)
    assert len(list((tmp_path / "torn" / "cells").rglob("*.*"))) == 60


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # dask's own, on closing
def test_a_scheduler_lost_half_way_is_told_and_everything_played_is_kept(tmp_path):
    experiment = thrown(replications=30, seconds=0.02)
    played = []
    with dask(1, tmp_path) as (address, running):

        def kill_scheduler(done, total):
            played.append(done)
            if done == 10:
                running[0].kill()

        with pytest.raises(ExperimentError, match="everything that was played is kept"):
            experiment.run(dask=address, store=tmp_path / "store", progress=kill_scheduler)
    shelf = Folder.open(tmp_path / "store")
    kept = sum(cell in shelf for cell in experiment.manifest.cells())
    assert kept == played[-1] < 60
    assert bits(experiment.run(store=tmp_path / "store")) == bits(experiment.run())
