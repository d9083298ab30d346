"""Cases of orders and their limits, of power and of construction."""

from math import exp

from tests.model.wiring import hand as h
from tests.model.wiring.case import Case, at, plus, times
from tests.model.wiring.hand import F, S, W
from tests.model.wiring.world import Inputs

CHIPS = "share.chips"

QUOTA: Inputs = {"import_cap": (1e12, 1e5)}
QUOTA_SHARE = (h.QUOTA + h.HOME_MADE) / h.WANTED
REFUSED: Inputs = {"export_controls": (0.0, 0.8)}
LICENSED = 1 - 0.8 * F["licence_exposure"] * (1 - W["control_evasion"])
SCARCE: Inputs = {"power_2025": (4e4, 10.0)}
GRID: float = 10 * F["power_growth"] ** h.SINCE_2025
STARTED = (h.COMMITTED + h.WANTED) * h.NEED - GRID - 11.0 - 150.0
LIMITED = "ORDERS WAITING"


def spent_on(owner: str, share: float) -> float:
    return h.AVAILABLE[owner] * share


def with_power(available: float, need: float = h.NEED) -> float:
    """Share of orders that the power lets through, once committed chips have theirs."""
    return (available / need - h.COMMITTED) / h.WANTED


def entered(owner: str) -> float:
    return h.AVAILABLE[owner] / h.PRICE


LIMITS = [
    Case("import_cap", 1e5, LIMITED, {"spent.foreign": at(spent_on("foreign", QUOTA_SHARE))}),
    Case(
        "import_cap_growth",
        1.5,
        LIMITED,
        {
            "spent.public": at(
                spent_on("public", (h.QUOTA * (1.5 / 1.3) ** 1.5 + h.HOME_MADE) / h.WANTED)
            )
        },
        given=QUOTA,
    ),
    Case(
        "carry_over",
        2.0,
        "WAITING",
        {"lapsed.foreign": at(spent_on("foreign", 1 - QUOTA_SHARE) * (1 - exp(-1 / 24)))},
        given=QUOTA,
    ),
    Case(
        "domestic_chips_2025",
        3e4,
        f"{LIMITED} {CHIPS}",
        {
            "spent.private": plus(spent_on("private", 0.5 * h.HOME_MADE / h.WANTED)),
            "share.chips": at(1 - 0.5 * (1 - 1.5 * h.HOME_SHARE)),
        },
        given=QUOTA,
    ),
    Case(
        "domestic_chips_growth",
        1.6,
        CHIPS,
        {"share.chips": at(1 - 0.5 * (1 - (1.6 / 1.4) ** 1.5 * h.HOME_SHARE))},
    ),
    Case(
        "export_controls",
        0.8,
        f"{LIMITED} rented share.compute RESEARCH",
        {
            "spent.foreign": at(spent_on("foreign", LICENSED + h.HOME_MADE / h.WANTED)),
            "rented": at(3000 * (1 - 0.8 * 0.5)),
        },
    ),
    Case(
        "export_controls",
        -1.0,
        LIMITED,
        {"spent.foreign": at(spent_on("foreign", (1.5 * h.QUOTA + h.HOME_MADE) / h.WANTED))},
        given=QUOTA,
    ),
    Case(
        "control_evasion",
        0.5,
        LIMITED,
        {"spent.foreign": at(spent_on("foreign", 0.8 + h.HOME_MADE / h.WANTED))},
        given=REFUSED,
    ),
    Case("licence_exposure", 0.6, CHIPS, {"share.chips": at(1 - 0.6 * (1 - h.HOME_SHARE))}),
    Case(
        "licence_exposure",
        0.6,
        f"{LIMITED} {CHIPS} rented share.compute RESEARCH",
        {
            "spent.foreign": at(spent_on("foreign", 1 - 0.8 * 0.6 * 0.75 + h.HOME_MADE / h.WANTED)),
            "rented": at(3000 * (1 - 0.8 * 0.6)),
        },
        given=REFUSED,
    ),
]

POWER = [
    Case(
        "power_2025",
        10.0,
        f"{LIMITED} available_power STAGES.power",
        {
            "available_power": at(GRID + 150),
            "spent.foreign": at(spent_on("foreign", with_power(GRID + 150))),
            "power.first": at(h.first_stage("power", STARTED, W["power_lead"])),
        },
    ),
    Case(
        "power_growth",
        1.3,
        f"{LIMITED} available_power STAGES.power",
        {"available_power": plus(10 * 1.3**1.5 - GRID)},
        given=SCARCE,
    ),
    Case(
        "kw_per_h100e_2025",
        1.2,
        f"{LIMITED} STAGES.power",
        {
            "spent.public": at(
                spent_on("public", min(with_power(GRID + 150, h.NEED / 1.3 * 1.2), 1.0))
            ),
            "power.first": at(
                h.first_stage(
                    "power",
                    (h.COMMITTED + h.WANTED) * h.NEED / 1.3 * 1.2 - GRID - 161.0,
                    W["power_lead"],
                )
            ),
        },
        given=SCARCE,
    ),
    Case(
        "power_fall",
        1.17,
        f"{LIMITED} STAGES.power",
        {
            "spent.public": at(
                spent_on("public", with_power(GRID + 150, h.NEED * (1.15 / 1.17) ** 1.5))
            )
        },
        given=SCARCE,
    ),
    Case(
        "power_lead",
        4.0,
        "STAGES.power",
        {"power.first": at(h.first_stage("power", STARTED, 4.0))},
        given=SCARCE,
    ),
    Case(
        "power_shortage",
        0.02,
        f"{LIMITED} available_power",
        {
            "available_power": times(0.98),
            "spent.foreign": at(spent_on("foreign", with_power(0.98 * (GRID + 150)))),
        },
        given=SCARCE,
    ),
    Case(
        "state.private.stock",
        6.1e4,
        f"{LIMITED} STAGES.power retired.private share.compute RESEARCH",
        {
            "spent.foreign": plus(spent_on("foreign", -1000 / h.WANTED)),
            "power.first": at(h.first_stage("power", STARTED + 1000 * h.NEED, W["power_lead"])),
            "accessible": plus(1000 * W["access_private"] * exp(-0.06 * h.AFTER)),
        },
        given=SCARCE,
    ),
    Case(
        "power_reserved",
        400.0,
        "ORDERS.public ORDERS.private received.public received.private private_spending "
        f"{CHIPS} STAGES.power",
        {
            "received.public": plus(-400 * W["power_cost"] / 12),
            "power.first": at(h.first_stage("power", 400.0 - 161.0, W["power_lead"])),
        },
    ),
    Case(
        "power_reserved",
        400.0,
        "ORDERS.public ORDERS.private received.public received.private private_spending "
        f"{CHIPS} STAGES.power rented share.compute RESEARCH",
        {"rented": at((5e7 - 400 * W["power_cost"]) / (W["rent_share"] * h.ABROAD))},
        given={"share_compute": (0.25, 0.01)},
    ),
    Case(
        "power_cost",
        2e5,
        f"ORDERS.public ORDERS.private received.public received.private private_spending {CHIPS}",
        {"received.public": plus(-400 * 1e5 / 12)},
        given={"power_reserved": (0.0, 400.0)},
    ),
]

BUILDING = [
    Case(
        "private_delay",
        0.6,
        "STAGES.private STAGES.foreign",
        {
            f"{owner}.first": at(h.first_stage(owner, entered(owner), 0.6))
            for owner in ("private", "foreign")
        },
    ),
    Case(
        "delay_overrun",
        2.0,
        "STAGES.public",
        {"public.first": at(h.first_stage("public", entered("public"), 2.0))},
    ),
    Case(
        "procurement_delay",
        18.0,
        "STAGES.public",
        {"public.first": at(h.first_stage("public", entered("public"), 1.5 * 1.6))},
    ),
    Case(
        "slippage",
        0.5,
        "STAGES.public",
        {"public.first": at(h.first_stage("public", entered("public"), 1.6**0.5))},
    ),
    Case(
        "service_life",
        4.0,
        " ".join(f"{owner}.stock retired.{owner}" for owner in h.OWNERS),
        {f"retired.{owner}": at(S[f"{owner}.stock"] * (1 - exp(-1 / 48))) for owner in h.OWNERS},
    ),
]

CASES = [*LIMITS, *POWER, *BUILDING]
