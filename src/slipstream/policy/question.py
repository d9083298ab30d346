"""The question that is asked, and the sample of draws that answers it."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from slipstream.arrays import Floats
from slipstream.countries.model_data import ModelData, model_data
from slipstream.ensemble.engine import Track
from slipstream.ensemble.exogenous import NOW
from slipstream.ensemble.posterior import Posterior, believed
from slipstream.ensemble.run import BlocksUnderWay, blocks_under_way
from slipstream.ensemble.scenario import Scenario
from slipstream.files import InputError
from slipstream.model.constants import LAST_YEAR, MONTHS_PER_YEAR, START_YEAR
from slipstream.model.lag import in_race, joining_step, lag_by_year
from slipstream.policy.build_scenario import build
from slipstream.policy.policy_files import Policy
from slipstream.policy.run_options import RunOptions

BAND_EDGES = (3.0, 12.0, 18.0, 24.0)
"""Lags between which the bands of an answer lie (months), beside the one that is asked about."""


@dataclass(frozen=True)
class Question:
    """Is ``country`` in the frontier AI race at the end of ``by``, and has it joined by then?

    It is *in the race* at the end of a year over whose twelve months it was at most
    ``within_months`` behind the frontier on average. It *has joined* by then if it was at most so
    far behind for twelve months running at some time after the evidence, whether or not it stayed.
    ``by`` is a year, ``now`` the step of the last month of the evidence that the answer rests on,
    ``posterior`` what is drawn from, or nothing for the priors, and ``data`` what all of it is
    read from.
    """

    country: str
    by: int = RunOptions.by
    within_months: float = RunOptions.within
    now: int = NOW
    posterior: Posterior | None = None
    data: ModelData = field(default_factory=model_data, repr=False)

    def __post_init__(self) -> None:
        first = START_YEAR + self.now // MONTHS_PER_YEAR
        if not first <= self.by <= LAST_YEAR:
            raise InputError("--by", "", self.by, f"a year from {first} to {LAST_YEAR}")
        if not 0 <= self.within_months <= 120:
            raise InputError("--within", "", f"{self.within_months:g}", "0 to 120 months")

    def scenario(self, policies: Sequence[Policy] = ()) -> Scenario:
        """Lay policies over today's for the country that is asked about; see `build`."""
        return build(self.country, policies, now=self.now, posterior=self.posterior, data=self.data)

    @property
    def steps(self) -> tuple[int, ...]:
        """Steps that the answer reports: the end of the evidence, then each year's end."""
        years = range(self.now // MONTHS_PER_YEAR, self.by - START_YEAR + 1)
        return (self.now, *(year * MONTHS_PER_YEAR + MONTHS_PER_YEAR - 1 for year in years))

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of those steps: ``now``, then the years."""
        return ("now", *(str(START_YEAR + step // MONTHS_PER_YEAR) for step in self.steps[1:]))

    @property
    def last(self) -> int:
        """Last step that counts."""
        return self.steps[-1]

    @property
    def years(self) -> tuple[str, ...]:
        """Years from that of the evidence's end to the last of a run."""
        return tuple(map(str, range(START_YEAR + self.now // MONTHS_PER_YEAR, LAST_YEAR + 1)))

    @property
    def edges(self) -> tuple[float, ...]:
        """Lags at which one band of the answer ends and the next begins, rising (months)."""
        return tuple(sorted({*BAND_EDGES, float(self.within_months)}))

    @property
    def before(self) -> int:
        """Step that lies ``within_months`` before the last one."""
        return max(self.last - round(self.within_months), 0)


def ask(country: str, options: RunOptions) -> Question:
    """Ask of a country what the options say, resting on the shipped posterior or the priors.

    ``country`` is its code or its name in English or Korean.

    Raises
    ------
    InputError
        If there is no such country.
    """
    posterior = believed(prior=options.prior)
    return Question(model_data().code(country), options.by, options.within, posterior=posterior)


@dataclass(frozen=True)
class Standing:
    """Where the country stands in each draw.

    ``lag`` (months) and ``capability`` (ECI) are ``(step, draw)`` over the question's steps,
    ``year_lag`` is the mean lag of each of its ``years`` ``(year, draw)``, ``cost`` is public money
    from the end of the evidence to the last of the steps (USD), ``joined`` the joining step
    ``(draw,)``.
    """

    lag: Floats
    year_lag: Floats
    capability: Floats
    cost: Floats
    joined: NDArray[np.int32]

    def probability(self, last: int) -> float:
        """Share of draws that have joined by a step."""
        return float(np.mean(self.joined <= last))

    def in_race(self, question: Question) -> NDArray[np.bool_]:
        """Draws in which the country is in the race at the end of the question's year."""
        year = question.years.index(str(question.by))
        return in_race(self.year_lag[year], question.within_months)


@dataclass(frozen=True)
class Sample(Standing):
    """What an answer needs of each draw.

    ``frontier`` (ECI) and ``largest_run`` (log10 FLOP) are ``(step, draw)`` over the question's
    steps. At the last of them: ``frontier_before`` is the frontier ``within_months`` earlier (ECI),
    ``shares`` are the four of sovereignty ``(share, draw)``.
    """

    frontier: Floats
    largest_run: Floats
    frontier_before: Floats
    shares: Floats


def take_sample(scenario: Scenario, question: Question, draws: int, seed: int) -> Sample:
    """Run the whole world and keep of each draw what an answer needs."""
    with sampling(scenario, question, draws, seed) as run:
        return gathered(run)


def sampling(
    scenario: Scenario, question: Question, draws: int, seed: int
) -> AbstractContextManager[BlocksUnderWay[Sample]]:
    """Begin to take a sample; its first block can be worked with while the others run."""
    return blocks_under_way(
        scenario, draws, seed, lambda track, count: _of_block(track, count, question)
    )


def gathered(run: BlocksUnderWay[Sample]) -> Sample:
    """Put together what was kept of all blocks."""
    parts = run.parts()
    return Sample(
        **{
            field.name: np.concatenate([getattr(part, field.name) for part in parts], axis=-1)
            for field in fields(Sample)
        }
    )


def _of_block(track: Track, count: int, question: Question) -> Sample:
    steps = list(question.steps)

    def counted(values: object) -> Floats:
        return np.asarray(values)[..., :count]

    outcome = track.outcome
    lag = counted(track.lag)
    frontier = counted(track.frontier)
    return Sample(
        lag=lag[steps],
        year_lag=lag_by_year(lag, question.now),
        capability=counted(outcome.capability)[steps],
        frontier=frontier[steps],
        largest_run=counted(outcome.largest_run)[steps],
        # One row by itself would be a view that holds on to every month.
        frontier_before=frontier[question.before].copy(),
        shares=np.stack([counted(share)[question.last] for share in outcome.sovereignty]),
        cost=counted(outcome.public_cost)[question.last].copy(),
        joined=joining_step(lag, question.within_months, question.now),
    )
