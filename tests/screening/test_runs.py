import numpy as np

from govperf_sim.screening.cells import block
from govperf_sim.screening.runs import runs


def test_a_cell_in_a_reported_series_is_not_reported_again(cells):
    seen = block(cells({(u, k, t): 1.0 for u in "ab" for k in ("k", "l") for t in (2010, 2011, 2012)}))
    hits = np.zeros((2, 2, 3), dtype=bool)
    hits[0, 0] = True
    checked = runs(seen, "repeated_value", hits, np.full((2, 2, 3), 1e-4), 0.1)
    (finding,) = checked.findings
    assert [c[:3] for c in finding.cells] == [("a", "k", t) for t in (2010, 2011, 2012)]
    assert checked.tested == 12
    # Three hits where 3e-4 are expected: about (3e-4)^3 / 6.
    assert np.isclose(finding.strength, (3e-4) ** 3 / 6, rtol=0.01)


def test_what_is_not_tested_cannot_be_found(cells):
    seen = block(cells({("a", "k", 2010): 1.0}))
    checked = runs(seen, "repeated_value", np.ones((1, 1, 1), dtype=bool), np.full((1, 1, 1), np.nan), 0.1)
    assert (checked.tested, checked.findings) == (0, ())
