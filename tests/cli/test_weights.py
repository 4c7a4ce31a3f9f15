"""``govperf weights`` and ``govperf recheck``."""

import json

import pytest


def test_rules_that_contradict_one_another_are_named_with_status_3(govperf, tmp_path):
    govperf("init", "mine")
    rules = tmp_path / "mine" / "rules.yaml"
    source = "source: {status: assumption, cite: made up for this test}"
    more = [
        f"  more_{a}_than_{b}: {{kind: order, more: {a}, less: {b}, gap: 0.01, {source}}}"
        for a, b in (("G1", "G2"), ("G2", "G1"))
    ]
    first, second = _two_indicators(tmp_path / "mine")
    text = rules.read_text("utf-8").replace(
        "rules:\n", "rules:\n" + "\n".join(more).replace("G1", first).replace("G2", second) + "\n", 1
    )
    rules.write_text(text, "utf-8")
    ran = govperf("check", "mine")
    assert ran.exit_code == 3, ran.output
    assert f"more_{first}_than_{second}" in ran.output
    assert f"more_{second}_than_{first}" in ran.output


def _two_indicators(folder):
    from govperf_sim import load_scenario

    framework = load_scenario(folder).framework
    return framework.core(next(iter(framework.systems)))[:2]


def test_weights_are_shown_explained_certified_and_rechecked(govperf, tmp_path):
    shown = govperf("weights", "six_towns", "--out", "certificate.json", "--json", "weights.json")
    assert shown.exit_code == 0, shown.output
    for said in ("points of 100", "largest regret", "are met exactly", "The certificate is certificate.json"):
        assert said in shown.output
    told = json.loads((tmp_path / "weights.json").read_text("utf-8"))["weights"]
    assert all(sum(row.values()) == pytest.approx(1) for row in told.values())
    certificate = json.loads((tmp_path / "certificate.json").read_text("utf-8"))
    assert certificate["question"]["goal"] == {
        "kind": "regret_guard", "kappa": 0.5, "source": "示意：折中，不取两端 illustrative middle way"}  # fmt: skip
    checked = govperf("recheck", "certificate.json")
    assert checked.exit_code == 0, checked.output
    assert certificate["fingerprint"] in checked.output.replace("\n", "")


def test_the_goal_its_source_and_what_to_beware_of_are_said(govperf, tmp_path):
    shown = govperf("weights", "six_towns", "--json", "w.json")
    told = json.loads((tmp_path / "w.json").read_text("utf-8"))
    assert "κ = 0.5" in shown.output
    assert "illustrative middle way (rules.yaml:" in shown.output
    assert "Beware: the group “plain towns” has 3 units and 6 indicators" in shown.output
    assert told["goal"]["from"].startswith("a goal declared beforehand")
    assert len(told["cautions"]) == 2


def test_kappa_is_the_one_that_was_asked_for(govperf, tmp_path):
    assert govperf("weights", "six_towns", "--out", "c.json", "--kappa", "0.25", "--lang", "zh").exit_code == 0
    assert json.loads((tmp_path / "c.json").read_text("utf-8"))["question"]["goal"]["kappa"] == 0.25
    assert govperf("weights", "six_towns", "--kappa", "1.5").exit_code == 2


def test_a_certificate_that_was_altered_ends_with_status_2(govperf, tmp_path):
    assert govperf("weights", "six_towns", "--out", "c.json").exit_code == 0
    content = json.loads((tmp_path / "c.json").read_text("utf-8"))
    unit = next(iter(content["units"]))
    content["units"][unit]["score"] += 0.05
    (tmp_path / "c.json").write_text(json.dumps(content), "utf-8")
    ran = govperf("recheck", "c.json")
    assert ran.exit_code == 2
    assert f"units.{unit}.score" in ran.output
    assert "指纹与内容不符" in govperf("recheck", "c.json", "--lang", "zh").output


def test_what_is_no_certificate_ends_with_status_2(govperf, tmp_path):
    (tmp_path / "photo.json").write_bytes(bytes(range(256)))
    for file in ("photo.json", "no_such_file.json", "."):
        assert govperf("recheck", file).exit_code == 2, file
