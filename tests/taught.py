"""The experiment of a lesson with few policies: those that its claims, or a table, speak of."""

import dataclasses

from govperf_sim.classroom.grid import policy_at


def settings_of(lesson):
    """Where the claims of a lesson put the levers."""
    steps = [step for story in lesson.document.stories.values() for step in story.steps]
    return [{**step.set, **at} for step in steps for claim in step.holds for at in (claim.before, claim.after)]


def only(experiment, settings, seed=None):
    """The experiment with these policies alone, beside the scenario as it is."""
    wanted = {0, *(policy_at(experiment.design, setting) for setting in settings)}
    kept = tuple(row for number, row in enumerate(experiment.design.policies) if number in wanted)
    return dataclasses.replace(
        experiment,
        design=dataclasses.replace(experiment.design, policies=kept),
        seed=experiment.seed if seed is None else seed,
    )
