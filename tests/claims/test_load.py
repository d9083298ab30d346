"""Bad files end in one clear message."""

from pathlib import Path

import pytest

from slipstream.claims.ledger_files import (
    MOST_BYTES,
    MOST_BYTES_OF_ARTICLE,
    find_claim,
    read_article,
    read_ledger,
    vocabulary,
)
from slipstream.files import InputError
from tests.claims.make import claim, content, ledger, write


def problem(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        read_ledger(path)
    assert caught.value.where == str(path)
    return caught.value


def test_a_ledger_reads_back_what_was_written(tmp_path: Path) -> None:
    path = write(tmp_path / "a.yaml", content())
    assert read_ledger(path) == ledger()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (content(claim(verdict="suported")), "claims.0.verdict"),
        (content(claim(verdict=["supported"])), "claims.0.verdict"),
        (content(claim(id="Two Words")), "claims.0.id"),
        (content(claim(quote="")), "claims.0.quote"),
        (content(claim(reached="yesterday")), "claims.0.reached"),
        (content(claim(states=[{"value": 1, "unit": "person"}])), "claims.0.states.0.fact"),
        (content(claim(effect=3)), "claims.0.effect"),
        (content(claims=[]), "claims"),
        (content(sources={"own": {"title": "A page"}}), "sources.own.publisher"),
        (content(article={"title": "Workers", "language": "fr"}), "article.language"),
    ],
)
def test_a_mistake_is_named_by_its_field(tmp_path: Path, given: object, field: str) -> None:
    assert problem(write(tmp_path / "a.yaml", given)).field == field


@pytest.mark.parametrize("text", ["", "- one\n- two\n", "just words"])
def test_a_file_that_is_no_ledger_says_what_one_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    assert problem(path).expected == "a mapping with article, sources and claims"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert "no such file" in str(problem(tmp_path / "none.yaml").found)
    assert str(problem(tmp_path).found) == "is a directory"
    huge = tmp_path / "huge.yaml"
    huge.write_bytes(b"a" * (MOST_BYTES + 1))
    assert "1,000,000 bytes at most" in str(problem(huge))
    for content_, found in ((b"\xff\xfe", "not UTF-8"), (b"a: ]", "line 1")):
        path = tmp_path / "a.yaml"
        path.write_bytes(content_)
        assert found in str(problem(path))


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (b"", "no text"),
        (b" \n\t", "no text"),
        (b"\xef\xbb\xbf \n", "no text"),
        ("한국".encode("cp949"), "is not UTF-8"),
        (b"PK\x03\x04\0\0", "a binary file"),
        (b"a" * (MOST_BYTES_OF_ARTICLE + 1), "200,001 bytes"),
    ],
)
def test_an_article_must_be_text(tmp_path: Path, given: bytes, found: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(given)
    with pytest.raises(InputError, match=found):
        read_article(path)


def test_an_article_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.txt", tmp_path / "file.txt" / "none.txt"):
        with pytest.raises(InputError) as caught:
            read_article(path)
        assert caught.value.where == str(path)


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(b"\xef\xbb\xbfKorea")
    assert read_article(path) == "Korea"


def test_a_misspelt_claim_is_answered_with_the_nearest() -> None:
    assert find_claim(ledger(), "workers").verdict == "supported"
    with pytest.raises(InputError, match="did you mean 'workers'"):
        find_claim(ledger(), "worker")


def test_every_word_is_there_in_both_languages() -> None:
    listed = vocabulary()
    for words in (*listed.verdicts.values(), *listed.headings.values()):
        assert words.en
        assert words.ko
