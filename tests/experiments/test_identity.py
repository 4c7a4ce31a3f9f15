"""What a function is known by: another text whenever it may return something else."""

import functools
import subprocess
import sys
import textwrap
from dataclasses import dataclass

import pytest

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.identity import known_by


def made(by, extra=0):
    def steep(x, add=extra):
        return by * x + add

    return steep


def plain(x, y=1):
    return x + y


@dataclass(frozen=True)
class Steep:
    by: float

    def __call__(self, x):
        return self.by * x


@pytest.mark.parametrize(
    ("one", "alike", "other"),
    [
        (made(1.0), made(1.0), made(2.0)),
        (made(1.0, 2), made(1.0, 2), made(1.0, 3)),
        (made(made(1)), made(made(1)), made(made(2))),
        (functools.partial(plain, 1), functools.partial(plain, 1), functools.partial(plain, 2)),
        (functools.partial(plain, y=1), functools.partial(plain, y=1), functools.partial(plain, y=1.0)),
        (functools.partial(made(1), 1), functools.partial(made(1), 1), functools.partial(made(2), 1)),
        (Steep(1.0), Steep(1.0), Steep(-1.0)),
        (plain, plain, made),
    ],
)
def test_alike_only_what_returns_the_same(one, alike, other):
    assert known_by(one) == known_by(alike)
    assert known_by(one) != known_by(other)


def test_what_was_typed_without_a_file_is_known_by_what_it_does():
    first, second = {}, {}
    exec("def f(x): return x + 1", first)
    exec("def f(x): return x + 2", second)
    assert known_by(first["f"]) != known_by(second["f"])


def test_what_is_nested_and_sets_look_alike_every_time():
    def made_here():
        def odd(word):
            return word in {"one", "three", "five"}

        return odd

    text = known_by(made_here) + known_by(made_here())
    assert text == known_by(made_here) + known_by(made_here())
    assert " at 0x" not in text


def test_it_is_the_same_in_every_process(tmp_path):
    page = tmp_path / "asked.py"
    page.write_text(
        textwrap.dedent("""
        import functools
        from govperf_sim.experiments.identity import known_by
        def f(values, **more): return [v in {"one", "three", "five"} for v in values]
        print(known_by(functools.partial(f, settings={"b": 1, "a": (2.0, "x"), "c": {"e": None, "d": True}})))
        """)
    )
    said = {
        subprocess.run(
            [sys.executable, page],
            check=True,
            capture_output=True,
            text=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


def test_what_cannot_be_written_down_is_refused_by_name(tmp_path):
    with (tmp_path / "open").open("w") as stream, pytest.raises(ExperimentError, match=r"made.*steep"):
        known_by(made(stream))
