from pathlib import Path

import numpy as np
import pytest

from slipstream.ensemble.exogenous import NOW
from slipstream.files import InputError
from slipstream.model.constants import month_index
from slipstream.policy.build_scenario import build, overlay
from slipstream.policy.policy_files import find_policy, read_policy, shipped

HEAD = "name: mine\nlabel: {en: Mine, ko: 내 정책}\ndescription: {en: Mine, ko: 내 정책}\n"


def _write(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(HEAD + body, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", shipped())
def test_shipped_policies_fit_korea_and_bear_their_file_names(name: str) -> None:
    policy = find_policy(name)
    assert policy.name == name
    assert build("KR", [policy]).name == name


def test_values_are_converted_to_the_levers_unit(tmp_path: Path) -> None:
    path = _write(tmp_path, "levers: {public_budget: {value: 1.0e+12, unit: KRW/year}}\n")
    value = read_policy(path).levers["public_budget"].value
    assert value is not None
    assert 6e8 < value < 8e8


def test_a_plain_number_is_in_the_levers_unit_and_holds_after_the_evidence(tmp_path: Path) -> None:
    policy = read_policy(_write(tmp_path, "levers: {teams: 2}\n"))
    scenario = build("KR", [policy])
    teams = scenario.levers["teams"][:, scenario.focal_row]
    today = build("KR").levers["teams"][:, scenario.focal_row]
    assert (teams[NOW + 1 :] == 2).all()
    assert np.array_equal(teams[: NOW + 1], today[: NOW + 1])


def test_values_by_year_hold_until_the_next(tmp_path: Path) -> None:
    body = "levers: {public_budget: {by_year: {2028: 1.0e+9, 2030: 2.0e+9}}}\n"
    change = read_policy(_write(tmp_path, body)).levers["public_budget"]
    values = overlay(np.zeros(180), change, NOW + 1)
    assert values[month_index(2027, 12)] == 0
    assert values[month_index(2028, 1)] == values[month_index(2029, 12)] == 1e9
    assert values[month_index(2030, 1)] == values[-1] == 2e9


def test_later_policies_lie_over_earlier_ones(tmp_path: Path) -> None:
    mine = read_policy(_write(tmp_path, "levers: {from_scratch: 0.5}\n"))
    row = build("KR").focal_row
    for order, expected in (
        ([find_policy("open-base"), mine], 0.5),
        ([mine, find_policy("open-base")], 0),
    ):
        assert build("KR", order).levers["from_scratch"][-1, row] == expected


def test_only_the_focal_countrys_levers_move() -> None:
    today, scratch = build("KR"), build("KR", [find_policy("from-scratch")])
    others = [row for row in range(len(today.countries)) if row != today.focal_row]
    for name, values in today.levers.items():
        assert np.array_equal(values[:, others], scratch.levers[name][:, others])


@pytest.mark.parametrize(
    ("body", "field", "found", "expected"),
    [
        ("levers: {teems: 2}\n", "levers.teems", "an unknown name", "teams"),
        ("levers: {teams: 40}\n", "levers.teams", "40", "1 to 20"),
        ("levers: {teams: many}\n", "levers.teams", "'many'", "number"),
        (
            "levers: {pay_topup: {value: 1, unit: person}}\n",
            "levers.pay_topup.unit",
            "'person'",
            "USD/year",
        ),
        (
            "levers: {pay_topup: {value: 1, unit: quids}}\n",
            "levers.pay_topup.unit",
            "'quids'",
            "USD/year",
        ),
        ("levers: {teams: {value: 2, times: 2}}\n", "levers.teams", "", "one of"),
        ("levers: {public_budget: {by_year: {1999: 1}}}\n", "by_year.1999", "1999", "2022-01"),
        (
            "shocks: {closure: {probability: 1}}\n",
            "shocks.closure",
            "an unknown name",
            "open_weights",
        ),
        (
            "shocks: {chip_tariff: {probability: 2}}\n",
            "probability",
            "2",
            "less than or equal to 1",
        ),
        ("shocks: {chip_tariff: {severity: 9}}\n", "severity", "9", "0 to 2"),
        ("shocks: {chip_tariff: {window: [2030-01, 2029-01]}}\n", "window", "2030-01", "earlier"),
        ("starts: 2060-01\n", "starts", "2060-01", "2036-12"),
        ("colour: red\n", "colour", "an unknown field", "country"),
    ],
)
def test_mistakes_are_named(
    tmp_path: Path, body: str, field: str, found: str, expected: str
) -> None:
    path = _write(tmp_path, body)
    with pytest.raises(InputError) as caught:
        read_policy(path)
    message = str(caught.value)
    assert str(path) in message
    for part in (field, found, expected):
        assert part in message


@pytest.mark.parametrize("content", ["", "[1, 2]", "levers: [", "\ttab: 1"])
def test_files_that_are_no_policies_are_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"broken\.yaml"):
        read_policy(path)


def test_shares_of_the_budget_may_not_exceed_it(tmp_path: Path) -> None:
    policy = read_policy(_write(tmp_path, "levers: {share_compute: 0.9}\n"))
    with pytest.raises(InputError, match="come to 1 or less"):
        build("KR", [policy])


def test_a_factor_may_not_leave_the_range(tmp_path: Path) -> None:
    policy = read_policy(_write(tmp_path, "levers: {public_budget: {times: 1000}}\n"))
    with pytest.raises(InputError, match="public_budget"):
        build("KR", [policy])


def test_a_lever_that_is_named_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'teams' twice"):
        read_policy(_write(tmp_path, "levers:\n  teams: 1\n  teams: 2\n"))
