"""What the first page says is what the program says."""

import re
from pathlib import Path

from slipstream.ensemble.posterior import shipped
from slipstream.policy.answer import EQUAL, answer
from slipstream.policy.citations import cited_facts
from slipstream.policy.question import Question
from slipstream.report.answer_sentences import answer_sentences
from slipstream.report.language import language

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_the_quoted_answer_is_the_answer() -> None:
    quoted = " ".join(re.findall(r"^> (.*)$", README, flags=re.MULTILINE))
    found = answer(Question("KR", posterior=shipped()))
    assert quoted == answer_sentences(found, EQUAL, (), language("en")).answer


def test_the_number_of_facts_is_the_number_of_facts() -> None:
    (stated,) = re.findall(r"cite\s+some (\d+) facts", README)
    assert abs(len(cited_facts()) - int(stated)) < 10
