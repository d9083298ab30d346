import doctest

import pytest
from babel.messages.catalog import Catalog
from hypothesis import given
from hypothesis import strategies as st

from slipstream.evidence.fact_schema import Label
from slipstream.registry.load import registry
from slipstream.report import language as module
from slipstream.report.language import LOCALE, Noun, language, particle, rounded, whole
from slipstream.report.likelihood_words import likelihood, of_hundred, of_twenty
from slipstream.report.units_text import with_unit
from tools.make_catalogue import collect, compiled, read

EN, KO = language("en"), language("ko")
CATALOGUE = LOCALE / "ko" / "LC_MESSAGES" / "slipstream.po"


@pytest.mark.parametrize(
    ("word", "pair", "form"),
    [
        ("대한민국", "은/는", "은"),
        ("캐나다", "은/는", "는"),
        ("미국", "이/가", "이"),
        ("인도", "이/가", "가"),
        ("독일", "을/를", "을"),
        ("아랍에미리트", "과/와", "와"),
        ("KT", "은/는", "은(는)"),
    ],
)
def test_a_particle_follows_the_last_sound(word: str, pair: str, form: str) -> None:
    assert particle(word, pair) == form
    assert f"{Noun(word):{pair}}" == word + form


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(module).failed == 0


@given(st.floats(-1e15, 1e15), st.integers(1, 6))
def test_rounding_keeps_the_size_and_is_done_once(value: float, digits: int) -> None:
    once = rounded(value, digits)
    assert once == pytest.approx(value, rel=0.51 * 10.0 ** (1 - digits), abs=1e-300)
    assert rounded(once, digits) == once


@pytest.mark.parametrize(
    ("value", "english", "korean"),
    [
        (33_065_916_416.0, "$33 billion", "330억 달러"),
        (1.34e12, "$1.3 trillion", "1조 3,000억 달러"),
        (807_499_712, "$810 million", "8억 1,000만 달러"),
        (9_500, "$9.5 thousand", "9,500 달러"),
        (-2.1e9, "−$2.1 billion", "−21억 달러"),
        (0, "$0", "0 달러"),
    ],
)
def test_money_is_written_as_newspapers_do(value: float, english: str, korean: str) -> None:
    assert EN.dollars(value) == english
    assert KO.dollars(value) == korean


def test_won_and_dates_and_powers() -> None:
    assert EN.won(47.02e12) == "47 trillion won"
    assert KO.won(47.02e12) == "47조 원"
    assert EN.month("2026-03") == "March 2026"
    assert KO.month("2026-03") == "2026년 3월"
    assert EN.power(24.34) == "2×10²⁴"
    assert EN.power(24.99) == "1×10²⁵"
    assert EN.months(1) == "1 month"
    assert KO.months(16.5) == "17개월"
    assert EN.country(Label(en="United States", ko="미국")) == "the United States"


@given(st.floats(0, 1))
def test_only_certainties_read_as_certain(probability: float) -> None:
    assert (EN.percent(probability) == "100%") == (probability == 1)
    assert (EN.percent(probability) == "0%") == (probability == 0)
    assert (of_twenty(probability, EN) == "none of them") == (probability == 0)
    assert (of_twenty(probability, EN) == "all of them") == (probability == 1)


@pytest.mark.parametrize(
    ("probability", "word", "futures", "dots"),
    [
        (0.0, "exceptionally unlikely", "about 0 of 100 futures", "none of them"),
        (0.004, "exceptionally unlikely", "fewer than 1 of 100 futures", "fewer than one of them"),
        (0.0525, "very unlikely", "about 5 of 100 futures", "one of them"),
        (0.148, "unlikely", "about 15 of 100 futures", "three of them"),
        (0.3251, "about as likely as not", "about 33 of 100 futures", "seven of them"),
        (0.55, "about as likely as not", "about 55 of 100 futures", "11 of them"),
        (0.75, "likely", "about 75 of 100 futures", "15 of them"),
        (0.93, "very likely", "about 93 of 100 futures", "19 of them"),
        (0.9975, "virtually certain", "more than 99 of 100 futures", "nearly all of them"),
    ],
)
def test_words_agree_with_the_printed_percent(
    probability: float, word: str, futures: str, dots: str
) -> None:
    assert likelihood(probability, EN) == word
    assert of_hundred(probability, EN) == futures
    assert of_twenty(probability, EN) == dots


@given(st.floats(-1e6, 1e6))
def test_whole_numbers_round_halves_up(value: float) -> None:
    assert -0.5 < whole(value) - value <= 0.5 + 1e-9


@pytest.mark.parametrize("locale", [EN, KO], ids=["en", "ko"])
def test_every_lever_and_parameter_has_words_for_its_unit(locale: module.Language) -> None:
    rows = {**registry().levers, **registry().parameters}
    for name, row in rows.items():
        words = with_unit(name, row.range[1], locale)
        assert row.unit in {"MW", "ECI"} or row.unit not in words.split(), words


def test_every_message_has_a_translation_with_the_same_values() -> None:
    catalogue, template = read(CATALOGUE), collect()
    assert {message.id for message in catalogue} == {message.id for message in template}
    for message in catalogue:
        if message.id:
            assert fields(message.id) == fields(message.string), message.id


def fields(message: str | tuple[str, ...] | list[str] | None) -> set[str]:
    from string import Formatter

    texts = [message] if isinstance(message, str) else [text for text in message or () if text]
    assert texts
    return {field for text in texts for _, field, _, _ in Formatter().parse(text) if field}


def test_the_compiled_catalogue_is_that_of_the_translations() -> None:
    catalogue = read(CATALOGUE)
    assert isinstance(catalogue, Catalog)
    assert CATALOGUE.with_suffix(".mo").read_bytes() == compiled(catalogue), (
        "run tools/make_catalogue.py"
    )
