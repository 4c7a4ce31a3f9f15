"""Truth checks: which figures are worth a second look, and what may innocently explain them.

A finding is a question to the reporting office, not an answer: every one carries its strength, the place of the cell
and an innocent explanation.  Each check is a function from the tidy cells of a panel (``panel.frame``) to a
:class:`~govperf_sim.screening.findings.Checked`; :func:`~govperf_sim.screening.screen.screen` runs them all.
"""
