"""Which facts the model rests on."""

from functools import cache

from slipstream.countries.pack import packs
from slipstream.policy.files import find_policy, shipped
from slipstream.registry.load import registry


@cache
def cited_facts() -> frozenset[str]:
    """Identifiers of all facts that the registry, the packs and the shipped policies cite."""
    rows = registry()
    cited: set[str] = set()
    for row in rows.parameters.values():
        for form in row.prior.forms if row.prior else ():
            cited.update(form.cited)
    for shock in rows.shocks.values():
        cited.update(shock.facts)
    for pair in rows.correlations:
        cited.update(pair.facts)
    for pack in packs().values():
        cited.update(pack.cited)
    for name in shipped():
        for change in find_policy(name).levers.values():
            cited.update(change.facts)
    return frozenset(cited)
