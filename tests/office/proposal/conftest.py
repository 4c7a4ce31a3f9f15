"""A form of the teaching scenario, filled in by address and by code as people fill in rows and columns."""

import pytest

from govperf_sim.errors import ScenarioError
from govperf_sim.office.proposal.form import write_form
from govperf_sim.office.proposal.read import read_proposal
from tests.office.proposal.filling import Form


@pytest.fixture(scope="session")
def blank(tmp_path_factory, towns):
    path = tmp_path_factory.mktemp("forms") / "towns.xlsx"
    write_form(path, towns)
    return path


@pytest.fixture
def form(blank):
    return Form(blank)


@pytest.fixture
def proposed(tmp_path, towns):
    """What a filled-in form proposes."""

    def read(form, scenario=towns):
        form.book.save(tmp_path / "p.xlsx")
        return read_proposal(tmp_path / "p.xlsx", scenario)

    return read


@pytest.fixture
def refused(proposed):
    """Where each fault stands and which it is."""

    def read(form):
        with pytest.raises(ScenarioError) as raised:
            proposed(form)
        for language in ("zh", "en"):
            assert "Unread" not in raised.value.text(language)
        return [(f.file.removeprefix("p.xlsx "), f.message.key.split(".")[1]) for f in raised.value.faults]

    return read


@pytest.fixture
def reminded(proposed):
    def read(form):
        found = proposed(form).reminders
        assert all(f.text("zh") and f.text("en") for f in found)
        return {f.message.key.split(".")[1]: f.file.removeprefix("p.xlsx ") for f in found}

    return read
