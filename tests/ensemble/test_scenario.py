from dataclasses import replace

from slipstream.ensemble.scenario import Scenario


def test_the_focal_row_is_its_place_among_the_countries(scenario: Scenario) -> None:
    assert scenario.countries[scenario.focal_row] == "KR"
    assert replace(scenario, focal=scenario.countries[0]).focal_row == 0
