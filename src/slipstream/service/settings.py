"""Settings of the service, from environment variables that begin with ``SLIPSTREAM_``."""

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from slipstream.files import InputError

PREFIX = "SLIPSTREAM_"


class Settings(BaseSettings):
    """What an operator may change; each is described in the documentation's page on serving."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    max_body_bytes: int = Field(
        default=16_384, ge=256, description="Largest body of a request, bytes."
    )
    max_draws: int = Field(
        default=20_000, ge=100, le=1_000_000, description="Most draws that a request may ask for."
    )
    rate: str = Field(
        default="200/second",
        pattern=r"^[1-9]\d{0,8}/(second|minute|hour)$",
        description="Most requests to the API from one address, such as `600/minute`.",
    )
    queue: int = Field(
        default=96, ge=1, description="Most simulations that may wait or run at once."
    )
    queue_per_client: int = Field(
        default=32,
        ge=1,
        description="Most of them that one page may have there, or one address whose pages do not"
        " name themselves.",
    )
    threads: int = Field(default=2, ge=1, le=64, description="Simulations that run side by side.")
    answer_cache_bytes: int = Field(
        default=64_000_000, ge=0, description="Answers that are kept for the next who asks, bytes."
    )
    worlds: int = Field(
        default=6,
        ge=1,
        description="Worlds that are kept so that one country can be run again alone; each takes"
        " about 120 MB of memory for 10,000 draws.",
    )
    trusted_proxy: str = Field(
        default="",
        description="Address of a web server before this one, whose word on visitors' addresses"
        " is taken.",
    )
    warm: bool = Field(
        default=True, description="Whether the first answer is worked out before anyone asks."
    )


def read_settings() -> Settings:
    """Read the settings from the environment.

    Raises
    ------
    InputError
        If one of them is not what it may be; the message names the variable.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = f"{PREFIX}{first['loc'][0]}".upper()
        expected = str(first["msg"]).removeprefix("Input should be ")
        raise InputError(name, "", repr(first["input"]), expected) from error
