"""Institutions: what the office sets up that outlasts the year; see :mod:`govperf_sim.simulation.institutions.institution`.

**How an institution joins** (``training`` is the pattern): one module with its theory in symbols as docstring, a frozen
settings dataclass and a course; a line in ``register``; an entry of the same name and fields in
``scenario/schema_institutions.py``; the words of its measures and events in ``words/simulation.toml``; and a test in
``tests/simulation/institutions`` of the same name, which holds the formula, the neutral value to the bit and nonsense refused.
"""
