"""Packages that a plain install leaves out, by the extra that brings them."""

from collections.abc import Iterator
from contextlib import contextmanager

EXTRAS = {
    "serve": ("fastapi", "limits", "pydantic_settings", "uvicorn"),
    "fit": ("blackjax", "numpyro", "scoringrules"),
    "import": ("pandas", "sentencex"),
    "report": ("netCDF4", "xarray"),
}
"""Names under which the packages of each extra in ``pyproject.toml`` are imported."""


class MissingExtraError(ImportError):
    """Something was asked for that needs a package of an extra which is not installed."""


@contextmanager
def extras_named() -> Iterator[None]:
    """Say which extra is missing where an import inside fails for want of one.

    Raises
    ------
    MissingExtraError
        In place of `ModuleNotFoundError`, if the module comes with an extra.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        module = (error.name or "").partition(".")[0]
        for extra, modules in EXTRAS.items():
            if module in modules:
                raise MissingExtraError(
                    f"this needs {module}, which a plain install leaves out;"
                    f' pip install "slipstream[{extra}]" adds it',
                    name=module,
                ) from error
        raise
