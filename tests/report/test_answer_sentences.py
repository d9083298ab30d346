import re
from dataclasses import replace

import pytest

from slipstream.ensemble.indicators import Quantiles
from slipstream.policy.answer import EQUAL, Answer
from slipstream.policy.policy_files import find_policy
from slipstream.policy.question import Question
from slipstream.report.answer_json import answer_json
from slipstream.report.answer_sentences import answer_sentences, conditions
from slipstream.report.answer_text import answer_text
from slipstream.report.language import Language, language, whole
from slipstream.report.race_text import definition, headline, joined, nearby, question

EN, KO = language("en"), language("ko")


def written(answer: Answer, locale: Language) -> str:
    return answer_text(answer_sentences(answer, EQUAL, (), locale), locale)


@pytest.mark.parametrize("locale", [EN, KO], ids=["en", "ko"])
def test_the_text_has_the_numbers_of_the_json(korea: Answer, locale: Language) -> None:
    text, content = written(korea, locale), answer_json(korea, EQUAL, locale)
    now, then = content["lag_months"]["now"], content["lag_months"]["2030"]
    numbers = [
        locale.percent(korea.in_race.probability),
        locale.percent(korea.probability),
        *map(locale.percent, korea.in_race.bands["2030"]),
        *(str(whole(row[end])) for row in (now, then) for end in ("p5", "p50", "p95")),
        # Not from the JSON, whose numbers are rounded once already.
        str(whole(100 * korea.sovereignty.p50)),
        *(str(whole(100 * share)) for share in korea.sovereignty_shares.values()),
    ]
    for number in numbers:
        assert re.search(rf"(?<!\d){number}(?!\d)", text), number
    for sentence in content["would_have_to_be_true"]:
        assert f"- {sentence}" in text
    for driver in content["drivers"]:
        assert f"- {driver['sentence']}" in text
    for year, shares in korea.in_race.bands.items():
        cells = (*shares, korea.in_race.by_year[year], korea.joined_by_year[year])
        assert re.search(rf"^{year} +" + " +".join(map(locale.percent, cells)), text, re.MULTILINE)
    assert "{" not in text
    assert "nan" not in text


def test_the_first_line_is_the_question_and_the_second_paragraph_answers(korea: Answer) -> None:
    lines = written(korea, EN).splitlines()
    assert lines[0] == "Will South Korea be in the frontier AI race at the end of 2030?"
    assert lines[2].startswith("South Korea is in the frontier AI race at the end of 2030 in about")
    assert lines[3].startswith("By then it has joined in about")
    assert "at most 7 months behind the world's best on average" in lines[4]
    assert "at most 7 months behind for twelve months running" in lines[4]
    assert re.search(r"\d+% at 6 months, \d+% at 8 months\. It is how far behind China", lines[5])
    lines = written(korea, KO).splitlines()
    assert lines[0] == "대한민국은 2030년 말 프런티어 AI 경쟁 대열에 있을까?"
    assert lines[2].startswith("대한민국은 가능한 미래 100가지 가운데 약")
    assert "대한민국이 경쟁 대열에" in lines[2]
    assert lines[3].startswith("그때까지 한 번이라도 합류한 미래는")


def test_korean_money_is_in_dollars_and_won(korea: Answer) -> None:
    assert re.search(r"약 \d[\d,조억 ]*억 달러\(\d+조[^)]* 원\)", written(korea, KO))
    assert re.search(r"\$\d+ billion \(\d+ trillion won\)", written(korea, EN))


@pytest.mark.parametrize("locale", [EN, KO], ids=["en", "ko"])
def test_the_text_says_what_kind_of_forecast_it_is(korea: Answer, locale: Language) -> None:
    sentences = answer_sentences(korea, EQUAL, [find_policy("open-base")], locale)
    assert {"en": "not fitted to history", "ko": "과거 실적에 맞추지 않은"}[
        locale.code
    ] in sentences.limits
    assert {"en": "Build on open models", "ko": "공개 모델 기반 개발"}[locale.code] in (
        sentences.provenance
    )
    assert "1,000" in sentences.provenance


def test_the_leader_is_in_the_race_already(america: Answer) -> None:
    assert question(america, EN) == (
        "Will the United States still be in the frontier AI race at the end of 2028?"
    )
    assert headline(america, EN).startswith(
        "The United States is in the race today; at the end of 2028 it still is in"
    )
    assert "has joined" not in joined(america, EN)
    assert question(america, KO) == "미국은 2028년 말에도 프런티어 AI 경쟁 대열에 있을까?"
    assert headline(america, KO).startswith("미국은 지금 경쟁 대열에 있으며")
    assert "level with the world's best" in written(america, EN)


def test_weights_are_named_where_they_differ(korea: Answer) -> None:
    assert "weighted alike" in answer_sentences(korea, (2, 2, 2, 2), (), EN).sovereignty
    assert "weighted 1 : 0.5 : 2 : 1" in answer_sentences(korea, (1, 0.5, 2, 1), (), EN).sovereignty


def test_a_broken_number_of_months_is_not_rounded_away(korea: Answer) -> None:
    asked = replace(korea, question=Question("KR", within_months=6.5))
    assert "at most 6.5 months" in definition(asked.question, EN)


def test_china_is_named_only_where_the_bar_is_its_own(korea: Answer) -> None:
    wider = replace(korea.in_race, nearby={8.0: 0.1, 9.0: 0.2, 10.0: 0.3})
    asked = replace(korea, question=Question("KR", within_months=9), in_race=wider)
    assert nearby(asked, EN) == (
        "The bar of 9 months is a choice: the probability would be 10% at 8 months, 30% at 10"
        " months."
    )
    assert "China" in nearby(korea, EN)
    assert "중국" in nearby(korea, KO)


@pytest.mark.parametrize(
    ("factor", "beginning"),
    [
        (Quantiles(1, 2, 8, 20, 100), "At the end of 2030 its best model would need 8 times"),
        (Quantiles(1, 1, 1, 1, 3), "In most futures its effective compute"),
        (Quantiles(1, 1, 1, 1, 1), "Its effective compute"),
    ],
)
def test_the_compute_that_is_missing(korea: Answer, factor: Quantiles, beginning: str) -> None:
    asked = replace(korea, conditions=replace(korea.conditions, compute_factor=factor))
    assert conditions(asked, EN)[0].startswith(beginning)


def test_the_error_is_in_percentage_points(korea: Answer) -> None:
    sharp, blunt = (
        replace(korea, in_race=replace(korea.in_race, error=error)) for error in (0.001, 0.08)
    )
    assert "±1 percentage point between" in headline(sharp, EN)
    assert "±8 percentage points between" in headline(blunt, EN)


def test_no_lever_is_praised_that_moves_nothing_in_print(korea: Answer) -> None:
    best = korea.conditions.best_lever
    level, low = (
        replace(korea, in_race=replace(korea.in_race, probability=share))
        for share in (best.better.in_race, 0.0)
    )
    assert conditions(level, EN)[1].startswith("No single lever lifts the probability visibly")
    assert conditions(low, EN)[1].startswith("The single lever")


def test_a_contrast_that_print_cannot_show_is_left_out(korea: Answer) -> None:
    contrast = replace(korea.conditions.contrasts[0], where_in=0.5, anywhere=0.5)
    asked = replace(korea, conditions=replace(korea.conditions, contrasts=(contrast,)))
    assert len(conditions(asked, EN)) == 3
