import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from slipstream import cli
from slipstream.files import InputError
from tests.claims.make import claim, content, write

REAL = {"facts": ["KR.talent.home"]}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.app, ["claims", *map(str, arguments)])


def test_the_shipped_claims_are_listed_in_both_languages() -> None:
    assert "deepseek-owner\tcontradicted\tDeepSeek's model is Alibaba's" in run("list").stdout
    assert "deepseek-owner\t사실 아님\t딥시크" in run("list", "--lang", "ko").stdout
    listing = json.loads(run("list", "--format", "json").stdout)
    assert sum(listing["verdicts"].values()) == len(listing["claims"]) >= 17


def test_a_claim_is_shown_with_its_facts_and_sources() -> None:
    text = run("show", "talent-retention").stdout
    assert "verdict: supported" in text
    assert "KR.talent.abroad_share: 16 percent (2024)" in text
    assert "https://" in text
    assert "판정: 사실" in run("show", "talent-retention", "--lang", "ko").stdout
    shown = json.loads(run("show", "open-source-support", "--format", "json").stdout)
    assert shown["sources"][0]["url"].startswith("https://www.fnnews.com/")
    assert "KR.budget.ai_2025" in run("show", "one-and-a-half-billion").stdout


def test_an_unknown_claim_is_an_input_error() -> None:
    assert isinstance(run("show", "deepseek").exception, InputError)


def test_a_ledger_of_ones_own_is_read_even_when_it_is_not_whole(tmp_path: Path) -> None:
    given = content(claim(facts=["KR.none"], sources=["none"], verdict=None, label=None))
    path = write(tmp_path / "a.yaml", given)
    assert "workers\t-\t57,000 people" in run("list", "--ledger", path).stdout
    text = run("show", "workers", "--ledger", path).stdout
    assert "KR.none is not among the facts" in text
    assert "[none] is not among the sources" in text


def test_the_shipped_ledger_passes_with_its_disagreements() -> None:
    done = run("check")
    assert done.exit_code == 0
    assert "claims.one-and-a-half-billion.states.1.value: found 3e+08 USD/year" in done.stdout
    assert done.stdout.endswith("0 errors, 2 disagreements\n")


def test_a_review_names_file_field_found_and_expected(tmp_path: Path) -> None:
    path = write(tmp_path / "a.yaml", content(claim(verdict=None, quote="no such words")))
    article = tmp_path / "article.txt"
    article.write_text("57,000 people work on AI", encoding="utf-8")
    done = run("check", path, "--article", article)
    assert done.exit_code == 1
    line = f"error: {path}: claims.workers.verdict: found nothing; expected one of: supported, "
    assert line in done.stdout
    assert "found 'no such words'; expected words that stand in the article" in done.stdout
    review = json.loads(run("check", path, "--format", "json").stdout)
    assert (review["errors"], review["file"]) == (1, str(path))
    assert run("check", write(path, content(claim(**REAL)))).exit_code == 0


def test_a_new_ledger_is_written_once(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Korea spends 3 billion. It may help.", encoding="utf-8")
    assert run("new", "--from", article).stdout.endswith("1 sentences to judge\n")
    target = tmp_path / "article.claims.yaml"
    assert sorted(tmp_path.iterdir()) == [target, article]
    before = target.read_bytes()
    refused = run("new", "--from", article)
    assert isinstance(refused.exception, InputError)
    assert str(target) in str(refused.exception)
    assert target.read_bytes() == before
    assert run("check", target).exit_code == 1
    other = tmp_path / "folder" / "other.yaml"
    made = json.loads(run("new", "--from", article, "--out", other, "--format", "json").stdout)
    assert made == {"file": str(other), "claims": 1}


def test_an_article_without_claims_writes_nothing(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("nothing to see here", encoding="utf-8")
    assert isinstance(run("new", "--from", article).exception, InputError)
    assert list(tmp_path.iterdir()) == [article]


def test_effects_are_told_as_text_and_json_in_both_languages() -> None:
    few = ("effect", "sovereignty-challenge", "--draws", 200)
    text = run(*few).stdout
    assert "sovereignty-challenge (supported)" in text
    assert "- if it were otherwise, " in text
    assert "mean lag" in text
    assert "(90% band" in text
    assert "그렇지 않다면" in run(*few, "--lang", "ko").stdout
    (found,) = json.loads(run(*few, "--format", "json").stdout)["claims"]
    assert found["difference"]["lag_months"]["mean"] < 0.0
    assert set(found["difference"]["lag_months"]) == {"mean", "low", "high", "futures"}


def test_an_effect_is_asked_of_a_claim_that_has_one() -> None:
    error = run("effect", "korea-herald").exception
    assert isinstance(error, InputError)
    assert "one-and-a-half-billion" in error.expected


def test_effect_is_an_option_too(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("slipstream.cli.claims_command.effect", lambda **given: asked.append(given))
    assert run("--effect", "--lang", "ko").exit_code == 0
    assert asked == [{"lang": "ko", "output": "text"}]
    assert "Usage" in run().stdout
    error = run("--lang", "ko", "list").exception
    assert isinstance(error, InputError)
    assert "slipstream claims list" in error.expected


def test_settings_are_reviewed_with_the_rest(tmp_path: Path) -> None:
    wrong = {"stated": {"levers": {"teem": 1}}, "otherwise": {"says": {"en": "a", "ko": "b"}}}
    path = write(tmp_path / "a.yaml", content(claim(effect=wrong, **REAL)))
    done = run("check", path)
    assert done.exit_code == 1
    assert "claims.workers.effect.stated.levers.teem: found an unknown name" in done.stdout
    assert "claims.workers.effect.stated.says.ko: found nothing" in done.stdout


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("a: &a [1, 1]\nb: &b [*a, *a]\nc: [*b, *b]\n", "an alias, *a"),
        ("[" * 100_000, "a list in a list"),
        ("a: " + "[" * 3_000 + "]" * 3_000, "a list in a list"),
        ("", "an empty file"),
        ("article: {title: A}\nclaims: []\nclaims: []\n", "'claims' twice"),
    ],
)
def test_hostile_files_end_in_a_message(tmp_path: Path, content: str, found: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(content, encoding="utf-8")
    error = run("check", path).exception
    assert isinstance(error, InputError)
    assert found in str(error.found)
