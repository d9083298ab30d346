"""The answer to a state, as a page of the simulator shows it."""

from collections.abc import Callable
from typing import Any

import numpy as np

from slipstream.ensemble.indicators import PERCENTILES, Quantiles
from slipstream.model.constants import MONTHS, month_name
from slipstream.policy.answer import Headline, headline
from slipstream.policy.compare import difference
from slipstream.policy.files import Policy
from slipstream.policy.question import Floats
from slipstream.policy.scenario import build
from slipstream.policy.simulation import Simulation, bands, simulate
from slipstream.report import story
from slipstream.report.comparison_story import difference_sentence
from slipstream.report.language import Language, language
from slipstream.report.likelihood import likelihood, twentieths
from slipstream.report.records import Record, best_scores, observed_lags, world_scores
from slipstream.report.rounding import decimals, dollars
from slipstream.service.reproduce import reproduce
from slipstream.service.state import DRAWS, JOINED, Scene, State
from slipstream.version import __version__

QUANTILES = tuple(f"{percentile / 100:g}" for percentile in PERCENTILES)
TONGUES = (language("en"), language("ko"))
DIGITS = 5
"""Significant digits of a series: more than a chart can show."""


def answer(state: State) -> dict[str, Any]:
    """Work out the answer to a state.

    Raises
    ------
    InputError, RefusedError
        If the state names what does not exist or does not fit.
    """
    policies = state.policies()
    found = _simulation(state, policies)
    told = headline(state.question, found.name, found.sample, state.seed)
    return {
        "version": __version__,
        "key": state.key,
        "coarse": state.draws < DRAWS,
        "draws": state.draws,
        "country": state.country,
        "by": state.by,
        "within": state.within,
        "seed": state.seed,
        "as_of": told.as_of,
        "headline": _headline(told, found),
        "months": [month_name(step) for step in range(MONTHS)],
        "series": _series(found),
        "observed": _observed(state),
        "difference": _difference(state, state.compare, policies, found),
        "reproduce": reproduce(state),
    }


def _simulation(state: State, policies: list[Policy]) -> Simulation:
    question = state.question
    scenario = build(question.country, policies, now=question.now, posterior=question.posterior)
    names = [name for name in state.outputs if name != JOINED]
    return simulate(scenario, question, state.draws, state.seed, names)


def _headline(told: Headline, found: Simulation) -> dict[str, Any]:
    year = str(told.question.by)
    return {
        "probability": decimals(told.probability, 6),
        "error": decimals(told.probability_error, 4),
        "likelihood": _both(lambda tongue: likelihood(told.probability, tongue)),
        "question": _both(lambda tongue: story.question(told, tongue)),
        "sentence": _both(lambda tongue: story.headline(told, tongue)),
        "lag_sentence": _both(lambda tongue: story.lag(told, tongue)),
        "dots": twentieths(told.probability),
        "lag_now": _quantiles(told.lag_months["now"], 1),
        "lag_by": _quantiles(told.lag_months[year], 1),
        "joined_by_year": {
            each: decimals(share, 6) for each, share in found.joined_by_year.items()
        },
        "public_cost_usd": dollars(told.public_cost_usd),
    }


def _series(found: Simulation) -> dict[str, Any]:
    return {name: _bands(values) for name, values in found.outputs.items()}


def _bands(values: Floats) -> dict[str, list[float]]:
    return {name: _rounded(row) for name, row in zip(QUANTILES, bands(values), strict=True)}


def _rounded(row: Floats) -> list[float]:
    with np.errstate(divide="ignore"):
        size = np.where(row == 0, 1.0, np.abs(row))
    scale = 10.0 ** (DIGITS - 1 - np.floor(np.log10(size)))
    return [float(f"{value:.{DIGITS}g}") for value in (np.round(row * scale) / scale + 0.0)]


def _quantiles(values: Quantiles, places: int) -> dict[str, float]:
    return {name: decimals(value, places) for name, value in zip(QUANTILES, values, strict=True)}


def _observed(state: State) -> dict[str, Any]:
    records = {
        "capability_eci": best_scores(state.country),
        "frontier_eci": world_scores(),
        "lag_months": observed_lags(state.country),
    }
    return {name: [_record(each) for each in records[name]] for name in records}


def _record(record: Record) -> dict[str, Any]:
    return {
        "month": record.date.isoformat()[:7],
        "date": record.date.isoformat(),
        "value": decimals(record.value, 2),
        "low": decimals(record.low, 2),
        "high": decimals(record.high, 2),
        "model": record.model,
        "estimate": record.rough,
    }


def _difference(
    state: State, scene: Scene | None, policies: list[Policy], found: Simulation
) -> dict[str, Any] | None:
    if scene is None:
        return None
    others = scene.policies("compare.")
    other = _simulation(state, others)
    pair = difference(other.name, found.name, other.sample, found.sample, state.question)
    told = headline(state.question, other.name, other.sample, state.seed)

    def sentence(tongue: Language) -> str:
        names = {
            other.name: story.policy_label(others, tongue),
            found.name: story.policy_label(policies, tongue),
        }
        return difference_sentence(pair, names, tongue)

    return {
        "probability": decimals(pair.probability, 6),
        "low": decimals(pair.probability_low, 4),
        "high": decimals(pair.probability_high, 4),
        "lag_mean": decimals(pair.lag_mean, 2),
        "lag_by": _quantiles(pair.lag_months, 1),
        "public_cost_usd": dollars(pair.public_cost_usd),
        "series": {
            name: _bands(found.outputs[name] - values) for name, values in other.outputs.items()
        },
        "sentence": _both(sentence),
        "other": {
            "name": other.name,
            "headline": _headline(told, other),
            "series": _series(other),
        },
    }


def _both(say: Callable[[Language], str]) -> dict[str, str]:
    return {tongue.code: str(say(tongue)) for tongue in TONGUES}
