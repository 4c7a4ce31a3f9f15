from govperf_sim.words import Message, Name, default_language, say


def test_a_sentence_may_hold_names_and_sentences():
    inner = Message("words.did_you_mean", {"word": "gdp"})
    assert inner.text("zh") == "是不是“gdp”？"
    assert say("framework.empty_group", "zh", group=Name(zh="城市", en="cities")) == "类别“城市”没有任何适用的指标"


def test_the_language_comes_from_the_setting_then_the_locale(monkeypatch):
    for key in ("GOVPERF_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(key, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert default_language() == "zh"
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert default_language() == "en"
    monkeypatch.setenv("GOVPERF_LANG", "zh")
    assert default_language() == "zh"
