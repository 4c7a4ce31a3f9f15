from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from govperf_sim.report.labels import labels_of

if TYPE_CHECKING:
    from report.conftest import Run


def test_the_scheme_as_it_stands_is_called_so_under_any_code(run: Run) -> None:
    assert labels_of(run.scenario, "zh").variant(run.scenario.name) == "本方案"
    assert labels_of(run.scenario, "zh", "base").variant("base") == "本方案"


def test_a_variant_and_a_date_have_their_names_and_an_unknown_code_stays(run: Run) -> None:
    labels = labels_of(run.scenario, "en")
    assert labels.variant("double_visits") == run.scenario.variants["double_visits"].name.en
    assert labels.event("date:stage_evaluation") == labels.event("stage_evaluation") == "stage evaluation"
    assert labels.unit("atlantis") == "atlantis"


def test_real_data_carry_no_mark(run: Run) -> None:
    real = run.scenario.document.model_copy(update={"illustrative": False})
    panel = dataclasses.replace(run.scenario.panel, frame=run.scenario.panel.frame.assign(flag=""))
    assert labels_of(dataclasses.replace(run.scenario, document=real, panel=panel), "zh").mark == ""
