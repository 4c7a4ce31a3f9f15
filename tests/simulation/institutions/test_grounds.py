"""Grounds: what gives cause, and how often it is suspected."""

import numpy as np

from govperf_sim.simulation import Luck
from govperf_sim.simulation.institutions.grounds import idle, image_projects, incidents, suspected


def test_limits_themselves_give_no_cause():
    effort = np.array([[0.1, 0.2], [0.1, 0.1999]])
    assert idle(effort, 0.3).tolist() == [False, True]
    assert image_projects(np.array([0.1, 0.2, 0.2]), np.array([0.3, 0.3, 0.4]), 0.1, 0.4).tolist() == [
        False,
        True,
        False,
    ]
    assert image_projects(np.array([0.1, 0.2]), np.array([0.3, 0.9]), 0.1, None).tolist() == [False, True]


def test_both_kinds_of_error_come_at_their_rates():
    cause = np.zeros((400, 10, 4), dtype=bool)
    cause[:, ::2] = True
    opened = suspected(cause, np.array([True, True, True, False]), 0.7, 0.05, Luck(1, range(400)), 1)
    for kind, chance in ((cause, 0.7), (~cause, 0.05)):
        share = opened[..., :3][kind[..., :3]].mean()
        assert abs(share - chance) < 4 * np.sqrt(chance * (1 - chance) / 6000)
    assert not opened[..., 3].any()


def test_a_higher_rate_of_incidents_keeps_those_of_a_lower_one():
    few, many = (incidents(Luck(3, range(200)), 1, 7, 250, rate) < 1.0 for rate in (0.5, 2.0))
    assert not (few & ~many).any()
    assert abs(many.sum() / 1400 - 2.0) < 4 * np.sqrt(2.0 / 1400)
