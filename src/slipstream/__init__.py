"""Slipstream: can a country join the frontier AI race?

>>> import slipstream as ss
>>> answer = ss.answer("KR", by=2030, draws=1000)
>>> 0 < answer.probability < 1
True
"""

from typing import TYPE_CHECKING, Any

from slipstream.version import __version__

if TYPE_CHECKING:
    from slipstream.api import answer, compare, run

__all__ = ["__version__", "answer", "compare", "run"]
_INTERFACE = ("answer", "compare", "run")


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the interface holds
    # The interface brings JAX along, which `import slipstream` alone must not wait for.
    if name in _INTERFACE:
        from slipstream import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
