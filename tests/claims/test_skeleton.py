"""A skeleton holds the sentences that can be checked, and no judgement."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipstream.claims.ledger_files import read_ledger
from slipstream.claims.ledger_schema import Ledger
from slipstream.claims.skeleton import (
    MOST_SENTENCES,
    Sentence,
    checkable,
    language_of,
    skeleton,
    title_of,
)
from slipstream.files import InputError
from tests.claims.make import findings

ENGLISH = """Korea spends more

Dr. Kim of KAIST said on 4 February that $1.5 billion is too little. This could change.
Experts warn that pay is low. OpenAI came in March. However, Japan spends two million more.
"""
KOREAN = """한국, 더 쓴다

한국은 2025년 4월 15억 달러를 쓴다고 밝혔다. 김 교수는 “인재 유출이 심각하다.”고 말했다.
이 방식이 도움이 될 수 있다. 싱가포르가 앞선다. 내년이 고비다. OpenAI가 왔다.
"""


def sentences(text: str) -> tuple[Sentence, ...]:
    return checkable(text, language_of(text), "article.txt")


def made(text: str, path: Path) -> Ledger:
    found = sentences(text)
    path.write_text(skeleton(title_of(text), language_of(text), found), encoding="utf-8")
    return read_ledger(path)


def test_english_sentences_with_numbers_names_or_dates_are_kept() -> None:
    found = {sentence.text.split()[0]: sentence for sentence in sentences(ENGLISH)}
    assert set(found) == {"Dr.", "OpenAI", "However,"}
    assert found["Dr."].numbers == ("4", "$1.5 billion")
    assert found["Dr."].names == ("Dr Kim", "KAIST")
    assert found["Dr."].dates == ("February",)
    assert found["OpenAI"] == Sentence("OpenAI came in March.", names=("OpenAI",), dates=("March",))
    assert found["However,"].numbers == ("two million",)
    assert found["However,"].names == ("Japan",)


def test_a_modal_verb_is_no_month() -> None:
    with pytest.raises(InputError, match="no sentence with a number"):
        sentences("This may help. It might.")


def test_a_text_of_too_many_sentences_is_no_article() -> None:
    assert len(sentences("Korea has 3. " * MOST_SENTENCES)) == MOST_SENTENCES
    with pytest.raises(InputError, match="501 sentences to judge"):
        sentences("Korea has 3. " * (MOST_SENTENCES + 1))


def test_korean_sentences_with_numbers_names_or_dates_are_kept() -> None:
    found = {sentence.text.split()[0]: sentence for sentence in sentences(KOREAN)}
    assert set(found) == {"한국,", "한국은", "김", "싱가포르가", "내년이", "OpenAI가"}
    assert found["한국은"].numbers == ("2025년 4월 15억",)
    assert found["한국은"].dates == ("2025년 4월",)
    assert found["김"].text.endswith("”고 말했다.")
    assert found["내년이"].dates == ("내년이",)


@pytest.mark.parametrize("text", [ENGLISH, KOREAN])
def test_nothing_is_judged_and_the_review_says_so(text: str, tmp_path: Path) -> None:
    ledger = made(text, tmp_path / "a.yaml")
    missing = {finding.field for finding in findings(ledger)}
    for claim in ledger.claims:
        assert claim.verdict is None
        for field in ("verdict", "reason.en", "reason.ko", "reached", "sources"):
            assert f"claims.{claim.id}.{field}" in missing
    assert ledger.article.title == text.splitlines()[0]
    assert ledger.article.language == language_of(text)


@given(st.text(max_size=300).map(lambda text: f"Korea has 3.\n{text}"))
def test_any_text_gives_a_ledger_that_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    ledger = made(text, tmp_path_factory.getbasetemp() / "any.yaml")
    assert ledger.claims[0].quote.startswith("Korea has 3")


@pytest.mark.parametrize(
    "text", ["Korea: 3 - {a}. # no\tcomment", 'Korea "3"; \\x: [', "Korea\x1b3."]
)
def test_signs_of_yaml_and_of_terminals_do_no_harm(text: str, tmp_path: Path) -> None:
    (claim, *_) = made(text, tmp_path / "a.yaml").claims
    assert claim.quote.split()[0].startswith("Korea")
    assert claim.quote.isprintable()
