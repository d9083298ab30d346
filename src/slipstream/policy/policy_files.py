"""Policy files: overlays on today's policy."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from slipstream.evidence.fact_files import load_facts
from slipstream.evidence.fact_schema import Label, Row
from slipstream.evidence.units import convert
from slipstream.files import InputError, nearest, parse, read_yaml
from slipstream.model.constants import LAST_YEAR, MONTHS, START_YEAR, month_step
from slipstream.registry.load import registry
from slipstream.registry.schema import Number, Traced

DATA = Path(__file__).parent / "data"

Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


class Change(Row):
    """A lever's new value, values by year of which each holds until the next, or a factor.

    ``times`` multiplies what the policy below has, month by month.
    """

    value: Number | None = None
    by_year: dict[int, Number] | None = None
    times: Number | None = Field(default=None, ge=0)
    unit: str | None = None
    facts: tuple[str, ...] = ()
    assumption: str | None = None
    why: str | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        forms = [self.value is not None, bool(self.by_year), self.times is not None]
        if sum(forms) != 1:
            raise ValueError("give a number, or one of: value, by_year, times")
        return self


class ShockChange(Row):
    """What a policy file says of a shock; what it leaves out stays as in the registry."""

    probability: float | None = Field(default=None, ge=0, le=1)
    window: tuple[Month, Month] | None = None
    duration: int | None = Field(default=None, ge=1, le=1200)
    severity: Number | None = None


def bare(entry: object) -> object:
    """Take a bare number as the value of a change."""
    return {"value": entry} if isinstance(entry, int | float | str) else entry


class Policy(Row):
    """A policy file.

    Attributes
    ----------
    name
        Short name, such as ``open-base``.
    country
        The only country for which it makes sense, if it is not for any.
    starts
        First month in which its levers hold; by default the first after the evidence ends.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    label: Label
    description: Label
    country: str | None = None
    starts: Month | None = None
    levers: dict[str, Annotated[Change, BeforeValidator(bare)]] = Field(default_factory=dict)
    shocks: dict[str, ShockChange] = Field(default_factory=dict)


def shipped() -> tuple[str, ...]:
    """Names of the policies that come with the package."""
    return tuple(sorted(path.stem for path in DATA.glob("*.yaml")))


def find_policy(name: str) -> Policy:
    """Return a shipped policy by its name, or read a policy file by its path.

    Raises
    ------
    InputError
        If there is no such policy or file, or the file has a mistake.
    """
    if name in shipped():
        return read_policy(DATA / f"{name}.yaml")
    if name.endswith((".yaml", ".yml")) or Path(name).exists():
        return read_policy(Path(name))
    expected = f"a file that ends in .yaml, or a shipped policy: {nearest(name, shipped())}"
    raise InputError("--policy", "", repr(name), expected)


def read_policy(path: Path) -> Policy:
    """Read a policy file, in the registry's units.

    Raises
    ------
    InputError
        If it is no policy, or names an unknown lever or shock, a wrong unit, a value out of
        range or a month outside the run.
    """
    content = read_yaml(path, strict=True)
    if not isinstance(content, Mapping):
        raise InputError(path, "", _kind(content), "a mapping with name, label and levers")
    return policy_of(content, path)


def policy_of(content: Mapping[str, object], path: Path) -> Policy:
    """Check what a policy file holds, and convert it to the registry's units.

    Raises
    ------
    InputError
        As `read_policy`; the message names ``path``.
    """
    policy = parse(Policy, content, path)
    if policy.starts is not None:
        _month(policy.starts, path, "starts")
    levers = {name: _in_unit(change, name, path) for name, change in policy.levers.items()}
    for name, change in policy.shocks.items():
        check_shock(change, name, path)
    return policy.model_copy(update={"levers": levers})


def check_shock(change: ShockChange, name: str, where: str | Path) -> None:
    """Check what is said of a shock; an unknown name or a value out of range is an InputError."""
    row = registry().shock(name, where, "shocks")
    if change.severity is not None:
        check_range(change.severity, row, where, f"shocks.{name}.severity")
    if change.window is not None:
        first, last = (_month(month, where, f"shocks.{name}.window") for month in change.window)
        if first > last:
            found = " to ".join(change.window)
            raise InputError(where, f"shocks.{name}.window", found, "the earlier month first")


def _in_unit(change: Change, name: str, path: Path) -> Change:
    row = registry().lever(name, path, "levers")
    field = f"levers.{name}"

    def converted(value: float, where: str) -> float:
        if change.unit is not None:
            try:
                value = convert(
                    value, change.unit, row.unit, exchange_rates=load_facts().exchange_rates
                )
            except InputError as error:
                expected = f"{row.unit}, or a unit that converts to it"
                raise InputError(path, f"{field}.unit", repr(change.unit), expected) from error
        check_range(value, row, path, where)
        return value

    if change.value is not None:
        return change.model_copy(update={"value": converted(change.value, field), "unit": None})
    years = {
        year: converted(value, f"{field}.by_year.{year}")
        for year, value in sorted((change.by_year or {}).items())
    }
    for year in years:
        _month(f"{year}-01", path, f"{field}.by_year.{year}")
    return change.model_copy(update={"by_year": years, "unit": None})


def check_range(value: float, row: Traced, where: str | Path, field: str) -> None:
    """Check a value against the range of its row; outside it, raise InputError."""
    low, high = row.range
    if not low <= value <= high:
        unit = "" if row.unit == "dimensionless" else f" {row.unit}"
        raise InputError(where, field, f"{value:g}{unit}", f"{low:g} to {high:g}{unit}")


def _month(month: str, where: str | Path, field: str) -> int:
    step = month_step(month)
    if not 0 <= step < MONTHS:
        expected = f"a month from {START_YEAR}-01 to {LAST_YEAR}-12"
        raise InputError(where, field, repr(month), expected)
    return step


def _kind(content: object) -> str:
    return "an empty file" if content is None else f"a {type(content).__name__}"
