"""Numbers of the follower in the month of ``world``, worked out by hand from the equations."""

from math import exp, log, log2, log10
from statistics import NormalDist

from tests.model.wiring.world import COUNTRY, FOLLOWER, LEVERS, MONTH, NOW, STATE, UNTIL, WORLD

W = WORLD
F = {name: pair[FOLLOWER] for name, pair in {**COUNTRY, **LEVERS}.items()}
S = {name: value[FOLLOWER] for name, value in STATE.items() if isinstance(value, tuple)}
OWNERS = ("public", "private", "foreign")
SINCE_2025 = MONTH / 12 - 3.5
AFTER = (MONTH - NOW) / 12
UNKNOWN = (MONTH - UNTIL) / 12

# Money and machines
ABROAD: float = W["price_2025"] / W["price_fall"] ** SINCE_2025
PRICE = ABROAD * (1 + F["import_premium"])
RENT = F["rented_abroad"] * W["rent_share"] * ABROAD
COMPUTE_LINE = F["public_budget"] * F["share_compute"]
CHIPS = COMPUTE_LINE - RENT


def growth(now: float, late: float, halving: float, years: float = UNKNOWN) -> float:
    """World spending over that of the last month whose deliveries are known."""
    decay = log(2) / halving
    return exp(late * years + (now - late) * (1 - exp(-decay * years)) / decay)


BOOM = growth(W["spend_growth_now"], W["spend_growth_long"], W["spend_growth_halving"])
WORLD_PRICE: float = W["price_2025"] / W["price_fall"] ** (UNTIL / 12 - 3.5)
BASELINE = F["private_order_share"] * 2e7 * BOOM * WORLD_PRICE
NEAR = exp(-12.0 / W["demand_scale"])
RESPONSE = exp(W["revenue_elasticity"] * log(S["demand"]) + W["rivalry"] * NEAR)
ANSWER = RESPONSE / S["response_reference"]
PRIVATE = BASELINE * ANSWER + W["crowd_in"] * CHIPS
FOREIGN = F["foreign_order_share"] * 2e7 * BOOM * WORLD_PRICE
RECEIVED = {"public": CHIPS / 12, "private": PRIVATE / 12, "foreign": FOREIGN / 12}
AVAILABLE = {owner: RECEIVED[owner] + S[f"carried.{owner}"] for owner in OWNERS}
WANTED = sum(AVAILABLE.values()) / PRICE
HOME_MADE: float = F["domestic_chips_2025"] * W["domestic_chips_growth"] ** SINCE_2025 / 12
HOME_SHARE = HOME_MADE * PRICE / sum(RECEIVED.values())
COMMITTED = sum(S[f"{owner}.{stage}"] for owner in OWNERS for stage in ("first", "second", "stock"))
NEED: float = 1e-3 * W["kw_per_h100e_2025"] / W["power_fall"] ** SINCE_2025
QUOTA: float = 1e5 * F["import_cap_growth"] ** SINCE_2025 / 12


def first_stage(name: str, entered: float, delay: float) -> float:
    """Content of the first stage after a month with so much entering, at a delay in years."""
    return (S[f"{name}.first"] + entered) * (1 - 1 / (1 + 6 * delay))


# Research
REACHED = (
    W["access_public"] * S["public.stock"]
    + W["access_private"] * exp(W["training_share_drift"] * AFTER) * S["private.stock"]
    + W["access_foreign"] * S["foreign.stock"]
    + F["rented_abroad"]
)
LABOUR = log(S["talent.home"]) + W["top_weight"] * log(S["talent.top"] / S["talent.home"])
LEADER_LABOUR = log(4e5) + W["top_weight"] * log(8e3 / 4e5)
EFFORT = W["effort_talent_share"] * LABOUR + (1 - W["effort_talent_share"]) * log(REACHED)
LEADER_REACHED = (
    W["access_public"] * 5e4
    + W["access_private"] * exp(W["training_share_drift"] * AFTER) * 1e7
    + W["access_foreign"] * 1e4
)
LEADER_EFFORT = W["effort_talent_share"] * LEADER_LABOUR + (1 - W["effort_talent_share"]) * log(
    LEADER_REACHED
)
KEPT_RATE = exp(-1 / 12 / W["efficiency_memory"])
WANDER: float = KEPT_RATE * 0.1 + W["efficiency_wander"] * (1 - KEPT_RATE**2) ** 0.5 * 0.3
PACE: float = W["efficiency_growth"] + WANDER
DATA = W["data_gain"] * log2(1 + F["public_budget"] * F["share_data"] / 1e8)


def found(effort: float, leader: float, elasticity: float) -> float:
    """Efficiency that the country finds itself in the month, without data money, OOM."""
    return PACE * exp(elasticity * (effort - leader)) / 12


FOUND = found(EFFORT, LEADER_EFFORT, W["effort_elasticity"])
PRACTICE = F["from_scratch"] + (1 - F["from_scratch"]) * W["adapter_learning"]
PARTNER = 1 + W["partner_diffusion"] * F["partnership_depth"]
DIFFUSION = W["diffusion"] * PARTNER * PRACTICE
DISTANCE = 2.4 - 2.0


def spread(rate: float) -> float:
    """Efficiency that reaches the country in the month at a rate in 1/year, OOM."""
    return DISTANCE * (1 - exp(-rate / 12))


EFFICIENCY = S["efficiency"] + FOUND + DATA / 12 + spread(DIFFUSION)

# Open models
KEPT_LAG = exp(-1 / 12 / W["open_lag_memory"])
LAG_WANDER = KEPT_LAG * 0.2 - W["open_lag_wander"] * (1 - KEPT_LAG**2) ** 0.5 * 0.2
LAG = W["open_lag_mean"] * exp(LAG_WANDER)
POOL = 27.6 + 0.8 / LAG

# Models
PER_H100E = 989e12 * 365.25 * 86400 / 12 * W["run_length"] * W["mfu"]
RUN = log10(REACHED * W["run_share"] / F["teams"] * PER_H100E) + F["run_offset"]
SUPPORT = 1 + W["open_source_gain"] * log2(1 + F["public_budget"] * F["share_open_source"] / 1e8)
ADOPTED = W["inheritance"] * SUPPORT * (1 - F["from_scratch"])
REACH = W["answer_access"] + (1 - W["answer_access"]) * F["partnership_depth"]


def gained(own: float, source: float, share: float, cost: float) -> float:
    """Gain over own effective compute from a better model."""
    ratio = 10 ** (source - own)
    return share * max(ratio - 1, 0) / (1 + cost * ratio)


def effective(
    run: float = RUN,
    efficiency: float = EFFICIENCY,
    pool: float = POOL,
    adopted: float = ADOPTED,
    adaptation_cost: float = W["adaptation_cost"],
    reach: float = REACH,
    distillation: float = W["distillation"],
    distillation_cost: float = W["distillation_cost"],
) -> float:
    """log10 effective FLOP of a model that is ready."""
    own = run + efficiency
    weights = own + log10(1 + gained(own, pool, adopted, adaptation_cost))
    teacher = pool + reach * (28.4 - pool)
    return weights + log10(1 + gained(weights, teacher, distillation, distillation_cost))


EFFECTIVE = effective()
SLOPE = W["eci_per_oom"]
PEOPLE = W["talent_gain"] * (LABOUR - LEADER_LABOUR) / log(2)
KEPT_SKILL = exp(-1 / 12 / W["skill_memory"])
SKILL: float = KEPT_SKILL * 1.0 - F["skill_sd"] * (1 - KEPT_SKILL**2) ** 0.5 * 0.6
UNRELATED: float = F["teams"] ** W["team_independence"]
CHANCE: float = 1 - exp(-UNRELATED / (F["release_interval"] + F["regulatory_burden"]))

# People
GAP = log(3e5 / 1e5)
PULL = exp(-W["pay_elasticity"] * GAP)
VISAS = F["visa_places"] * PULL
PLACES = VISAS + F["returnee_places"]
TALENT_LINE = F["public_budget"] * F["share_talent"]
TOP_PAID = F["pay_topup"] * S["talent.top"]
TRAINED = (TALENT_LINE - PLACES * W["place_cost"] - TOP_PAID) / W["training_cost"]
TOP_GAP = GAP * W["top_gap_ratio"]


def top_gap(topup: float = F["pay_topup"], top_pay: float = W["top_pay"]) -> float:
    """Log pay gap of top researchers with a top-up for all of them."""
    return -log(exp(-TOP_GAP) + topup / top_pay)


PARTNER_DRAW = 1 + W["partner_draw"] * F["partnership_depth"]


def leave(stock: float, rate: float, retirement: float = W["talent_retirement"]) -> float:
    """Persons of a stock who leave in the month."""
    gone = stock * (1 - exp(-(rate + retirement) / 12))
    return gone * rate / (rate + retirement)


def retire(stock: float, rate: float, retirement: float = W["talent_retirement"]) -> float:
    """Persons of a stock who retire in the month."""
    gone = stock * (1 - exp(-(rate + retirement) / 12))
    return gone * retirement / (rate + retirement)


OTHERS = S["talent.home"] - S["talent.top"]
LEAVING = F["leaving_base"] / PULL * PARTNER_DRAW
TOP_LEAVING = F["leaving_base"] * exp(W["pay_elasticity"] * top_gap()) * PARTNER_DRAW
LEFT = leave(OTHERS, LEAVING) + leave(S["talent.top"], TOP_LEAVING)
TOP_PULL = exp(W["pay_elasticity"] * (TOP_GAP - top_gap()))


def lead(unrelated: float = UNRELATED) -> float:
    """ECI points by which the best of so many unrelated teams leads their mean."""
    return W["team_spread"] * NormalDist().inv_cdf((unrelated - 0.375) / (unrelated + 0.25))


EXPECTED = W["eci_at_1e25"] + SLOPE * (EFFECTIVE - 25) + F["skill_offset"] + PEOPLE + lead() + SKILL
