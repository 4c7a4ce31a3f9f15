"""What people type, and what it means."""

import datetime

import pytest

from govperf_sim.office.typed import Unclear, choice, number, plain

CHOICES = {"best": frozenset({"最重要", "best"}), "worst": frozenset({"最不重要", "worst"})}


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (3, 3.0),
        (2.5, 2.5),
        ("3", 3.0),
        (" ３ ", 3.0),
        ("１／３", 1 / 3),
        ("1/3", 1 / 3),
        ("½", 0.5),
        ("1,350.5", 1350.5),
        ("1,350", 1350.0),
        ("−2", -2.0),
        (".5", 0.5),
        ("", None),
        (None, None),
        ("——", None),
        ("无", None),
        ("N/A", None),
        ("　", None),
    ],
)
def test_what_can_mean_one_thing_is_read(typed, value):
    assert number(typed) == value


@pytest.mark.parametrize(
    ("typed", "key", "write"),
    [
        ("3,5", "not_a_number", "3.5"),
        ("三", "not_a_number", "3"),
        ("3倍", "not_a_number", "3"),
        ("1：3", "not_a_number", "1/3"),
        ("约3", "not_definite", None),
        ("3-5", "not_definite", None),
        ("很重要", "not_a_number", None),
        ("1/0", "not_definite", None),
        ("#DIV/0!", "formula_error", None),
        ("=A1/3", "formula", None),
        (True, "logical", None),
        (float("nan"), "not_a_number", None),
        (float("inf"), "not_a_number", None),
        (datetime.datetime(2026, 1, 3), "became_date", None),
        (datetime.date(2026, 1, 3), "became_date", None),
    ],
)
def test_what_is_unclear_is_never_guessed_and_says_what_to_write(typed, key, write):
    found = number(typed)
    assert isinstance(found, Unclear)
    assert found.message.key == f"office.{key}"
    assert found.message.text("zh")
    if write is not None:
        assert found.hint.values["number"] == write


@pytest.mark.parametrize("typed", ["最重要", "best", "最重要 best", " BEST ", "最重要　best"])
def test_a_choice_is_known_by_any_of_its_words(typed):
    assert choice(typed, CHOICES) == "best"


@pytest.mark.parametrize("typed", ["重要", "最重要 最不重要", "1", "x"])
def test_another_choice_is_unclear(typed):
    assert isinstance(choice(typed, CHOICES), Unclear)


def test_nothing_is_no_choice():
    assert choice(None, CHOICES) is None
    assert plain(None) == ""
