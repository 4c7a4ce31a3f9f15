"""Forms by their names."""

import pytest

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.store.forms import form_named, usual_form


def test_a_form_is_called_by_the_end_of_its_files():
    assert form_named("csv").suffix == "csv"
    assert form_named(usual_form()).suffix == usual_form()


def test_an_unknown_form_is_refused_with_the_nearest():
    with pytest.raises(ExperimentError, match="did you mean “csv”"):
        form_named("cvs")
