"""The answer to a state and the ranking under it, as a page of the simulator shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from slipstream.arrays import Floats
from slipstream.ensemble.cores import Wanted, always
from slipstream.ensemble.fixed_world import CORE, Run, Worlds
from slipstream.ensemble.indicators import Quantiles
from slipstream.ensemble.single_flight import SingleFlight
from slipstream.model.constants import MONTHS, month_name
from slipstream.policy.compare import difference
from slipstream.policy.files import Policy
from slipstream.policy.headline import Headline, headline, in_race_by_year, joined_by_year, standing
from slipstream.policy.question import Question, Standing
from slipstream.policy.ranking import rank
from slipstream.report import answer_sentences, race_text
from slipstream.report.answer_json import in_race_json
from slipstream.report.comparison_sentences import difference_sentence
from slipstream.report.language import Language, language
from slipstream.report.likelihood import likelihood, twentieths
from slipstream.report.records import Record, best_scores, observed_lags, world_scores
from slipstream.report.rounding import decimals, dollars, significant
from slipstream.service.reproduce import reproduce
from slipstream.service.state import DERIVED, DRAWS, State
from slipstream.statistics import LEVELS
from slipstream.version import __version__

QUANTILES = tuple(f"{level:g}" for level in LEVELS)
TONGUES = (language("en"), language("ko"))
RANKED = 2_048
"""Most draws of a ranking: the whole world runs for it, and it shows lags in whole months."""

OTHERS = 4
"""Policies that are compared with, which are kept while levers move: 26 MB each, mostly."""

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


@dataclass(frozen=True)
class _Other:
    """A policy that is compared with, and what is told of it by itself."""

    simulated: _Simulated
    told: dict[str, Any]


class Answers:
    """Works out answers, and keeps what the next move of a lever needs again.

    Parameters
    ----------
    worlds
        Worlds that are kept, so that one country can be run again alone.
    """

    def __init__(self, worlds: int) -> None:
        self._worlds = Worlds(worlds)
        self._others: SingleFlight[str, _Other] = SingleFlight(OTHERS)

    def answer(self, state: State, wanted: Wanted = always) -> dict[str, Any]:
        """Work out the answer to a state.

        Raises
        ------
        AbandonedError
            If it is not ``wanted`` any more.
        InputError, RefusedError
            If the state names what does not exist or does not fit.
        """
        found = self._simulated(state, state.policies(), wanted)
        outputs = [name for name in state.outputs if name not in DERIVED]
        return {
            "version": __version__,
            "key": state.key,
            "coarse": state.draws < DRAWS,
            "draws": state.draws,
            "country": state.country,
            "by": state.by,
            "within": state.within,
            "edges": list(found.question.edges),
            "seed": state.seed,
            "as_of": found.headline.as_of,
            "headline": _headline(found),
            "months": MONTH_NAMES,
            "series": _series(found.run, outputs),
            "observed": _observed(state.country),
            "difference": self._difference(state, found, outputs),
            "reproduce": reproduce(state),
        }

    def _simulated(
        self, state: State, policies: list[Policy], wanted: Wanted = always
    ) -> _Simulated:
        question = state.question
        scenario = question.scenario(policies)
        asked = (*CORE, *(name for name in state.outputs if name not in DERIVED))
        names = tuple(dict.fromkeys(asked))
        run = self._worlds.run(scenario, names, draws=state.draws, seed=state.seed, wanted=wanted)
        stands = standing(run, question)
        told = headline(stands, question, scenario.name, state.seed)
        return _Simulated(policies, run, stands, told)

    def _difference(
        self, state: State, found: _Simulated, outputs: list[str]
    ) -> dict[str, Any] | None:
        scene = state.compare
        if scene is None:
            return None

        def make() -> _Other:
            # Others may wait for it as well, so it is never given up.
            other = self._simulated(state, scene.policies("compare."))
            told = {
                "policy": other.headline.policy,
                "headline": _headline(other),
                "series": _series(other.run, outputs),
            }
            return _Other(other, told)

        alone = state.model_copy(update={**dict(scene), "compare": None})
        other = self._others.get(alone.key, make)
        return {**_paired(other.simulated, found, outputs), "other": other.told}


def ranking(state: State) -> dict[str, Any]:
    """Place all countries under a state, the closest at the end of its year first.

    Raises
    ------
    InputError, RefusedError
        If the state names what does not exist or does not fit.
    """
    question = state.question
    scenario = question.scenario(state.policies())
    draws = min(state.draws, RANKED)
    places = rank(scenario, question, draws, state.seed)
    closest = sorted(places, key=lambda code: (places[code].lag_by.p50, places[code].lag_by.p95))
    return {
        "draws": draws,
        "countries": [
            {
                "code": code,
                "in_race": decimals(places[code].in_race, 6),
                "probability": decimals(places[code].probability, 6),
                "lag_now": _quantiles(places[code].lag_now, 1),
                "lag_by": _quantiles(places[code].lag_by, 1),
            }
            for code in closest
        ],
    }


def _headline(found: _Simulated) -> dict[str, Any]:
    told = found.headline
    years = joined_by_year(found.standing, found.question)
    inside = in_race_by_year(found.standing, found.question)
    return {
        "in_race": {
            **in_race_json(inside),
            "bands": {
                year: [decimals(share, 6) for share in shares]
                for year, shares in inside.bands.items()
            },
        },
        "probability": decimals(told.probability, 6),
        "error": decimals(told.probability_error, 4),
        "likelihood": _both(lambda tongue: likelihood(inside.probability, tongue)),
        "question": _both(lambda tongue: race_text.question(told, tongue)),
        "sentence": _both(lambda tongue: race_text.headline(told, tongue)),
        "joined_sentence": _both(lambda tongue: race_text.joined(told, tongue)),
        "nearby_sentence": _both(lambda tongue: race_text.nearby(told, tongue)),
        "lag_sentence": _both(lambda tongue: answer_sentences.lag(told, tongue)),
        "dots": twentieths(inside.probability),
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


def _paired(other: _Simulated, found: _Simulated, outputs: list[str]) -> dict[str, Any]:
    names = ("other", "this")
    pair = difference(*names, other.standing, found.standing, found.question)

    def sentence(tongue: Language) -> str:
        labels = (answer_sentences.policy_label(each.policies, tongue) for each in (other, found))
        return difference_sentence(pair, dict(zip(names, labels, strict=True)), tongue)

    return {
        "in_race": {
            "difference": decimals(pair.in_race, 6),
            "low": decimals(pair.in_race_low, 4),
            "high": decimals(pair.in_race_high, 4),
        },
        "probability": decimals(pair.probability, 6),
        "low": decimals(pair.probability_low, 4),
        "high": decimals(pair.probability_high, 4),
        "lag_mean": decimals(pair.lag_mean, 2),
        "lag_by": _quantiles(pair.lag_months, 1),
        "public_cost_usd": dollars(pair.public_cost_usd),
        "series": {name: _bands(found.run.less(other.run, name)) for name in outputs},
        "sentence": _both(sentence),
    }


def _both(say: Callable[[Language], str]) -> dict[str, str]:
    return {tongue.code: str(say(tongue)) for tongue in TONGUES}
