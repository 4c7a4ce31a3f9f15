"""Progress in plain lines."""

from govperf_sim.report.progress import PlainLines, time_said


def told(calls, seconds):
    """What is said when each of the calls (done, total) comes at its second."""
    lines, now = [], iter(seconds)
    progress = PlainLines("playing", "en", lines.append, lambda: next(now))
    for done, total in calls:
        progress(done, total)
    return lines


def test_a_line_at_once_and_then_one_every_ten_seconds_however_often_it_is_called():
    lines = told([(n, 60) for n in range(61)], range(61))  # a step a second
    assert lines[0] == "playing …"
    assert [line.split("(")[1].split(")")[0] for line in lines[1:]] == [f"{n} of 60" for n in (10, 20, 30, 40, 50, 60)]
    assert "about 40 seconds left" in lines[2]


def test_time_left_counts_only_what_is_being_done_now():
    # 80 of 100 were there; ten more take twenty seconds, so the last ten take twenty.
    assert "about 20 seconds left" in told([(80, 100), (90, 100)], (0, 20))[-1]


def test_nothing_is_promised_before_anything_is_done():
    assert told([(80, 100), (80, 100)], (0, 20)) == ["playing …"]


def test_more_work_that_turns_up_counts_for_the_time_left():
    assert "about 60 seconds left" in told([(0, 20), (10, 20), (20, 80)], (0, 10, 20))[-1]


def test_long_times_are_told_in_minutes_and_hours():
    assert [time_said(s, "en") for s in (119, 121, 7199, 7201)] == [
        "119 seconds",
        "2 minutes",
        "120 minutes",
        "2.0 hours",
    ]
