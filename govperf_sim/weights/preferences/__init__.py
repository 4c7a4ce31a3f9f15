"""Reference weights from people: what they answered, turned into weights, with what their answers leave open.

:mod:`~govperf_sim.weights.preferences.best_worst` and :mod:`~govperf_sim.weights.preferences.pairwise` ask for comparisons,
:mod:`~govperf_sim.weights.preferences.ranking` for a ranking of some units, and
:mod:`~govperf_sim.weights.preferences.stakeholders` joins the weights of several parties.  None of them returns one of many
optimal weights as if it were the only one: each says in what range every weight may lie.
"""
