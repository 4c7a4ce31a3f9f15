"""``govperf preferences``: questionnaires out, reference weights in."""

import json
from importlib.resources import files
from pathlib import Path

import pytest

EXAMPLES = Path(str(files("govperf_sim"))) / "examples" / "questionnaires"
EXPERTS = sorted(EXAMPLES.glob("expert_*.csv"))


@pytest.mark.parametrize("file", ["expert.xlsx", "expert.csv"])
def test_a_questionnaire_is_written_once_and_says_how_to_fill_it_in(govperf, tmp_path, file):
    made = govperf("preferences", "template", "six_towns", "--out", file)
    assert made.exit_code == 0, made.output
    assert "choose one best" in made.output
    assert (tmp_path / file).is_file()
    again = govperf("preferences", "template", "six_towns", "--out", file)
    assert again.exit_code == 2
    assert "already" in again.output


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_experts_become_reference_weights_with_what_to_reconsider(govperf, tmp_path, lang):
    ran = govperf("preferences", "weights", "six_towns", *EXPERTS, "--out", "r.csv", "--json", "r.json", "--lang", lang)
    assert ran.exit_code == 0, ran.output
    assert (
        "domain_shares: {growth: 0.152866, livelihood: 0.44586, environment: 0.267516, services: 0.133758}"
        in ran.output
    )
    assert {"zh": "最该复核的是“公共服务”", "en": "the answer to reconsider is “services”"}[lang] in ran.output
    told = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert sum(row["weight"] for row in told["weights"]) == pytest.approx(1)
    assert (tmp_path / "r.csv").read_text("utf-8-sig").splitlines()[0] == "set,item,weight,least,most"


def test_parties_pairs_and_a_panel_are_understood_too(govperf):
    parties = [EXAMPLES / f"{name}.csv" for name in ("internal", "public", "third_party")]
    powers = [f"--power={name}" for name in ("internal=1", "public=２", "third_party=1")]
    ran = govperf("preferences", "weights", "six_towns", *parties, *powers)
    assert ran.exit_code == 0, ran.output
    assert "10.0 – 25.0" in ran.output
    assert "CR 0.044" in govperf("preferences", "weights", "six_towns", EXAMPLES / "pairs.csv").output
    panel = govperf("preferences", "weights", "six_towns", EXAMPLES / "panel.csv")
    assert "domain_shares" not in panel.output
    assert "hill towns: nobody answered" in panel.output


def test_indicators_within_a_domain_can_be_asked_about(govperf, tmp_path):
    made = govperf("preferences", "template", "six_towns", "--ask", "points", "--about", "indicators", "--out", "p.csv")
    assert made.exit_code == 0, made.output
    lines = (tmp_path / "p.csv").read_text("utf-8-sig").splitlines()
    sets = [line.split(",")[0] for line in lines[1:]]
    rest = {s: 100 - 10 * (sets.count(s) - 1) for s in sets}
    filled = [f"{line}{rest.pop(s, 10)}" for line, s in zip(lines[1:], sets, strict=True)]
    (tmp_path / "p.csv").write_text("\n".join([lines[0], *filled]), "utf-8")
    ran = govperf("preferences", "weights", "six_towns", "p.csv", "--about", "indicators", "--power", "p=1")
    assert ran.exit_code == 0, ran.output
    assert "domain_shares" not in ran.output


def test_every_fault_of_every_file_is_said_with_status_2(govperf, tmp_path):
    for n, path in enumerate(EXPERTS[:2]):
        text = path.read_text("utf-8").replace(",3,3", ",33,约3").replace(",2,３", ",2,")
        (tmp_path / f"e{n}.csv").write_text(text, "utf-8")
    ran = govperf("preferences", "weights", "six_towns", "e0.csv", "e1.csv", "--json", "f.json")
    assert ran.exit_code == 2
    assert len(json.loads((tmp_path / "f.json").read_text("utf-8"))["faults"]) == 3
    assert "e0.csv:5" in ran.output
    assert "e1.csv:5" in ran.output


@pytest.mark.parametrize("power", ["public", "=2", "public=two", "public="])
def test_a_power_that_is_none_is_refused(govperf, power):
    ran = govperf("preferences", "weights", "six_towns", EXAMPLES / "public.csv", "--power", power)
    assert ran.exit_code == 2
    assert "no power" in ran.output


def test_a_questionnaire_that_is_not_there_or_of_another_kind_is_refused(govperf):
    assert govperf("preferences", "weights", "six_towns", "nowhere.csv").exit_code == 2
    ran = govperf("preferences", "weights", "six_towns", EXPERTS[0], EXAMPLES / "pairs.csv")
    assert ran.exit_code == 2
    assert "asks by pairs" in ran.output
