import json
from dataclasses import replace

import pytest

from slipstream import __version__
from slipstream.policy.answer import EQUAL, Answer
from slipstream.report.answer_json import answer_json
from slipstream.report.language import language

EN, KO = language("en"), language("ko")
PERCENTILES = ["p5", "p25", "p50", "p75", "p95"]


def test_the_keys_of_an_answer_and_their_order(korea: Answer) -> None:
    content = answer_json(korea, (1, 1, 2, 1), EN)
    assert list(content) == [
        "country",
        "as_of",
        "question",
        "policy",
        "draws",
        "seed",
        "posterior",
        "version",
        "in_race",
        "lag_bands",
        "probability",
        "probability_error",
        "lag_months",
        "largest_run_log10_flop",
        "capability_eci",
        "frontier_eci",
        "sovereignty",
        "public_cost_usd",
        "joined_by_year",
        "drivers",
        "would_have_to_be_true",
    ]
    assert content["question"] == {"by": 2030, "within_months": 7.0}
    assert content["version"] == __version__
    years = ["2026", "2027", "2028", "2029", "2030"]
    for name in ("lag_months", "largest_run_log10_flop", "capability_eci", "frontier_eci"):
        assert list(content[name]) == ["now", *years]
        for row in content[name].values():
            assert list(row) == PERCENTILES
            assert list(row.values()) == sorted(row.values())
    assert list(content["joined_by_year"]) == years
    assert content["joined_by_year"]["2030"] == content["probability"]
    inside = content["in_race"]
    assert list(inside) == ["probability", "error", "by_year", "within"]
    assert list(inside["by_year"]) == list(content["lag_bands"]["by_year"]) == years
    assert inside["by_year"]["2030"] == inside["within"]["7"] == inside["probability"]
    assert list(inside["within"]) == ["6", "7", "8"]
    assert content["lag_bands"]["edges_months"] == [3, 7, 12, 18, 24]
    for shares in content["lag_bands"]["by_year"].values():
        assert sum(shares) == pytest.approx(1, abs=1e-5)
    sovereignty = content["sovereignty"]
    assert list(sovereignty) == ["index", "shares", "weights"]
    assert list(sovereignty["index"]) == PERCENTILES
    shares = ["compute", "weights", "talent", "chips"]
    assert list(sovereignty["shares"]) == list(sovereignty["weights"]) == shares
    assert sovereignty["weights"]["talent"] == 2
    assert len(content["drivers"]) == 3
    for driver in content["drivers"]:
        assert list(driver) == [
            "name",
            "kind",
            "country",
            "label",
            "unit",
            "low",
            "high",
            "lag_difference",
            "sentence",
        ]
        ends = ["value", "lag_months", "probability", "in_race"]
        assert list(driver["low"]) == list(driver["high"]) == ends
    assert all(isinstance(each, str) for each in content["would_have_to_be_true"])


def test_an_answer_is_json_without_endless_numbers(korea: Answer) -> None:
    text = json.dumps(answer_json(korea, EQUAL, KO), allow_nan=False)
    assert json.loads(text)["country"] == "KR"
    assert "e-" not in text
    assert "-0.0," not in text


def test_last_bits_do_not_reach_the_json(korea: Answer) -> None:
    nudged = replace(korea, public_cost_usd=korea.public_cost_usd * (1 + 1e-7))
    assert answer_json(nudged, EQUAL, EN) == answer_json(korea, EQUAL, EN)
