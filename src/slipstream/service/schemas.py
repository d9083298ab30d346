"""Schemas of the simulator's answers for OpenAPI.

They describe what is sent and do not run when it is sent; the tests hold them against it.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, with_config
from typing_extensions import TypedDict

from slipstream.evidence.fact_schema import Label
from slipstream.registry.schema import Group, Theme, Word

# Pydantic needs that of typing_extensions before Python 3.12.
Quantiles = TypedDict(
    "Quantiles", {"0.05": float, "0.25": float, "0.5": float, "0.75": float, "0.95": float}
)
Bands = TypedDict(
    "Bands",
    {
        "0.05": list[float],
        "0.25": list[float],
        "0.5": list[float],
        "0.75": list[float],
        "0.95": list[float],
    },
)
"""Values by month."""

Share = Annotated[float, Field(ge=0, le=1)]


class ApiModel(BaseModel):
    """Base of the schemas; they have no field but their own."""

    model_config = ConfigDict(extra="forbid")


class InRace(ApiModel):
    """Being in the race at the end of a year: its mean lag over that year's twelve months."""

    probability: Share
    error: float
    by_year: dict[str, Share]
    within: Annotated[
        dict[str, Share], Field(description="By lag that counts, months: one less, asked, more.")
    ]
    bands: Annotated[
        dict[str, list[Share]], Field(description="Share of draws by band of lag, by year.")
    ]


class Headline(ApiModel):
    """The headline of one policy; money counts from the end of the evidence.

    ``probability``, ``error`` and ``joined_by_year`` are of having joined by the end of the year;
    ``likelihood``, ``sentence`` and ``dots`` tell of being in the race then.
    """

    in_race: InRace
    probability: Share
    error: float
    likelihood: Label
    question: Label
    sentence: Label
    joined_sentence: Label
    nearby_sentence: Label
    lag_sentence: Label
    dots: Annotated[int, Field(ge=0, le=20, description="Futures of twenty.")]
    lag_now: Quantiles
    lag_by: Quantiles
    joined_by_year: dict[str, Share]
    public_cost_usd: float


class Observation(ApiModel):
    """A model that set a record."""

    month: str
    date: str
    value: float
    low: float
    high: float
    model: str
    estimate: bool


class ComparedPolicy(ApiModel):
    """The policy that is compared with."""

    policy: str
    headline: Headline
    series: dict[str, Bands]


class ShareChange(ApiModel):
    """A difference of two shares and its 90% band."""

    difference: float
    low: float
    high: float


class Difference(ApiModel):
    """The state less the policy that it is compared with, draw by draw.

    ``probability``, ``low`` and ``high`` are of having joined by the end of the year.
    """

    in_race: ShareChange
    probability: float
    low: float
    high: float
    lag_mean: float
    lag_by: Quantiles
    public_cost_usd: float
    series: dict[str, Bands]
    sentence: Label
    other: ComparedPolicy


class Reproduce(ApiModel):
    """What gives the same numbers elsewhere."""

    shell: str
    python: str


class Answer(ApiModel):
    """The answer to a state."""

    version: str
    key: str
    coarse: bool
    draws: int
    country: str
    by: int
    within: float
    edges: Annotated[list[float], Field(description="Lags between the bands, months.")]
    seed: int
    as_of: str
    headline: Headline
    months: list[str]
    series: dict[str, Bands]
    observed: dict[str, list[Observation]]
    difference: Difference | None
    reproduce: Reproduce


class RankedCountry(ApiModel):
    """One country: in the race at the year's end, joined by then, months behind."""

    code: str
    in_race: Share
    probability: Share
    lag_now: Quantiles
    lag_by: Quantiles


class Ranking(ApiModel):
    """All countries, the closest first, from the first ``draws`` draws."""

    draws: int
    countries: list[RankedCountry]


class Country(ApiModel):
    """A country; for leaders the whole world runs again."""

    code: str
    name: Label
    leader: bool


class NamedLabel(ApiModel):
    """A name with its label."""

    name: str
    label: Label


class LeverSource(ApiModel):
    """What today's value of a lever rests on in a country."""

    country: str
    fact: str
    title: str
    publisher: str
    date: str
    url: str


class Lever(ApiModel):
    """A lever with its slider, and today's value by country."""

    name: str
    group: Group
    label: Label
    unit: str
    range: tuple[float, float]
    slider: tuple[float, float]
    scale: Literal["linear", "log"]
    step: float
    words: list[Word]
    what: Label
    cost: Label
    equation: str
    latex: str
    sources: list[LeverSource]
    today: dict[str, float]
    later: Annotated[
        dict[str, dict[str, float]],
        Field(description="Where today's policy changes: by country, values by first year."),
    ]


@with_config(ConfigDict(extra="forbid"))
class ShockSetting(TypedDict, total=False):
    """What a policy says of a shock; what it leaves out stays as in the registry."""

    probability: Share
    window: tuple[str, str]
    duration: int
    severity: float


class Shock(ApiModel):
    """A shock with today's odds."""

    name: str
    label: Label
    unit: str
    range: tuple[float, float]
    what: Label
    reach: str
    probability: Share
    severity: float
    window: tuple[str, str]
    duration: int


class Output(ApiModel):
    """An output of a run."""

    name: str
    label: Label
    unit: str
    group: Theme


class Policy(ApiModel):
    """A shipped policy, with what it sets in the month after the evidence."""

    name: str
    label: Label
    description: Label
    country: str | None
    state: dict[str, str]
    levers: dict[str, float]
    later: Annotated[
        dict[str, dict[str, float]],
        Field(description="Levers that change again later: values by first year."),
    ]
    shocks: dict[str, ShockSetting]


class Posterior(ApiModel):
    """What numbers are drawn from."""

    sha256: str
    data_cutoff: str
    members: int


class Defaults(ApiModel):
    """The state that is asked about first."""

    country: str
    by: int
    within: float
    draws: int
    seed: int
    policy: str


class Limits(ApiModel):
    """Least and most of what may be asked."""

    draws: tuple[int, int]
    by: tuple[int, int]
    within: tuple[float, float]


class Meta(ApiModel):
    """What a page has to know before it asks anything."""

    version: str
    posterior: Posterior
    as_of: str
    first_month: str
    last_month: str
    krw_per_usd: float
    h100_flop_per_second: float
    defaults: Defaults
    limits: Limits
    countries: list[Country]
    groups: list[NamedLabel]
    levers: list[Lever]
    shocks: list[Shock]
    outputs: list[Output]
    policies: list[Policy]
