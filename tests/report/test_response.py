import json
import re
import warnings

import pytest

from slipstream.policy.question import Question
from slipstream.policy.response import Response, respond
from slipstream.registry.load import registry
from slipstream.report.charts import svg
from slipstream.report.language import Language, language
from slipstream.report.response_charts import lever_chart, shock_chart
from slipstream.report.response_text import response_json, response_markdown, response_text

EN, KO = language("en"), language("ko")


@pytest.fixture(scope="module")
def response() -> Response:
    return respond(Question("KR"), draws=100)


def test_the_json_has_every_lever_and_shock(response: Response) -> None:
    content = json.loads(json.dumps(response_json(response), allow_nan=False))
    rows = registry()
    assert [each["name"] for each in content["levers"]] == list(rows.levers)
    assert [each["name"] for each in content["shocks"]] == list(rows.shocks)
    assert (content["country"], content["years"], content["world"]) == ("KR", [2030, 2035], "kept")
    for curve in (*content["levers"], *content["shocks"]):
        for point in curve["points"]:
            for year in ("2030", "2035"):
                change = point["lag_months"][year]["change"]
                assert change["low"] <= change["mean"] <= change["high"]
            for share in (point["in_race"], point["joined"]):
                assert 0 <= share["probability"] <= 1


@pytest.mark.parametrize("locale", [EN, KO], ids=["en", "ko"])
def test_the_text_has_a_table_for_each_lever_and_shock(
    response: Response, locale: Language
) -> None:
    text = response_text(response, locale)
    rows = registry()
    for row in (*rows.levers.values(), *rows.shocks.values()):
        assert locale.of(row.label) in text
        assert f"({row.name})" in text
    assert text.count(" *") >= len(rows.shocks)
    assert "{" not in text
    assert "nan" not in text


def test_the_markdown_has_the_numbers_of_the_text(response: Response) -> None:
    text, table = response_text(response, EN), response_markdown(response, EN)
    rows = [line for line in table.splitlines() if re.match(r"\| [^-|]", line)]
    assert len(rows) > 100
    flat = " ".join(text.split())
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert " ".join(cells) in flat
    widths = {len(row.split("|")) for row in rows if "(" in row}
    assert len(widths) == 1


def test_what_moves_nothing_is_told(response: Response) -> None:
    idle = sum(not curve.moves for curve in (*response.levers, *response.shocks))
    told = "No value moves the answer by more than its Monte Carlo error."
    assert response_text(response, EN).count(told) == idle


@pytest.mark.parametrize("locale", [EN, KO], ids=["en", "ko"])
def test_charts_are_drawn_the_same_again(response: Response, locale: Language) -> None:
    with warnings.catch_warnings():
        # A glyph that the font lacks is a warning.
        warnings.simplefilter("error")
        for draw in (lever_chart, shock_chart):
            assert svg(draw(response, locale)) == svg(draw(response, locale))
