"""The headline's numbers, from the draws of any run, and draws from runs against a fixed world."""

from dataclasses import dataclass

import numpy as np

from slipstream.arrays import Floats
from slipstream.ensemble.fixed_world import CORE, Run, Worlds
from slipstream.ensemble.indicators import (
    Quantiles,
    monte_carlo_error,
    quantiles_by_row,
)
from slipstream.ensemble.scenario import Scenario
from slipstream.model.constants import LAST_YEAR, MONTHS_PER_YEAR, START_YEAR, month_name
from slipstream.model.lag import in_race, joining_step, lag_by_year
from slipstream.model.sovereignty import SovereigntyShares
from slipstream.policy.question import Question, Sample, Standing

SHARES = tuple(f"sovereignty_{name}" for name in SovereigntyShares._fields)


@dataclass(frozen=True)
class InRace:
    """How likely a country is in the race at the end of a year: by its mean lag over that year.

    ``probability`` is that of the question's year and ``error`` bounds what another seed may
    change; ``by_year`` has it for each year. ``nearby`` is that of the question's year by lag
    (months) that would count: a month less, the one that is asked about, a month more. ``bands``
    is, by year, the share of draws in each band between the question's ``edges``, from the
    closest; a lag at an edge belongs to the band below it.
    """

    probability: float
    error: float
    by_year: dict[str, float]
    nearby: dict[float, float]
    bands: dict[str, tuple[float, ...]]


@dataclass(frozen=True)
class Headline:
    """The numbers that a person does not wait for, over ``draws`` draws of one ``seed``.

    Quantiles by label are at the end of the evidence (``now``) and at each year's end.
    ``probability`` is of having joined by the question's year, ``probability_error`` bounds
    what another seed may change; ``public_cost_usd`` counts from the end of the evidence.
    """

    question: Question
    policy: str
    draws: int
    seed: int
    as_of: str
    in_race: InRace
    probability: float
    probability_error: float
    joined_by_year: dict[str, float]
    lag_months: dict[str, Quantiles]
    public_cost_usd: float


def standing(run: Run, question: Question) -> Standing:
    """Keep of each draw what the headline and a comparison need.

    Parameters
    ----------
    run
        A run with the outputs ``CORE`` at least.
    question
        Country, year and what counts as being in the race.
    """

    def at_steps(name: str) -> np.ndarray[tuple[int, int], np.dtype[np.floating]]:
        return np.stack([run.at(name, step) for step in question.steps])

    lag = run.values("lag_months")
    return Standing(
        lag=at_steps("lag_months"),
        year_lag=lag_by_year(lag, question.now),
        capability=at_steps("capability_eci"),
        cost=run.at("public_cost_usd", question.last),
        joined=joining_step(lag, question.within_months, question.now),
    )


def fixed_world_sample(
    worlds: Worlds, scenario: Scenario, question: Question, draws: int, seed: int
) -> Sample:
    """Take an answer's sample from runs against a fixed world, as the simulator's page does."""
    core = worlds.run(scenario, CORE, draws=draws, seed=seed)
    # Apart from the first run, so that its numbers are those of the same compiled program.
    others = ("largest_run_log10_flop", *SHARES)
    more = worlds.run(scenario, others, draws=draws, seed=seed)
    return Sample(
        **vars(standing(core, question)),
        frontier=np.stack([core.at("frontier_eci", step) for step in question.steps]),
        largest_run=np.stack([more.at("largest_run_log10_flop", step) for step in question.steps]),
        frontier_before=core.at("frontier_eci", question.before),
        shares=np.stack([more.at(name, question.last) for name in SHARES]),
    )


def headline(found: Standing, question: Question, policy: str, seed: int) -> Headline:
    """Reduce draws to the headline's numbers.

    Parameters
    ----------
    found
        Where the country stands in each draw.
    question
        What is asked of it.
    policy
        What the policy is called.
    seed
        Seed of the draws' luck.
    """
    probability = found.probability(question.last)
    draws = found.joined.size
    return Headline(
        question=question,
        policy=policy,
        draws=draws,
        seed=seed,
        as_of=month_name(question.now),
        in_race=in_race_by_year(found, question, question.by),
        probability=probability,
        probability_error=monte_carlo_error(probability, draws),
        joined_by_year=joined_by_year(found, question, question.by),
        lag_months=dict(zip(question.labels, quantiles_by_row(found.lag), strict=True)),
        public_cost_usd=float(np.mean(found.cost)),
    )


def in_race_by_year(found: Standing, question: Question, last: int = LAST_YEAR) -> InRace:
    """Say how likely the country is in the race, and in each band of lag, up to ``last``."""
    years = question.years[: question.years.index(str(last)) + 1]
    lags, draws = found.year_lag[: len(years)], found.joined.size

    def within(months: float) -> Floats:
        shares: Floats = np.mean(in_race(lags, months), axis=-1, dtype=np.float64)
        return shares

    up_to = [within(edge) for edge in question.edges]
    bands = np.diff(up_to, axis=0, prepend=0.0, append=1.0).T
    asked = float(question.within_months)
    by_year = dict(zip(years, within(asked).tolist(), strict=True))
    year = years.index(str(question.by))
    return InRace(
        probability=by_year[str(question.by)],
        error=monte_carlo_error(by_year[str(question.by)], draws),
        by_year=by_year,
        nearby={
            months: float(within(months)[year])
            for months in (asked - 1, asked, asked + 1)
            if months >= 0
        },
        bands={label: tuple(row) for label, row in zip(years, bands.tolist(), strict=True)},
    )


def joined_by_year(found: Standing, question: Question, last: int = LAST_YEAR) -> dict[str, float]:
    """Share of draws that have joined by each year's end, from the evidence's year to ``last``."""
    first = START_YEAR + question.now // MONTHS_PER_YEAR
    return {
        str(year): found.probability((year - START_YEAR + 1) * MONTHS_PER_YEAR - 1)
        for year in range(first, last + 1)
    }
