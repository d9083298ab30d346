import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from slipstream.files import InputError
from slipstream.policy.compare import Comparison
from slipstream.policy.policy_files import Policy
from slipstream.report.comparison_json import comparison_json
from slipstream.report.comparison_sentences import comparison_sentences, policy_names
from slipstream.report.comparison_text import comparison_text
from slipstream.report.folder import write_comparison
from slipstream.report.language import Language, language
from tests.report.html import Reader

EN, KO = language("en"), language("ko")
PERCENTILES = ["p5", "p25", "p50", "p75", "p95"]
COMMAND = "slipstream compare today open-base none --seed 1"


def text(comparison: Comparison, overlays: list[list[Policy]], locale: Language) -> str:
    return comparison_text(comparison_sentences(comparison, policy_names(overlays, locale), locale))


def write(
    folder: Path, comparison: Comparison, overlays: list[list[Policy]], locale: Language
) -> dict[str, bytes]:
    names, content = policy_names(overlays, locale), comparison_json(comparison)
    paths = write_comparison(folder, comparison, names, content, COMMAND, locale)
    assert paths[0].name == "index.html"
    return {path.name: path.read_bytes() for path in paths}


def test_the_keys_of_a_comparison_and_their_order(comparison: Comparison) -> None:
    content = comparison_json(comparison)
    assert list(content) == [
        "question",
        "draws",
        "seed",
        "posterior",
        "version",
        "as_of",
        "outcomes",
        "differences",
    ]
    assert content["question"] == {"country": "KR", "by": 2027, "within_months": 7.0}
    assert [each["policy"] for each in content["outcomes"]] == ["today", "open-base", "none"]
    pairs = [(each["first"], each["second"]) for each in content["differences"]]
    assert pairs == [("today", "open-base"), ("today", "none"), ("open-base", "none")]
    for each in content["differences"]:
        shares = ["in_race", "probability"]
        assert list(each)[2:] == [*shares, "lag_months", "capability_eci", "public_cost_usd"]
        assert list(each["in_race"]) == ["difference", "low", "high"]
        assert list(each["probability"]) == ["difference", "low", "high"]
        assert list(each["lag_months"]) == ["mean", *PERCENTILES]
    json.dumps(content, allow_nan=False)


def test_a_comparison_as_text(comparison: Comparison, overlays: list[list[Policy]]) -> None:
    english, korean = text(comparison, overlays, EN), text(comparison, overlays, KO)
    assert english.startswith("Under which policy is South Korea in the frontier AI race")
    assert "- Build on open models (open-base): in the race at the end of 2027 with" in english
    assert "public money unchanged" in english
    assert "public money −$" in english
    assert korean.startswith("어떤 정책을 쓰면 대한민국이 2027년 말")
    assert "- 공개 모델 기반 개발(open-base): 2027년 말 경쟁 대열에 있을 확률" in korean
    assert "공공 지출 −" in korean


def test_all_numbers_of_a_band_have_the_same_decimals(
    comparison: Comparison, overlays: list[list[Policy]]
) -> None:
    pair = replace(comparison.differences[0], in_race=0.074, in_race_low=0.07, in_race_high=0.078)
    round_end = replace(comparison, differences=(pair,))
    assert "+7.4 percentage points (90% band: +7.0 to +7.8)" in text(round_end, overlays, EN)


def test_the_answer_names_the_best_and_what_is_level_with_it(
    comparison: Comparison, overlays: list[list[Policy]]
) -> None:
    today, open_base, none = comparison.outcomes
    outcomes = (today, replace(open_base, in_race=0.3), none)
    apart = tuple(
        replace(pair, in_race_low=0.1, in_race_high=0.2) for pair in comparison.differences
    )
    names = policy_names(overlays, EN)
    told = comparison_sentences(
        replace(comparison, outcomes=outcomes, differences=apart), names, EN
    )
    best = "Of these, under “Build on open models” most often: in about 30 of 100 futures (30%)."
    assert told.answer == best
    level = (replace(apart[0], in_race_low=-0.1), *apart[1:])
    told = comparison_sentences(
        replace(comparison, outcomes=outcomes, differences=level), names, EN
    )
    assert told.answer == f"{best} These draws cannot tell it from “Today's policy”."


@pytest.mark.parametrize("locale", [EN, KO], ids=["en", "ko"])
def test_the_page_has_the_sentences_and_every_pair(
    comparison: Comparison, overlays: list[list[Policy]], locale: Language, tmp_path: Path
) -> None:
    files = write(tmp_path / "new", comparison, overlays, locale)
    assert set(files) == {
        "index.html",
        "compare.txt",
        "compare.json",
        "compare.svg",
        "compare.png",
    }
    page = Reader(files["index.html"].decode())
    assert page.language == locale.code
    assert page.hosts == []
    assert page.scripts == 0
    (alternative,) = page.alternatives
    sentences = comparison_sentences(comparison, policy_names(overlays, locale), locale)
    lines = files["compare.txt"].decode().replace("\n- ", "\n").splitlines()
    assert sentences.definition in page.text
    for sentence in {*lines, sentences.limits} - {"", f"{sentences.definition} {sentences.limits}"}:
        assert sentence in page.text
    assert all(sentence in alternative for sentence in sentences.outcomes)
    names = policy_names(overlays, locale)
    for pair in comparison.differences:
        row = {"en": "“{}” less “{}”", "ko": "‘{}’ − ‘{}’"}[locale.code]
        _, found, after = page.text.partition(row.format(names[pair.second], names[pair.first]))
        assert found
        inside = (pair.in_race, pair.in_race_low, pair.in_race_high)
        joined = (pair.probability, pair.probability_low, pair.probability_high)
        numbers = [100 * share for share in (*inside, *joined)]
        shown = re.findall(r"[+−]?\d+\.\d", after)[:6]
        assert shown == [locale.signed(number, 1) for number in numbers]
    assert COMMAND in page.text


def test_a_comparison_gives_the_same_bytes_again(
    comparison: Comparison, overlays: list[list[Policy]], tmp_path: Path
) -> None:
    first = write(tmp_path / "one", comparison, overlays, KO)
    assert write(tmp_path / "two", comparison, overlays, KO) == first


def test_a_place_that_cannot_be_written_to_is_named(
    comparison: Comparison, overlays: list[list[Policy]], tmp_path: Path
) -> None:
    taken = tmp_path / "file"
    taken.write_text("")
    with pytest.raises(InputError, match="a place that can be written to"):
        write(taken, comparison, overlays, EN)
