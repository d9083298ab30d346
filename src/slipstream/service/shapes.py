"""What the simulator's answers look like, for the API's document."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from slipstream.evidence.schema import Label
from slipstream.registry.schema import Group, Theme, Word

Quantiles = Annotated[
    dict[Literal["0.05", "0.25", "0.5", "0.75", "0.95"], float], Field(min_length=5)
]
Bands = Annotated[
    dict[Literal["0.05", "0.25", "0.5", "0.75", "0.95"], list[float]],
    Field(min_length=5, description="Values by month."),
]
Share = Annotated[float, Field(ge=0, le=1)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class InRace(_Shape):
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


class Headline(_Shape):
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


class Observation(_Shape):
    """A model that set a record."""

    month: str
    date: str
    value: float
    low: float
    high: float
    model: str
    estimate: bool


class Other(_Shape):
    """The policy that is compared with."""

    policy: str
    headline: Headline
    series: dict[str, Bands]


class Change(_Shape):
    """A difference of two shares and its 90% band."""

    difference: float
    low: float
    high: float


class Difference(_Shape):
    """The state less the policy that it is compared with, draw by draw.

    ``probability``, ``low`` and ``high`` are of having joined by the end of the year.
    """

    in_race: Change
    probability: float
    low: float
    high: float
    lag_mean: float
    lag_by: Quantiles
    public_cost_usd: float
    series: dict[str, Bands]
    sentence: Label
    other: Other


class Reproduce(_Shape):
    """What gives the same numbers elsewhere."""

    shell: str
    python: str


class Answer(_Shape):
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


class Place(_Shape):
    """One country: in the race at the year's end, joined by then, months behind."""

    code: str
    in_race: Share
    probability: Share
    lag_now: Quantiles
    lag_by: Quantiles


class Ranking(_Shape):
    """All countries, the closest first, from the first ``draws`` draws."""

    draws: int
    countries: list[Place]


class Country(_Shape):
    """A country; for leaders the whole world runs again."""

    code: str
    name: Label
    leader: bool


class Named(_Shape):
    """A name with its label."""

    name: str
    label: Label


class Source(_Shape):
    """What today's value of a lever rests on in a country."""

    country: str
    fact: str
    title: str
    publisher: str
    date: str
    url: str


class Lever(_Shape):
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
    sources: list[Source]
    today: dict[str, float]
    later: Annotated[
        dict[str, dict[str, float]],
        Field(description="Where today's policy changes: by country, values by first year."),
    ]


class ShockSetting(_Shape):
    """What a policy says of a shock."""

    probability: Share | None = None
    window: tuple[str, str] | None = None
    duration: int | None = None
    severity: float | None = None


class Shock(_Shape):
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


class Output(_Shape):
    """An output of a run."""

    name: str
    label: Label
    unit: str
    group: Theme


class Policy(_Shape):
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


class Posterior(_Shape):
    """What numbers are drawn from."""

    sha256: str
    data_cutoff: str
    members: int


class Defaults(_Shape):
    """The state that is asked about first."""

    country: str
    by: int
    within: float
    draws: int
    seed: int
    policy: str


class Limits(_Shape):
    """Least and most of what may be asked."""

    draws: tuple[int, int]
    by: tuple[int, int]
    within: tuple[float, float]


class Meta(_Shape):
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
    groups: list[Named]
    levers: list[Lever]
    shocks: list[Shock]
    outputs: list[Output]
    policies: list[Policy]
