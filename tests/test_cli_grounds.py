import json

import pytest
from typer.testing import CliRunner, Result

from slipstream import cli
from slipstream.files import InputError

FEW = ("--draws", "2048")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, ["evidence", *arguments])


def test_coverage_by_facts_is_told_in_both_languages_and_as_json() -> None:
    text = run("coverage", *FEW).stdout
    assert "rest on facts alone" in text
    assert "those on facts and a judgement" in text
    assert "The rest, by its share of the variance" in text
    assert "가정에만 근거한다" in run("coverage", *FEW, "--lang", "ko").stdout
    told = json.loads(run("coverage", *FEW, "--format", "json").stdout)
    numbers = told["numbers"]
    assert numbers["share_on_facts"] >= 0.85
    assert numbers["share_on_facts_alone"] == pytest.approx(
        numbers["facts"] / numbers["all"], abs=1e-4
    )
    for shares in told["variance"].values():
        assert set(shares) == {"facts", "both", "assumption"}
        assert shares["facts"] + shares["both"] >= 0.75
    assumed = {
        share["number"].rpartition(".")[2]
        for share in told["shares"]
        if share["ground"] == "assumption"
    }
    assert assumed
    assert {rest["parameter"] for rest in told["rest"]} >= assumed
    shares = {share["number"]: share for share in told["shares"]}
    assert shares["KR.release_interval"]["ground"] == "facts"


def test_facts_that_move_the_answer_are_told_in_both_languages_and_as_json() -> None:
    text = run("value", *FEW, "--top", "3").stdout
    assert "3. " in text
    assert "4. " not in text
    assert "behind it: release_interval (*)" in text
    assert "일 때: 격차" in run("value", *FEW, "--top", "1", "--lang", "ko").stdout
    told = json.loads(run("value", *FEW, "--format", "json", "--prior").stdout)
    assert len(told["facts"]) == 20
    assert set(told["facts"][0]) >= {"id", "numbers", "low", "high", "swing", "told"}


def test_coverage_of_an_unknown_country_is_an_input_error() -> None:
    assert isinstance(run("coverage", "--country", "XX", *FEW).exception, InputError)
    assert isinstance(run("value", "--draws", "1").exception, InputError)
