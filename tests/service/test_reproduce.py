"""A link, and the command line that the page shows for it, give the same numbers."""

import json
import shlex
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

import slipstream as ss
from slipstream.cli import app
from slipstream.service.simulation import QUANTILES

DRAWS = 2048
CLOSURE = {
    "open_weights_closure": {
        "probability": 1,
        "window": ["2027-01", "2027-06"],
        "duration": 24,
        "severity": 0.8,
    },
    "power_shortage": {"duration": 24},
}
STATES: dict[str, dict[str, Any]] = {
    "today": {},
    "levers": {"levers": {"public_budget": 3.1e10, "teams": 2, "share_compute": 0.215}},
    "policy": {"policy": ["article", "from-scratch"], "by": 2032, "within": 9.5, "seed": 7},
    "shocks": {"shocks": CLOSURE, "levers": {"from_scratch": 0}},
    "leader": {"country": "US", "levers": {"public_budget": 1e11}, "shocks": CLOSURE},
    "prior": {"country": "FR", "prior": True, "levers": {"open_release": 1}},
}
COMPARED: dict[str, dict[str, Any]] = {
    "levers": {"levers": {"public_budget": 3.1e10}, "compare": {}},
    "shocks": {
        "policy": ["article"],
        "shocks": CLOSURE,
        "compare": {"policy": ["article"], "levers": {"teams": 1}, "shocks": CLOSURE},
    },
}


def asked(client: httpx.Client, state: dict[str, Any]) -> dict[str, Any]:
    answer = client.post("/api/simulate", json={"draws": DRAWS, **state})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def run(line: str) -> dict[str, Any]:
    command, *arguments = shlex.split(line)
    assert command == "slipstream"
    result = CliRunner().invoke(app, [*arguments, "--format", "json"], catch_exceptions=False)
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def percentiles(page: dict[str, float]) -> dict[str, float]:
    return {f"p{100 * float(level):g}": page[level] for level in QUANTILES}


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_the_shown_command_gives_the_page_s_numbers(
    client: httpx.Client, state: dict[str, Any]
) -> None:
    page = asked(client, state)
    told = run(page["reproduce"]["shell"])
    head = page["headline"]
    assert told["probability"] == head["probability"]
    inside = told["in_race"]
    assert inside["probability"] == head["in_race"]["probability"]
    assert inside["within"] == head["in_race"]["within"]
    assert inside["by_year"].items() <= head["in_race"]["by_year"].items()
    assert told["lag_bands"]["by_year"].items() <= head["in_race"]["bands"].items()
    assert told["lag_bands"]["edges_months"] == page["edges"]
    assert told["probability_error"] == head["error"]
    assert told["lag_months"]["now"] == percentiles(head["lag_now"])
    assert told["lag_months"][str(page["by"])] == percentiles(head["lag_by"])
    assert told["public_cost_usd"] == head["public_cost_usd"]
    assert told["joined_by_year"].items() <= head["joined_by_year"].items()
    series = {level: values[12 * 9 - 1] for level, values in page["series"]["lag_months"].items()}
    assert told["lag_months"]["2030"] == pytest.approx(percentiles(series), abs=0.051)


@pytest.mark.parametrize("state", COMPARED.values(), ids=COMPARED)
def test_the_shown_comparison_gives_the_page_s_difference(
    client: httpx.Client, state: dict[str, Any]
) -> None:
    page = asked(client, state)
    _, line = page["reproduce"]["shell"].splitlines()
    told = run(line)
    (pair,) = told["differences"]
    found = page["difference"]
    assert pair["in_race"] == found["in_race"]
    assert pair["probability"]["difference"] == found["probability"]
    assert pair["probability"]["low"] == found["low"]
    assert pair["probability"]["high"] == found["high"]
    assert pair["lag_months"]["mean"] == found["lag_mean"]
    assert pair["public_cost_usd"] == found["public_cost_usd"]
    first, second = told["outcomes"]
    assert first["probability"] == found["other"]["headline"]["probability"]
    assert second["probability"] == page["headline"]["probability"]


def test_the_shown_python_gives_the_page_s_numbers(client: httpx.Client) -> None:
    page = asked(client, {**STATES["shocks"], "compare": {}})
    imported, answered, compared = page["reproduce"]["python"].splitlines()
    assert imported == "import slipstream as ss"
    known = {"ss": ss}
    assert round(eval(answered, known).probability, 6) == page["headline"]["probability"]
    difference = eval(compared, known).differences[0].probability
    assert round(difference, 6) == page["difference"]["probability"]
