"""The experiment of a lesson, with no other policies than its claims speak of."""

import dataclasses

from govperf_sim.classroom.grid import policy_at


def claimed(lesson, seed=None):
    experiment = lesson.experiment
    steps = [step for story in lesson.document.stories.values() for step in story.steps]
    settings = [{**step.set, **at} for step in steps for claim in step.holds for at in (claim.before, claim.after)]
    wanted = {0, *(policy_at(experiment.design, setting) for setting in settings)}
    kept = tuple(row for number, row in enumerate(experiment.design.policies) if number in wanted)
    return dataclasses.replace(
        experiment,
        design=dataclasses.replace(experiment.design, policies=kept),
        seed=experiment.seed if seed is None else seed,
    )
