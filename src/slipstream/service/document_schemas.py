"""Schemas of the documents for OpenAPI: evidence, history, claims and model.

They describe what is sent and do not run when it is sent; the tests hold them against it.
"""

from typing import Annotated, Literal, NotRequired

from pydantic import ConfigDict, Field, RootModel, with_config
from typing_extensions import TypedDict

from slipstream.claims.ledger_schema import Verdict
from slipstream.evidence.fact_files import HistoryName
from slipstream.evidence.fact_schema import Basis, Confidence, Kind, Label
from slipstream.policy.grounds import Kind as Ground
from slipstream.registry.schema import Family
from slipstream.registry.schema import Group as LeverGroup
from slipstream.service.schemas import ApiModel, NamedLabel, Quantiles, Share

Month = Annotated[str, Field(pattern=r"^\d{4}-\d{2}$")]
Sector = Literal["compute", "economy", "talent", "efficiency", "open_models", "capability"]


class Spread(ApiModel):
    """The range that holds the share ``level`` of belief; one end may be open."""

    low: float | None
    high: float | None
    level: float
    basis: Basis


class FactBrief(ApiModel):
    """A fact in a line."""

    id: str
    country: str
    label: Label
    value: float
    unit: str
    date: str
    spread: Spread | None
    confidence: Confidence


class ListedFact(FactBrief):
    """A fact in the list of all."""

    kind: Kind
    used: bool
    conflict: bool


class CountryName(ApiModel):
    """A country, or the world."""

    code: str
    name: Label


class FactList(ApiModel):
    """All facts in brief."""

    as_of: str
    cutoff: str
    sources: Annotated[int, Field(description="How many there are.")]
    countries: list[CountryName]
    kinds: list[Kind]
    facts: list[ListedFact]


class Source(ApiModel):
    """A source, with a note on what it says."""

    title: str
    publisher: str
    date: str
    url: str
    note: str


class CitedFact(FactBrief):
    """A fact with its note and its sources."""

    note: str
    sources: list[Source]


class Finding(ApiModel):
    """A doubt about a fact."""

    severity: Literal["error", "warning"]
    rule: str
    message: str


class Use(ApiModel):
    """What rests on a fact; ``second`` is the other parameter of a correlation."""

    kind: Literal["parameter", "lever", "shock", "correlation", "policy"]
    name: str
    place: Label | None
    label: Label
    second: NamedLabel | None


class ClaimBrief(ApiModel):
    """A claim in a line."""

    id: str
    label: Label
    verdict: Verdict


class Fact(CitedFact):
    """All that is known of a fact."""

    place: Label
    kind: Kind
    told: str | None
    derived: str | None
    context: bool
    age_years: float
    doubts: list[Finding]
    conflicts: list[CitedFact]
    same: list[CitedFact]
    uses: list[Use]
    claims: list[ClaimBrief]


@with_config(ConfigDict(extra="forbid"))
class Observed(TypedDict):
    """An observation that the model is fitted to; ``source`` is the id of its source.

    ``name`` and ``organisation`` are of a model and its maker, ``owner`` is of accelerators.
    """

    country: str
    date: str
    value: float
    low: float | None
    high: float | None
    level: float | None
    kind: Literal["score", "estimate", "floor", "ceiling", "reported", "disputed"]
    source: str
    name: NotRequired[str]
    organisation: NotRequired[str]
    owner: NotRequired[Literal["all", "public", "private", "foreign"]]


class HistoryTable(ApiModel):
    """One table of observations."""

    name: HistoryName
    unit: str
    rows: list[Observed]


class Observations(ApiModel):
    """All observations, and the sources that they name."""

    countries: list[CountryName]
    tables: list[HistoryTable]
    sources: dict[str, Source]


@with_config(ConfigDict(extra="forbid"))
class GroundCounts(TypedDict, total=False):
    """How many numbers rest on facts alone, on facts and a judgement, on an assumption alone."""

    facts: int
    both: int
    assumption: int


class Row(ApiModel):
    """A parameter, a lever or a shock in brief."""

    name: str
    kind: Literal["parameter", "lever", "shock"]
    group: Sector | LeverGroup | None
    scope: Literal["world", "country"] | None
    label: Label
    unit: str
    range: tuple[float, float]
    equation: str
    grounds: GroundCounts


class SectorLabel(ApiModel):
    """A sector of the model."""

    name: Sector
    label: Label


class RowList(ApiModel):
    """All rows in brief, and what the model's numbers rest on."""

    sectors: list[SectorLabel]
    coverage: GroundCounts
    rows: list[Row]


class Grounded(ApiModel):
    """What a number rests on."""

    ground: Ground
    facts: list[FactBrief]
    assumption: str | None
    why: str | None


class Belief(Grounded):
    """What is believed of a parameter, in one country or for all.

    ``common`` says that the country's pack has nothing of its own.
    """

    country: str | None
    place: Label
    common: bool
    fixed: bool
    prior: Quantiles
    posterior: Quantiles | None


class CorrelatedPair(ApiModel):
    """Two parameters whose priors move together."""

    first: str
    second: str
    correlation: float
    facts: list[FactBrief]
    why: str


class ParameterRow(Row):
    """All that is believed of a parameter."""

    kind: Literal["parameter"]
    family: Family
    beliefs: list[Belief]
    together: list[CorrelatedPair]


class LeverSetting(Grounded):
    """A lever's value in one country, from ``year`` on."""

    country: str
    place: Label
    year: int
    value: float


class LeverRow(Row):
    """A lever, and where it stands in each country whose pack sets it."""

    kind: Literal["lever"]
    what: Label
    cost: Label
    common: float
    slider: tuple[float, float]
    settings: list[LeverSetting]


class ShockRow(Row):
    """A shock, and what its odds rest on."""

    kind: Literal["shock"]
    what: Label
    reach: str
    severity: float
    probability: Share
    window: tuple[Month, Month]
    duration: int
    facts: list[FactBrief]
    assumption: str | None


class AnyRow(RootModel[Annotated[ParameterRow | LeverRow | ShockRow, Field(discriminator="kind")]]):
    """All that is believed of a parameter, a lever or a shock."""


class Article(ApiModel):
    """The article from which Slipstream starts."""

    title: str
    publisher: str
    date: str
    url: str
    language: Literal["en", "ko"]


class VerdictCount(ApiModel):
    """How many claims have a verdict."""

    name: Verdict
    label: Label
    count: int


class Note(ApiModel):
    """A note, which may be there in one language only."""

    en: str | None
    ko: str | None


class StatedEffect(ApiModel):
    """What a claim means for the model: as it is stated, and what it is held against."""

    stated: Label
    against: Literal["shown", "otherwise"]
    other: Label


class Claim(ApiModel):
    """A claim of the article, and what became of it."""

    id: str
    label: Label
    quote: str
    verdict: Verdict
    reason: Label
    would_change: Label
    note: Note
    reached: str
    facts: list[FactBrief]
    sources: list[Source]
    effect: StatedEffect | None


class ClaimList(ApiModel):
    """The article's claims and their verdicts."""

    article: Article
    verdicts: list[VerdictCount]
    claims: list[Claim]


class Block(ApiModel):
    """A paragraph of the model's description, with the equations and rows that it anchors."""

    equations: list[str]
    rows: list[str]
    html: Label


class Section(ApiModel):
    """A section of the model's description."""

    id: str
    title: Label
    blocks: list[Block]


class PosteriorOrigin(ApiModel):
    """Where the posterior comes from."""

    sha256: str
    data_cutoff: str
    members: int
    command: str
    evidence: str


class Citation(ApiModel):
    """How to cite Slipstream."""

    title: str
    authors: list[str]
    licence: str


class ModelDescription(ApiModel):
    """The equations with their words, and what the numbers rest on."""

    version: str
    posterior: PosteriorOrigin
    rows: dict[str, Label]
    cite: Citation
    sections: list[Section]
