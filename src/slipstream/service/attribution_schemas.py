"""Schemas of the attribution routes for OpenAPI."""

from slipstream.claims.ledger_schema import Verdict
from slipstream.evidence.fact_schema import Label
from slipstream.policy.grounds import Kind as Ground
from slipstream.service.document_schemas import Spread
from slipstream.service.schemas import ApiModel, Posterior, Share


class AttributionQuestion(ApiModel):
    """The question whose answer is taken apart."""

    country: str
    by: int
    within_months: float


class _Run(ApiModel):
    question: AttributionQuestion
    draws: int
    seed: int
    posterior: Posterior
    version: str
    as_of: str


class NumberCounts(ApiModel):
    """How many numbers there are, by what they rest on."""

    all: int
    facts: int
    both: int
    assumption: int
    share_on_facts_alone: Share
    share_on_facts: Share


class GroundShares(ApiModel):
    """Shares by ground of the variance that all numbers explain."""

    facts: Share
    both: Share
    assumption: Share


class OutcomeGrounds(ApiModel):
    """Shares by ground for both outcomes; null where an outcome does not vary."""

    lag: GroundShares | None
    joined: GroundShares | None


class ExplainedVariance(ApiModel):
    """Share of the variance that the numbers explain one by one."""

    lag: float
    joined: float


class LuckVariance(ApiModel):
    """Share of the variance that is luck still to come."""

    lag: float | None
    joined: float | None


class Remainder(ApiModel):
    """A parameter that rests on an assumption alone, and its share of the variance."""

    parameter: str
    label: Label
    countries: list[str]
    assumptions: list[str]
    lag: float
    joined: float


class NumberShare(ApiModel):
    """A number's share of the variance."""

    number: str
    ground: Ground
    facts: list[str]
    lag: float
    joined: float


class Coverage(_Run):
    """How much of an answer rests on facts."""

    numbers: NumberCounts
    variance: OutcomeGrounds
    explained: ExplainedVariance
    luck: LuckVariance
    rest: list[Remainder]
    shares: list[NumberShare]


class OutcomeChange(ApiModel):
    """A change of the mean lag (months) and of the probability of joining, with errors."""

    lag_months: float
    lag_error: float
    probability: float
    probability_error: float


class FactValue(ApiModel):
    """What a fact at either end of its spread changes.

    ``told`` says whether the draws can tell the change from none.
    """

    id: str
    label: Label
    value: float
    unit: str
    spread: Spread | None
    numbers: list[str]
    low: OutcomeChange
    high: OutcomeChange
    swing: OutcomeChange
    told: bool


class FactValues(_Run):
    """The facts that move an answer most."""

    facts_with_spread: int
    facts_without_spread: int
    facts: list[FactValue]


class Weight(ApiModel):
    """What facts and assumptions weigh in a country's answer."""

    place: Label
    coverage: Coverage
    value: FactValues


class Outcome(ApiModel):
    """An answer under a claim, or under what it is held against."""

    says: Label
    in_race: Share
    probability: Share


class MeanChange(ApiModel):
    """A mean change with its 90% band."""

    mean: float
    low: float
    high: float


class Percentiles(ApiModel):
    """Percentiles over draws."""

    p5: float
    p25: float
    p50: float
    p75: float
    p95: float


class LagChange(MeanChange):
    """A mean change of the lag (months), and its percentiles over draws."""

    futures: Percentiles


class EffectDifference(ApiModel):
    """The claim as stated less what it is held against."""

    in_race: MeanChange
    probability: MeanChange
    lag_months: LagChange
    public_cost_usd: float


class _Effect(ApiModel):
    id: str
    verdict: Verdict
    stated: Outcome
    difference: EffectDifference


class ClaimEffect(_Run, _Effect):
    """What a claim changes in an answer; one of ``shown`` and ``otherwise`` is there."""

    shown: Outcome | None = None
    otherwise: Outcome | None = None
