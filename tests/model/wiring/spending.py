"""Cases of prices and of what is spent on machines."""

from math import exp, log

from tests.model.wiring import hand as h
from tests.model.wiring.case import Case, at, plus, times
from tests.model.wiring.hand import F, S, W
from tests.model.wiring.world import Inputs

ALL_MONEY = "received.public received.private received.foreign private_spending ORDERS"
CHIPS = "share.chips"
PLEDGED: Inputs = {"pledged_compute": (0.0, 1e6)}
EARLIER = h.growth(0.45, 0.06, 2.3, years=20 / 12) / h.BOOM
PAST: Inputs = {"month": 40}

PRICES = [
    Case(
        "price_2025",
        42_000.0,
        f"{ALL_MONEY} {CHIPS}",
        {
            "received.foreign": times(1.2),
            "received.public": plus(-0.2 * h.RENT / 12),
            "private_spending": plus(0.2 * (h.BASELINE * h.ANSWER - W["crowd_in"] * h.RENT)),
            "ordered.foreign": at((1.2 * h.FOREIGN / 12 + 5e7) / (1.2 * h.PRICE)),
        },
    ),
    Case(
        "price_fall",
        1.4,
        f"{ALL_MONEY} {CHIPS}",
        {
            "received.foreign": times((1.3 / 1.4) ** (46 / 12 - 3.5)),
            "received.public": plus(h.RENT / 12 * (1 - (1.3 / 1.4) ** h.SINCE_2025)),
        },
    ),
    Case(
        "import_premium",
        0.21,
        f"BOUGHT {CHIPS}",
        {"ordered.foreign": times(1 / 1.1)},
    ),
    Case("chip_tariff", 0.25, f"BOUGHT {CHIPS}", {"ordered.public": times(0.8)}),
    Case(
        "rent_share",
        0.6,
        f"ORDERS.public ORDERS.private received.public received.private private_spending {CHIPS}",
        {
            "received.public": plus(-0.2 * h.RENT / 12),
            "private_spending": plus(-0.2 * h.RENT * W["crowd_in"]),
        },
    ),
    Case(
        "rented_abroad",
        4000.0,
        "ORDERS.public ORDERS.private received.public received.private private_spending "
        f"{CHIPS} rented share.compute RESEARCH",
        {
            "rented": plus(1000.0),
            "accessible": plus(1000.0),
            "received.public": plus(-h.RENT / 36),
            "share.compute": at(7e4 / (7e4 + 5e4 + 4e3)),
        },
    ),
]

LEADER_PURSUED = (
    (0.6 * h.BASELINE / F["private_order_share"])
    * (exp(0.5 * log(0.9)) / 0.95)
    * (exp(0.4 * exp(-4 / 18)) - exp(0.4 * exp(-12 / 18)))
)
"""Dollars a year by which the leader spends more with a rival 4 instead of 12 points behind."""

SPENDING = [
    Case(
        "private_order_share",
        0.006,
        f"ORDERS.private received.private private_spending {CHIPS}",
        {"private_spending": plus(0.2 * h.BASELINE * h.ANSWER)},
    ),
    Case(
        "foreign_order_share",
        0.003,
        f"ORDERS.foreign received.foreign {CHIPS}",
        {"received.foreign": times(1.5)},
    ),
    Case("spend_growth_offset", 0.2, ""),
    Case(
        "spend_growth_offset",
        0.2,
        f"ORDERS.private ORDERS.foreign received.private received.foreign private_spending {CHIPS}",
        {
            "received.private": times(exp(-0.3 * 10 / 12)),
            "received.foreign": times(exp(-0.3 * 10 / 12)),
        },
        given=PAST,
    ),
    *(
        Case(
            name,
            to,
            "ORDERS.private ORDERS.foreign received.private received.foreign private_spending "
            f"{CHIPS} revenue",
            {
                "received.foreign": times(h.growth(*growth) / h.BOOM),
                "revenue": times(h.growth(*growth) / h.BOOM),
            },
        )
        for name, to, growth in (
            ("spend_growth_now", 0.55, (0.55, 0.06, 2.3)),
            ("spend_growth_long", 0.1, (0.45, 0.1, 2.3)),
            ("spend_growth_halving", 3.0, (0.45, 0.06, 3.0)),
        )
    ),
    Case(
        "known_deliveries",
        2.2e7,
        "ORDERS.private ORDERS.foreign received.private received.foreign private_spending "
        f"{CHIPS} revenue",
        {"received.foreign": times(1.1), "revenue": times(1.1)},
    ),
    Case(
        "deliveries_until",
        40,
        "ORDERS.private ORDERS.foreign received.private received.foreign private_spending "
        f"{CHIPS} revenue",
        {
            "received.foreign": times(EARLIER * W["price_fall"] ** 0.5),
            "revenue": times(EARLIER),
        },
    ),
    Case("market_deliveries", 1.56e7, "revenue", {"revenue": times(1 / 1.2)}),
    Case("market_2025", 5e9, "revenue", {"revenue": times(1.25)}),
    Case(
        "revenue_elasticity",
        0.6,
        f"ORDERS.private received.private private_spending {CHIPS}",
        {"private_spending": plus(h.BASELINE * h.ANSWER * (S["demand"] ** 0.1 - 1))},
    ),
    Case(
        "rivalry",
        0.6,
        f"ORDERS.private received.private private_spending {CHIPS}",
        {"private_spending": plus(h.BASELINE * h.ANSWER * (exp(0.2 * h.NEAR) - 1))},
    ),
    *(
        Case(
            f"kept.{which}",
            146.0,
            f"ORDERS.private received.private private_spending {CHIPS}",
            {"leader.private_spending": plus(LEADER_PURSUED)},
        )
        for which in ("second", "frontier")
    ),
    Case(
        "state.response_reference",
        0.84,
        f"ORDERS.private received.private private_spending response_reference {CHIPS}",
        {"private_spending": plus(h.BASELINE * h.ANSWER * (0.7 / 0.84 - 1))},
    ),
    Case("state.response_reference", 0.84, "", given=PAST),
    Case(
        "crowd_in",
        0.4,
        f"ORDERS.private received.private private_spending {CHIPS}",
        {"private_spending": plus(0.1 * h.CHIPS)},
    ),
    Case("crowd_in", 0.4, "", given=PAST),
    Case("pledged_compute", 1000.0, ""),
    Case(
        "pledged_compute",
        1e6,
        f"ORDERS.private received.private private_spending {CHIPS}",
        {"private_spending": plus((1e6 * h.PRICE * 0.5 - h.BASELINE) * h.ANSWER)},
    ),
    Case(
        "pledge_delivery",
        0.8,
        f"ORDERS.private received.private private_spending {CHIPS}",
        {"private_spending": plus(1e6 * h.PRICE * 0.3 * h.ANSWER)},
        given=PLEDGED,
    ),
    Case(
        "slippage",
        0.5,
        f"ORDERS.private received.private private_spending {CHIPS} STAGES.public",
        {"private_spending": plus(1e6 * h.PRICE * (0.5**0.5 - 0.5) * h.ANSWER)},
        given=PLEDGED,
    ),
]

CASES = [*PRICES, *SPENDING]
