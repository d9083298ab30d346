import re
from dataclasses import replace

import pytest

from slipstream.ensemble.indicators import Quantiles
from slipstream.policy.answer import EQUAL, Answer
from slipstream.policy.files import find_policy
from slipstream.policy.question import Question
from slipstream.report.answer_json import answer_json
from slipstream.report.answer_text import answer_text
from slipstream.report.language import Language, language, whole
from slipstream.report.story import conditions, headline, question, tell

EN, KO = language("en"), language("ko")


def written(answer: Answer, tongue: Language) -> str:
    return answer_text(tell(answer, EQUAL, (), tongue), tongue)


@pytest.mark.parametrize("tongue", [EN, KO], ids=["en", "ko"])
def test_the_text_has_the_numbers_of_the_json(korea: Answer, tongue: Language) -> None:
    text, content = written(korea, tongue), answer_json(korea, EQUAL, tongue)
    now, then = content["lag_months"]["now"], content["lag_months"]["2030"]
    numbers = [
        f"{whole(100 * content['probability'])}%",
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
    assert "{" not in text
    assert "nan" not in text


def test_the_first_line_is_the_question_and_the_second_paragraph_answers(korea: Answer) -> None:
    lines = written(korea, EN).splitlines()
    assert lines[0] == "Can South Korea join the frontier AI race by the end of 2030?"
    assert lines[2].startswith("South Korea joins the frontier AI race by the end of 2030 in about")
    assert "at most 7 months behind" in lines[3]
    lines = written(korea, KO).splitlines()
    assert lines[0] == "대한민국은 2030년 말까지 프런티어 AI 경쟁에 합류할 수 있을까?"
    assert lines[2].startswith("대한민국은 가능한 미래 100가지 가운데 약")
    assert "대한민국이 경쟁 대열에" in lines[2]


def test_korean_money_is_in_dollars_and_won(korea: Answer) -> None:
    assert re.search(r"약 \d[\d,조억 ]*억 달러\(\d+조[^)]* 원\)", written(korea, KO))
    assert re.search(r"\$\d+ billion \(\d+ trillion won\)", written(korea, EN))


@pytest.mark.parametrize("tongue", [EN, KO], ids=["en", "ko"])
def test_the_text_says_what_kind_of_forecast_it_is(korea: Answer, tongue: Language) -> None:
    story = tell(korea, EQUAL, [find_policy("open-base")], tongue)
    assert {"en": "not fitted to history", "ko": "과거 실적에 맞추지 않은"}[
        tongue.code
    ] in story.limits
    assert {"en": "Build on open models", "ko": "공개 모델 기반 개발"}[tongue.code] in (
        story.provenance
    )
    assert "1,000" in story.provenance


def test_the_leader_is_in_the_race_already(america: Answer) -> None:
    assert question(america, EN) == (
        "Is the United States in the frontier AI race by the end of 2028?"
    )
    assert headline(america, EN).startswith("The United States is there already")
    assert question(america, KO) == "미국은 2028년 말까지 프런티어 AI 경쟁 대열에 드는가?"
    assert "미국은 이미 그 자리에 있으며" in headline(america, KO)
    assert "level with the world's best" in written(america, EN)


def test_weights_are_named_where_they_differ(korea: Answer) -> None:
    assert "weighted alike" in tell(korea, (2, 2, 2, 2), (), EN).sovereignty
    assert "weighted 1 : 0.5 : 2 : 1" in tell(korea, (1, 0.5, 2, 1), (), EN).sovereignty


def test_a_broken_number_of_months_is_not_rounded_away(korea: Answer) -> None:
    asked = replace(korea, question=Question("KR", within_months=6.5))
    assert "at most 6.5 months" in tell(asked, EQUAL, (), EN).definition


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
    assert "±1 percentage point between" in headline(replace(korea, probability_error=0.001), EN)
    assert "±8 percentage points between" in headline(replace(korea, probability_error=0.08), EN)


def test_no_lever_is_praised_that_moves_nothing_in_print(korea: Answer) -> None:
    best = korea.conditions.best_lever
    asked = replace(korea, probability=best.better.probability)
    assert conditions(asked, EN)[1].startswith("No single lever lifts the probability visibly")
    assert conditions(replace(asked, probability=0.0), EN)[1].startswith("The single lever")


def test_a_contrast_that_print_cannot_show_is_left_out(korea: Answer) -> None:
    contrast = replace(korea.conditions.contrasts[0], where_joined=0.5, anywhere=0.5)
    asked = replace(korea, conditions=replace(korea.conditions, contrasts=(contrast,)))
    assert len(conditions(asked, EN)) == 3
