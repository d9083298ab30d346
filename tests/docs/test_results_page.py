"""The page on results lists all that the JSON of an answer holds."""

import re
from pathlib import Path

from slipstream.policy.answer import EQUAL, answer
from slipstream.policy.question import Question
from slipstream.report.answer_json import answer_json
from slipstream.report.language import language

PAGE = (Path(__file__).parents[2] / "docs" / "results.md").read_text(encoding="utf-8")


def test_every_key_of_the_json_is_on_the_page() -> None:
    content = answer_json(answer(Question("KR"), draws=100), EQUAL, language("en"))
    passage = PAGE[PAGE.index("## As JSON") : PAGE.index("## Every draw and month")]
    told = set(re.findall(r"`([a-z0-9_]+)`", passage))
    keys = {*content, *content["question"], *content["sovereignty"], *content["lag_months"]["now"]}
    keys |= {*content["in_race"], *content["lag_bands"]}
    for driver in content["drivers"]:
        keys |= {*driver, *driver["low"], *driver["high"]}
    assert keys <= told
