"""The answer to a state and the ranking under it, as a page of the simulator shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from slipstream.ensemble.indicators import Quantiles
from slipstream.ensemble.kept_world import CORE, LEVELS, Run, Worlds, monthly_quantiles
from slipstream.model.constants import MONTHS, month_name
from slipstream.policy.compare import difference
from slipstream.policy.files import Policy
from slipstream.policy.headline import Headline, headline, joined_by_year, standing
from slipstream.policy.question import Floats, Question, Standing
from slipstream.policy.ranking import rank
from slipstream.policy.scenario import build
from slipstream.report import story
from slipstream.report.comparison_story import difference_sentence
from slipstream.report.language import Language, language
from slipstream.report.likelihood import likelihood, twentieths
from slipstream.report.records import Record, best_scores, observed_lags, world_scores
from slipstream.report.rounding import decimals, dollars, significant
from slipstream.service.reproduce import reproduce
from slipstream.service.state import DRAWS, JOINED, State
from slipstream.version import __version__

QUANTILES = tuple(f"{level:g}" for level in LEVELS)
TONGUES = (language("en"), language("ko"))
RANKED = 2_048
"""Most draws of a ranking: the whole world runs for it, and it shows lags in whole months."""

MONTH_NAMES = [month_name(step) for step in range(MONTHS)]
DIGITS = 5
"""Significant digits of a series: more than a chart can show."""


@dataclass(frozen=True)
class _Simulated:
    """One policy's run, and what is told of it."""

    policies: list[Policy]
    run: Run
    standing: Standing
    headline: Headline

    @property
    def question(self) -> Question:
        return self.headline.question


def answer(state: State, worlds: Worlds) -> dict[str, Any]:
    """Work out the answer to a state.

    Parameters
    ----------
    state
        What is asked, checked.
    worlds
        Worlds that are kept.

    Raises
    ------
    InputError, RefusedError
        If the state names what does not exist or does not fit.
    """
    found = _simulated(state, state.policies(), worlds)
    other = None
    if state.compare is not None:
        other = _simulated(state, state.compare.policies("compare."), worlds)
    outputs = [name for name in state.outputs if name != JOINED]
    return {
        "version": __version__,
        "key": state.key,
        "coarse": state.draws < DRAWS,
        "draws": state.draws,
        "country": state.country,
        "by": state.by,
        "within": state.within,
        "seed": state.seed,
        "as_of": found.headline.as_of,
        "headline": _headline(found),
        "months": MONTH_NAMES,
        "series": _series(found.run, outputs),
        "observed": _observed(state.country),
        "difference": None if other is None else _difference(other, found, outputs),
        "reproduce": reproduce(state),
    }


def ranking(state: State) -> dict[str, Any]:
    """Place all countries under a state, the closest at the end of its year first.

    Raises
    ------
    InputError, RefusedError
        If the state names what does not exist or does not fit.
    """
    question = state.question
    scenario = build(
        question.country, state.policies(), now=question.now, posterior=question.posterior
    )
    draws = min(state.draws, RANKED)
    places = rank(scenario, question, draws, state.seed)
    closest = sorted(places, key=lambda code: (places[code].lag_by.p50, places[code].lag_by.p95))
    return {
        "draws": draws,
        "countries": [
            {
                "code": code,
                "lag_now": _quantiles(places[code].lag_now, 1),
                "lag_by": _quantiles(places[code].lag_by, 1),
            }
            for code in closest
        ],
    }


def _simulated(state: State, policies: list[Policy], worlds: Worlds) -> _Simulated:
    question = state.question
    scenario = build(question.country, policies, now=question.now, posterior=question.posterior)
    names = dict.fromkeys((*CORE, *state.outputs))
    names.pop(JOINED, None)
    run = worlds.run(scenario, tuple(names), draws=state.draws, seed=state.seed)
    stands = standing(run, question)
    return _Simulated(policies, run, stands, headline(stands, question, scenario.name, state.seed))


def _headline(found: _Simulated) -> dict[str, Any]:
    told = found.headline
    years = joined_by_year(found.standing, found.question)
    return {
        "probability": decimals(told.probability, 6),
        "error": decimals(told.probability_error, 4),
        "likelihood": _both(lambda tongue: likelihood(told.probability, tongue)),
        "question": _both(lambda tongue: story.question(told, tongue)),
        "sentence": _both(lambda tongue: story.headline(told, tongue)),
        "lag_sentence": _both(lambda tongue: story.lag(told, tongue)),
        "dots": twentieths(told.probability),
        "lag_now": _quantiles(told.lag_months["now"], 1),
        "lag_by": _quantiles(told.lag_months[str(told.question.by)], 1),
        "joined_by_year": {year: decimals(share, 6) for year, share in years.items()},
        "public_cost_usd": dollars(told.public_cost_usd),
    }


def _series(run: Run, outputs: list[str]) -> dict[str, Any]:
    return {name: _bands(run.quantiles(name)) for name in outputs}


def _bands(values: Floats) -> dict[str, list[float]]:
    return dict(zip(QUANTILES, significant(values, DIGITS).tolist(), strict=True))


def _quantiles(values: Quantiles, places: int) -> dict[str, float]:
    return {name: decimals(value, places) for name, value in zip(QUANTILES, values, strict=True)}


@cache
def _observed(country: str) -> dict[str, Any]:
    records = {
        "capability_eci": best_scores(country),
        "frontier_eci": world_scores(),
        "lag_months": observed_lags(country),
    }
    return {name: [_record(each) for each in found] for name, found in records.items()}


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


def _difference(other: _Simulated, found: _Simulated, outputs: list[str]) -> dict[str, Any]:
    names = ("other", "this")
    pair = difference(*names, other.standing, found.standing, found.question)

    def sentence(tongue: Language) -> str:
        labels = (story.policy_label(each.policies, tongue) for each in (other, found))
        return difference_sentence(pair, dict(zip(names, labels, strict=True)), tongue)

    return {
        "probability": decimals(pair.probability, 6),
        "low": decimals(pair.probability_low, 4),
        "high": decimals(pair.probability_high, 4),
        "lag_mean": decimals(pair.lag_mean, 2),
        "lag_by": _quantiles(pair.lag_months, 1),
        "public_cost_usd": dollars(pair.public_cost_usd),
        "series": {
            name: _bands(monthly_quantiles(found.run.less(other.run, name))) for name in outputs
        },
        "sentence": _both(sentence),
        "other": {
            "policy": other.headline.policy,
            "headline": _headline(other),
            "series": _series(other.run, outputs),
        },
    }


def _both(say: Callable[[Language], str]) -> dict[str, str]:
    return {tongue.code: str(say(tongue)) for tongue in TONGUES}
