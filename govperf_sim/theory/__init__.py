"""The simulation held to theory: closed forms, and the minimal worlds in which they must come out.

Each module is one case.  It holds two things that share no code but the terms: the *exact* numbers, from a formula or an
independent computation; and a *world* in which one mechanism alone is on, played by the package's own simulation.
:func:`~govperf_sim.theory.verify.verify` plays the world and sets the two side by side.

=========  =========================================================  ====================================================
case       module                                                     mechanism
=========  =========================================================  ====================================================
``t01``    :mod:`~govperf_sim.theory.multitask`                       effort over several tasks
``t02``    :mod:`~govperf_sim.theory.distortion`                      indicators that point away from what is valued
``t03``    :mod:`~govperf_sim.theory.tournament`                      a prize for the best of equals
``t03b``   :mod:`~govperf_sim.theory.rivals`                          a prize for the better of two unequal rivals
``t03c``   :mod:`~govperf_sim.theory.even_rivals`                     the same for two equals under uniform chance
``t04``    :mod:`~govperf_sim.theory.inflation`                       reports inflated under visits
``t04b``   :mod:`~govperf_sim.theory.evasion`                         under-reporting by those who shun risk
``t05``    :mod:`~govperf_sim.theory.held_back`                       effort under targets that follow results
``t06``    :mod:`~govperf_sim.theory.threshold`                       a bonus for a target, decided on all the time
``t06b``   :mod:`~govperf_sim.theory.threshold_dates`                 the same, decided on at n dates
``t06c``   :mod:`~govperf_sim.theory.booking`                         the same, reached by booking output early
``t07``    :mod:`~govperf_sim.theory.queue`                           cases with a deadline
``t07b``   :mod:`~govperf_sim.theory.clerks`                          cases that come at any time, one by one
``t07c``   :mod:`~govperf_sim.theory.urgent`                          cases that go before others
``t08``    :mod:`~govperf_sim.theory.opinion`                         a survey of the public
``t08b``   :mod:`~govperf_sim.theory.sample`                          a survey of few people, or of neighbours
``t09``    :mod:`~govperf_sim.theory.inspection`                      visits by a limited inspectorate
``t09b``   :mod:`~govperf_sim.theory.daily_checks`                    daily checks at random moments
``t10``    :mod:`~govperf_sim.theory.ranking`                         ranking on noisy scores
``t10b``   :mod:`~govperf_sim.theory.tails`                           the best by a score with gross errors
``t11``    :mod:`~govperf_sim.theory.tiers`                           targets handed down level by level
``t12``    :mod:`~govperf_sim.theory.career`                          effort for a reputation
``t12b``   :mod:`~govperf_sim.theory.reputation`                      effort for a reputation that is never settled
``t12c``   :mod:`~govperf_sim.theory.bonus`                           reputation and an explicit bonus together
``t15``    :mod:`~govperf_sim.theory.burden`                         assessments by many heads
``t16``    :mod:`~govperf_sim.theory.pairing`                         queues, and comparisons under common luck
=========  =========================================================  ====================================================
"""
