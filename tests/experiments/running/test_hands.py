"""Who plays changes no number; what cannot be sent is refused before anything is played."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from played_apart import experiment, files, game

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.running.hands import copied


def test_this_process_two_others_and_a_given_executor_write_the_same_bytes(tmp_path):
    alone = experiment().run(store=tmp_path / "alone")
    together = experiment().run(store=tmp_path / "together", workers=2)
    with ThreadPoolExecutor(3) as pool:
        experiment().run(store=tmp_path / "given", executor=pool)
    assert files(tmp_path / "alone") == files(tmp_path / "together") == files(tmp_path / "given")
    assert len([name for name in files(tmp_path / "alone") if name.startswith("cells/")]) == 24
    kept, unkept = together.samples.sums("won"), experiment().run().samples.sums("won")
    assert kept.over_worlds.tobytes() == unkept.over_worlds.tobytes() == alone.samples.sums("won").over_worlds.tobytes()
    assert kept.over_luck.tobytes() == unkept.over_luck.tobytes()


@pytest.mark.slow
def test_one_process_beside_this_one_writes_the_same_bytes(tmp_path):
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    experiment().run(store=tmp_path / "alone")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        experiment().run(store=tmp_path / "one", executor=pool)
    assert files(tmp_path / "alone") == files(tmp_path / "one")


def test_fewer_workers_than_one_are_refused():
    with pytest.raises(ExperimentError, match="workers"):
        experiment().run(workers=0)


def test_a_function_without_a_copy_is_refused_before_anything_is_played(tmp_path):
    unsendable = experiment(lambda values, seed, replications: game(values, seed, replications))
    with pytest.raises(ExperimentError, match="lambda"):
        unsendable.run(store=tmp_path / "store", workers=2)
    with ThreadPoolExecutor(1) as pool, pytest.raises(ExperimentError, match="lambda"):
        unsendable.run(store=tmp_path / "store", executor=pool)
    assert not (tmp_path / "store").exists()
    assert unsendable.run(store=tmp_path / "store").samples.unfinished() is None  # alone it needs no copy


def test_work_is_packed_once_and_read_once():
    work = copied(Counted())
    assert [work(1), work(2), work(3)] == [1, 1, 1]


class Counted:
    """Counts how often it was read."""

    read = 0

    def __call__(self, item):
        return Counted.read

    def __setstate__(self, state):
        Counted.read += 1

    def __getstate__(self):
        return {"a": 1}


def test_replications_below_one_are_refused():
    with pytest.raises(ExperimentError, match="replications"):
        experiment(replications=0)
