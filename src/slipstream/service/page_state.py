"""The state that a page asks about, and the question and policies that it stands for."""

import hashlib
import json
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from slipstream.countries.model_data import model_data
from slipstream.ensemble.posterior import believed, provenance
from slipstream.evidence.fact_schema import Label
from slipstream.model.constants import LAST_YEAR
from slipstream.policy.adjustments import Adjustments, overlays, shock_change
from slipstream.policy.policy_files import Policy, find_policy, shipped
from slipstream.policy.question import Question, ask
from slipstream.policy.run_options import MAX_DRAWS, MIN_DRAWS, RunOptions
from slipstream.registry.load import registry
from slipstream.service.error_messages import REPEATED_NAME, Expected, one_of
from slipstream.service.errors import ProblemError, invalid_value
from slipstream.version import __version__

DRAWS = RunOptions.draws
OUTPUTS = ("capability_eci", "frontier_eci", "open_eci", "lag_months")
DERIVED = ("in_race", "joined", "lag_bands")
"""Not outputs of a run but shares of draws that follow from all of it; every headline has them."""
FIRST_YEAR = 2026
MAX_SEED = 2**53 - 1
"""Beyond it a browser cannot tell whole numbers apart."""

Finite = Annotated[float, Field(allow_inf_nan=False)]
Name = Annotated[str, Field(max_length=64)]
Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$", examples=["2027-01"])]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ShockState(_Closed):
    """What is said of a shock; what is left out stays as the policies have it."""

    probability: Finite | None = Field(default=None, ge=0, le=1)
    window: list[Month] | None = Field(
        default=None, min_length=2, max_length=2, description="First and last month it may begin."
    )
    duration: int | None = Field(default=None, ge=1, le=1200, description="Months.")
    severity: Finite | None = None


class Scene(_Closed):
    """A policy: shipped ones by name, the later over the earlier, and what is set over them."""

    policy: list[Name] = Field(default=["today"], max_length=8, examples=[["today"]])
    levers: dict[Name, Finite] = Field(
        default={},
        max_length=64,
        description="Values held from the month after the evidence, in the lever's unit.",
        examples=[{"public_budget": 3e10}],
    )
    shocks: dict[Name, ShockState] = Field(default={}, max_length=16)

    def policies(self, prefix: str = "") -> list[Policy]:
        """Find the policies and lay the adjustments over them.

        Raises
        ------
        ProblemError, InputError
            If one does not exist or does not fit; ``prefix`` comes before the field's path.
        """
        policies = []
        for name in self.policy:
            if name not in shipped():
                expected = one_of(name, shipped())
                raise invalid_value(f"{prefix}policy", repr(name), expected, code="bad_policy")
            policies.append(_shipped(name))
        return [*policies, *overlays(self.adjustments, "request")]

    @property
    def adjustments(self) -> Adjustments:
        """What is set over the policies."""
        shocks = {
            name: shock_change(state.model_dump(exclude_none=True), "request", name)
            for name, state in self.shocks.items()
        }
        return Adjustments(self.levers, shocks)


class State(Scene):
    """Everything that an answer depends on, beside the version."""

    country: str = Field(default="KR", max_length=8, description="Code of a country.")
    by: int = Field(default=RunOptions.by, ge=FIRST_YEAR, le=LAST_YEAR, description="Year.")
    within: Finite = Field(
        default=RunOptions.within,
        ge=0,
        le=120,
        description="Largest lag that counts as in the race, months.",
    )
    draws: int = Field(
        default=DRAWS, ge=MIN_DRAWS, le=MAX_DRAWS, description="Size of the ensemble."
    )
    seed: int = Field(
        default=RunOptions.seed, ge=0, le=MAX_SEED, description="Seed of the random numbers."
    )
    prior: bool = Field(
        default=RunOptions.prior, description="Draw from the priors, not the posterior."
    )
    compare: Scene | None = Field(
        default=None,
        description="A policy to compare with, draw by draw, same random numbers.",
    )
    outputs: list[Name] = Field(
        default=list(OUTPUTS), max_length=32, description="Series to return, by name."
    )

    def check(self, max_draws: int) -> None:
        """Refuse an unknown country or output, and more draws than are allowed."""
        check_country(self.country)
        if self.draws > max_draws:
            expected = Expected("range", {"low": MIN_DRAWS, "high": max_draws, "unit": ""})
            raise invalid_value("draws", self.draws, expected)
        known = (*registry().outputs, *DERIVED)
        for name in self.outputs:
            if name not in known:
                raise invalid_value("outputs", repr(name), one_of(name, known))

    @property
    def question(self) -> Question:
        """The question that is asked."""
        return ask(self.country, self.options)

    @property
    def options(self) -> RunOptions:
        """What gives the same numbers at the command line and in Python."""
        return RunOptions(
            by=self.by,
            within=self.within,
            draws=self.draws,
            seed=self.seed,
            prior=self.prior,
            fixed_world=True,
        )

    @property
    def key(self) -> str:
        """Hash of version, posterior and state: the same key has the same answer."""
        content = [__version__, posterior_digest(), self.model_dump(mode="json")]
        text = json.dumps(content, sort_keys=True).encode()
        return hashlib.blake2b(text, digest_size=12).hexdigest()


def check_country(code: str) -> None:
    """Raise a ProblemError for a country that has no pack."""
    if code not in model_data().packs:
        raise invalid_value("country", repr(code), one_of(code, list(model_data().packs)))


@cache
def _shipped(name: str) -> Policy:
    return find_policy(name)


@cache
def posterior_digest() -> str:
    """Hash of the posterior that comes with the package."""
    return str((provenance(believed(prior=False)) or {})["sha256"])


def strict_json(body: bytes) -> Any:  # noqa: ANN401 - whatever the body holds
    """Parse JSON without what other parsers read differently: NaN, and a name given twice.

    Raises
    ------
    ProblemError
        If the body is no such JSON.
    """
    try:
        return json.loads(body, parse_constant=_no_constant, object_pairs_hook=_unique_names)
    except (ValueError, RecursionError) as error:
        found = "brackets too deep" if isinstance(error, RecursionError) else str(error)
        raise _bad_json("", found, "json") from error


def _no_constant(name: str) -> float:
    raise _bad_json("", name, "json_number")


def _unique_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        names = [name for name, _ in pairs]
        repeated = next(name for name in names if names.count(name) > 1)
        raise _bad_json(repeated, REPEATED_NAME, "json_unique_names")
    return content


def _bad_json(field: str, found: str | Label, expected: str) -> ProblemError:
    return invalid_value(field, found, Expected(expected), code="bad_json", status=400)
