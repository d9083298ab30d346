"""Types of the registry's rows and of the priors that fill them."""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from slipstream.evidence.fact_schema import Label, Row

Group = Literal["money", "compute", "people", "openness", "partnership", "rules"]
Theme = Literal["capability", "lag", "compute", "talent", "sovereignty", "money"]
Family = Literal["normal", "lognormal", "logitnormal"]


def _number(value: object) -> object:
    """Read ``1e9`` as a number, which YAML 1.1 leaves as text."""
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return value
    return value


Number = Annotated[float, BeforeValidator(_number)]


class Form(Row):
    """What was believed about a number at one time, before history is looked at.

    Exactly one of: ``fact`` (centre and spread of that fact), ``low`` and ``high`` (the middle
    ``level`` of belief) or ``value`` (fixed). It rests on ``facts`` or is an ``assumption``;
    ``why`` says how the numbers follow from the facts.
    """

    fact: str | None = None
    low: Number | None = None
    high: Number | None = None
    value: Number | None = None
    level: float = Field(default=0.9, gt=0, lt=1)
    facts: tuple[str, ...] = ()
    assumption: str | None = None
    why: str | None = None

    @model_validator(mode="after")
    def _one_form_and_a_ground(self) -> Self:
        if (self.low is None) != (self.high is None):
            raise ValueError("low and high go together")
        if self.low is not None and self.high is not None and not self.low < self.high:
            raise ValueError("low must be below high")
        forms = [self.fact is not None, self.low is not None, self.value is not None]
        if sum(forms) != 1:
            raise ValueError("give exactly one of: fact, low and high, value")
        if not (self.fact or self.facts or self.assumption):
            raise ValueError("name the facts it rests on, or say `assumption:` and why")
        return self

    @property
    def cited(self) -> tuple[str, ...]:
        """Identifiers of all facts that the form rests on."""
        return (self.fact, *self.facts) if self.fact else self.facts


class Prior(Form):
    """What is believed about a number, and what was before its facts were known.

    ``earlier`` holds older forms, the newest first. Evidence that ends at some day has the first
    form whose facts were all known by then; one that cites none was known at any time.
    """

    earlier: tuple[Form, ...] = ()

    @property
    def forms(self) -> tuple[Form, ...]:
        """All forms, the newest first."""
        return (self, *self.earlier)


class NamedRow(Row):
    """A row of a registry table."""

    name: str
    unit: str
    label: Label


class Traced(NamedRow):
    """A row that enters an equation: the function, and its argument where that has another name."""

    range: tuple[Number, Number]
    equation: str
    argument: str | None = None


class Parameter(Traced):
    """A number that is uncertain: of the world, or of each country."""

    sector: str
    scope: Literal["world", "country"]
    family: Family
    prior: Prior | None = None


class Word(Row):
    """What a value along a slider means."""

    at: Number
    label: Label


class Lever(Traced):
    """A number that a government chooses.

    ``step`` is the smallest move of its slider, ``what`` says what it does, ``cost`` who pays or
    what is given up, and ``words`` what values mean, rising.
    """

    group: Group
    slider: tuple[Number, Number]
    step: Annotated[Number, Field(gt=0)]
    scale: Literal["linear", "log"] = "linear"
    today: Number
    cost: Label
    what: Label
    words: tuple[Word, ...]


class Shock(Traced):
    """Something that may happen to the world, to the focal country or to a named one."""

    reach: str
    severity: Number
    probability: float = Field(ge=0, le=1)
    window: tuple[str, str]
    duration: int = Field(ge=1)
    what: Label
    facts: tuple[str, ...] = ()
    assumption: str | None = None


class Output(NamedRow):
    """A number that a run reports each month.

    ``source`` says which part of the run holds it, ``equation`` which function of the model makes
    it, for outputs that are no state of a country's own.
    """

    group: Theme
    source: str
    equation: str | None = None


class Correlation(Row):
    """Two parameters whose priors move together.

    ``correlation`` is that of their normal scores; ``second`` follows ``first``, which no
    other row may follow, so that the rows can be applied one by one.
    """

    first: str
    second: str
    correlation: float = Field(gt=-1, lt=1)
    facts: tuple[str, ...] = Field(min_length=1)
    why: str
