"""What a page gets for a state."""

from collections.abc import Mapping
from typing import Any, cast

import httpx
import numpy as np

from slipstream.ensemble.dataset import run
from slipstream.policy.build_scenario import build
from slipstream.registry.load import registry
from slipstream.service.schemas import Answer, Bands, Meta, Ranking
from slipstream.service.simulation import MAX_RANKING_DRAWS, QUANTILES

DRAWS = 1024


def ask(client: httpx.Client, **state: Any) -> Answer:  # noqa: ANN401
    answer = client.post("/api/simulate", json={"draws": DRAWS, "prior": True, **state})
    assert answer.status_code == 200, answer.text
    return Answer.model_validate(answer.json())


def by_level(bands: Bands) -> Mapping[str, list[float]]:
    """Tell a type checker that all quantiles hold the same."""
    return cast("Mapping[str, list[float]]", bands)


def test_series_are_the_quantiles_of_the_whole_world(client: httpx.Client) -> None:
    outputs = [*registry().outputs]
    found = ask(client, outputs=outputs)
    expected = run(build("KR"), draws=DRAWS)
    assert list(found.series) == outputs
    assert len(found.months) == 180
    assert (found.months[0], found.months[-1]) == ("2022-01", "2036-12")
    for name in outputs:
        bands = np.quantile(expected[name].values, [float(level) for level in QUANTILES], axis=0)
        series = np.array([*by_level(found.series[name]).values()])
        # The fixed world departs from one that sees Korea's moves in single draws, never far.
        assert np.mean(np.isclose(series, bands, rtol=2e-4, atol=1e-4)) > 0.99


def test_the_headline_agrees_with_its_series_and_sentences(client: httpx.Client) -> None:
    found = ask(client, by=2031, within=20)
    head = found.headline
    at = found.months.index("2031-12")
    lags = by_level(found.series["lag_months"])
    assert {level: values[at] for level, values in lags.items()} == head.lag_by
    years = [str(year) for year in range(2026, 2037)]
    assert list(head.joined_by_year) == years
    shares = list(head.joined_by_year.values())
    assert shares == sorted(shares)
    assert head.joined_by_year["2031"] == head.probability
    inside = head.in_race
    assert list(inside.by_year) == list(inside.bands) == years
    assert inside.by_year["2031"] == inside.within["20"] == inside.probability
    assert found.edges == [3, 12, 18, 20, 24]
    assert abs(sum(inside.bands["2031"][:4]) - inside.probability) < 1e-5
    assert head.dots == int(20 * inside.probability + 0.5)
    assert f"{100 * inside.probability:.0f}%" in head.sentence.en
    assert f"{100 * head.probability:.0f}%" in head.joined_sentence.en
    assert "at 19 months" in head.nearby_sentence.en
    assert head.likelihood.en in head.sentence.en
    assert "2031" in head.lag_sentence.ko
    assert found.coarse


def test_a_comparison_is_paired_draw_by_draw(client: httpx.Client) -> None:
    same = ask(client, levers={"teams": 3}, compare={"levers": {"teams": 3}}).difference
    assert same is not None
    assert (same.probability, same.lag_mean, same.public_cost_usd) == (0, 0, 0)
    assert all(
        value == 0
        for bands in same.series.values()
        for row in by_level(bands).values()
        for value in row
    )
    found = ask(client, levers={"from_scratch": 0}, compare={"policy": ["from-scratch"]})
    pair = found.difference
    assert pair is not None
    assert pair.other.policy == "from-scratch"
    assert pair.low < pair.probability < pair.high
    difference = found.headline.probability - pair.other.headline.probability
    assert abs(pair.probability - difference) < 2e-6
    inside = found.headline.in_race.probability - pair.other.headline.in_race.probability
    assert abs(pair.in_race.difference - inside) < 2e-6
    assert pair.in_race.low < pair.in_race.difference < pair.in_race.high
    assert pair.lag_mean < 0
    past = found.months.index("2026-03") + 1
    for bands in pair.series.values():
        assert all(value == 0 for row in by_level(bands).values() for value in row[:past])


def test_observed_models_are_there_by_name(client: httpx.Client) -> None:
    found = ask(client)
    assert {"capability_eci", "frontier_eci", "lag_months"} == set(found.observed)
    for records in found.observed.values():
        assert [record.date for record in records] == sorted(record.date for record in records)
        assert all(record.low <= record.value <= record.high for record in records)
        assert all(record.model for record in records)


def test_a_ranking_does_not_depend_on_what_is_shown(client: httpx.Client) -> None:
    asked = {"draws": 10_000, "levers": {"teams": 2}}
    first = client.post("/api/ranking", json=asked)
    found = Ranking.model_validate(first.json())
    assert found.draws == MAX_RANKING_DRAWS
    assert {place.code for place in found.countries} == set(build("KR").countries)
    medians = [place.lag_by["0.5"] for place in found.countries]
    assert medians == sorted(medians)
    shares = {place.code: place.in_race for place in found.countries}
    assert shares["US"] > 0.5 > shares["KR"]
    shown = {**asked, "outputs": ["talent_home"], "compare": {}}
    again = client.post("/api/ranking", json=shown)
    assert again.headers["etag"] == first.headers["etag"]
    closer = Ranking.model_validate(client.post("/api/ranking", json={**asked, "within": 3}).json())
    assert all(place.in_race <= shares[place.code] for place in closer.countries)
    assert client.post("/api/ranking", json={"country": "XX"}).status_code == 422


def test_levers_that_change_later_are_told_with_their_years(client: httpx.Client) -> None:
    found = Meta.model_validate(client.get("/api/meta").json())
    levers = build("KR").levers
    codes = build("KR").countries
    for lever in found.levers:
        for row, code in enumerate(codes):
            later = lever.later.get(code, {})
            for year in range(2027, 2037):
                begun = [each for each in later if int(each) <= year]
                value = later[begun[-1]] if begun else lever.today[code]
                assert levers[lever.name][(year - 2022) * 12, row] == value
    scheduled = {lever.name for lever in found.levers if "KR" in lever.later}
    assert "pledged_compute" in scheduled
