/* The equations in C, named and grouped as in slipstream/model; units stand there.
 *
 * All are inlined into one loop over draws that the compiler vectorises. What does not change
 * from month to month - logarithms of parameters, shares that pass in a month - is handed in
 * ready-made: the caller works it out once a draw. Constants come from the build. */

#ifndef EQUATIONS_H
#define EQUATIONS_H

#include "elementary.h"

#define EQUATION INLINED
#define LN10 2.30258509299404568f
#define MONTHS_PER_YEAR 12.0f
#define STEP_YEARS (1.0f / 12.0f)

EQUATION larger(float a, float b) { return a > b ? a : b; }
EQUATION smaller(float a, float b) { return a < b ? a : b; }
EQUATION log10_of(float value) { return (1.0f / LN10) * log_of(value); }
EQUATION log2_of(float value) { return (1.0f / LN2) * log_of(value); }
EQUATION power(float log_base, float exponent) { return exp_of(exponent * log_base); }
EQUATION power10(float exponent) { return exp_of(LN10 * exponent); }

/* Share of a first-order delay that passes in one step. */
EQUATION passed(float years) { return 1.0f - exp_of(-STEP_YEARS / years); }

EQUATION ou_kept(float memory) { return exp_of(-STEP_YEARS / memory); }
EQUATION ou_scale(float kept, float sd) { return sd * sqrtf(1.0f - kept * kept); }
EQUATION ornstein_uhlenbeck(float state, float kept, float scale, float normal) {
    return kept * state + scale * normal;
}

/* economy */

EQUATION spending_growth(float years_after, float now, float growth_long, float decay) {
    float surge = (now - growth_long) * (1.0f - exp_of(-decay * years_after)) / decay;
    return exp_of(growth_long * years_after + surge);
}
EQUATION baseline_spending(float order_share, float deliveries, float price) {
    return order_share * deliveries * price;
}
EQUATION early_index(float years_after, float spend_growth_offset) {
    return exp_of(spend_growth_offset * smaller(years_after, 0.0f));
}
EQUATION demand_target(float gap, float demand_scale, float open_release, float open_revenue_cost,
                       float adoption_gain, float adoption_budget) {
    float won = exp_of(-gap / demand_scale) * (1.0f - open_revenue_cost * open_release);
    return won * (1.0f + adoption_gain * log2_of(1.0f + adoption_budget / 1e8f));
}
EQUATION adjust(float state, float target, float passing) {
    return state + (target - state) * passing;
}
EQUATION private_spending(float baseline, float demand, float demand_reference,
                          float revenue_elasticity, float crowd_in, float public_compute) {
    return baseline * power(log_of(demand / demand_reference), revenue_elasticity) +
           crowd_in * public_compute;
}
EQUATION pledged_spending(float pledged, float price, float log_delivery, float slippage) {
    return pledged * price * power(log_delivery, slippage);
}
EQUATION revenue(float market_2025, float index, float demand) {
    return market_2025 * index * demand;
}

/* compute */

EQUATION hardware_price(float years, float price_2025, float log_price_fall, float import_premium,
                        float tariff) {
    float fallen = price_2025 * exp_of(-log_price_fall * (years - ANCHOR_YEARS));
    return fallen * (1.0f + import_premium) * (1.0f + tariff);
}
EQUATION power_need(float years, float kw_per_h100e_2025, float log_power_fall) {
    return 1e-3f * kw_per_h100e_2025 * exp_of(-log_power_fall * (years - ANCHOR_YEARS));
}
EQUATION power_available(float years, float power_2025, float log_power_growth,
                         float power_reserved, float shortage) {
    float grown = power_2025 * exp_of(log_power_growth * (years - ANCHOR_YEARS));
    return (grown + power_reserved) * (1.0f - shortage);
}
EQUATION order_share(float wanted, float years, float import_cap, float log_import_cap_growth,
                     float licence_exposure, float domestic_chip_share, float control,
                     float power_room) {
    float imports = wanted * (1.0f - domestic_chip_share);
    float grown = import_cap * exp_of(log_import_cap_growth * (years - ANCHOR_YEARS));
    float cap = grown * STEP_YEARS * (1.0f - control * licence_exposure);
    float licensed = imports * (1.0f - larger(control, 0.0f) * licence_exposure);
    float allowed = smaller(licensed, cap) + wanted * domestic_chip_share;
    float possible = smaller(allowed, larger(power_room, 0.0f));
    return smaller(possible / larger(wanted, 1e-6f), 1.0f);
}
EQUATION pipeline_passing(float delay) { return 1.0f / (1.0f + delay / (2.0f * STEP_YEARS)); }
static inline __attribute__((always_inline)) void advance_pipeline(
    float *first, float *second, float *stock, float ordered, float passing, float retiring) {
    float into_second = (*first + ordered) * passing;
    float delivered = (*second + into_second) * passing;
    *first = *first + ordered - into_second;
    *second = *second + into_second - delivered;
    *stock = *stock + delivered - *stock * retiring;
}
EQUATION public_delay(float procurement_delay, float log_delay_overrun, float slippage) {
    return larger(procurement_delay * power(log_delay_overrun, slippage), 1.0f) / MONTHS_PER_YEAR;
}
EQUATION accessible_compute(float public, float private, float foreign, float rented,
                            float access_public, float access_private, float access_foreign) {
    return access_public * public + access_private * private + access_foreign * foreign + rented;
}
EQUATION rented_compute(float public, float private, float depth, float partner_compute) {
    return partner_compute * depth * (public + private);
}
EQUATION training_run(float accessible, float run_share, float teams, float mfu, float run_length,
                      float run_offset) {
    float per_h100e = mfu * run_length * H100E_MONTH;
    float busy = larger(accessible, 1e-3f) * run_share / teams;
    return 20.0f + log10_of(busy * per_h100e) + run_offset;
}

/* talent */

EQUATION covered_share(float home, float talent_budget, float pay_topup) {
    float cost = larger(pay_topup, 1.0f) * home;
    return pay_topup > 0.0f ? smaller(talent_budget / cost, 1.0f) : 0.0f;
}
EQUATION pay_gap(float pay_home, float pay_best, float pay_topup, float covered) {
    float plain = larger(log_of(pay_best / pay_home), 0.0f);
    float topped = larger(log_of(pay_best / (pay_home + pay_topup)), 0.0f);
    return plain + covered * (topped - plain);
}
EQUATION leaving_rate(float leaving_base, float gap, float pay_elasticity, float compute_ratio,
                      float compute_elasticity, float partnership_depth, float partner_draw) {
    float pull = exp_of(pay_elasticity * gap +
                      compute_elasticity * log_of(larger(compute_ratio, 1.0f)));
    return leaving_base * pull * (1.0f + partner_draw * partnership_depth);
}
/* Gives who returned. */
EQUATION advance_talent(float *home, float *abroad, float graduates, float immigrants,
                        float leaving, float returning, float talent_retirement, float retiring,
                        float returnee_places, float visa_places) {
    float home_rate = leaving + talent_retirement;
    float gone = *home * (1.0f - exp_of(-home_rate * STEP_YEARS));
    float left = gone * leaving / home_rate;
    float retired_abroad = *abroad * retiring;
    float returned = smaller(*abroad * returning + returnee_places * STEP_YEARS,
                             *abroad - retired_abroad);
    float graduated = *home * graduates * STEP_YEARS;
    float immigrated = *home * immigrants * STEP_YEARS + visa_places * STEP_YEARS;
    *home = *home + graduated + immigrated + returned - gone;
    *abroad = *abroad + left - returned - retired_abroad;
    return returned;
}

/* efficiency */

EQUATION research_effort(float researchers, float accessible, float effort_talent_share) {
    return effort_talent_share * log_of(larger(researchers, 1.0f)) +
           (1.0f - effort_talent_share) * log_of(larger(accessible, 1.0f));
}
EQUATION own_growth(float rate, float effort, float leader_effort, float effort_elasticity,
                    float data_gain, float data_budget) {
    float relative = exp_of(effort_elasticity * smaller(effort - leader_effort, 0.0f));
    return rate * relative + data_gain * log2_of(1.0f + data_budget / 1e8f);
}
EQUATION diffusion_rate(float diffusion, float openness, float partnership_depth,
                        float partner_diffusion, float returnee_share, float returnee_diffusion) {
    return diffusion * openness *
           (1.0f + partner_diffusion * partnership_depth + returnee_diffusion * returnee_share);
}
EQUATION advance_efficiency(float efficiency, float frontier, float own, float rate) {
    float caught_up = 1.0f - exp_of(-rate * STEP_YEARS);
    return efficiency + own * STEP_YEARS + (frontier - efficiency) * caught_up;
}
EQUATION leap(float efficiency, float efficiency_leap) { return efficiency + efficiency_leap; }

/* open_models */

EQUATION open_lag(float open_lag_mean, float open_lag_wander) {
    return open_lag_mean * exp_of(open_lag_wander);
}
EQUATION advance_open_pool(float pool, float frontier, float lag, float closed, float released) {
    float caught_up = 1.0f / larger(lag, 1.0f);
    float trailing = pool + larger(frontier - pool, 0.0f) * caught_up;
    float offered = smaller(larger(trailing, released), larger(frontier, pool));
    return pool + (1.0f - closed) * larger(offered - pool, 0.0f);
}
EQUATION own_release(float effective, float open_release, float own_open_share) {
    return effective + log10_of(larger(open_release * own_open_share, 1e-6f));
}
EQUATION inherited_share(float inheritance, float from_scratch, float from_scratch_loss,
                         float open_source_gain, float open_source_budget) {
    float supported = 1.0f + open_source_gain * log2_of(1.0f + open_source_budget / 1e8f);
    return smaller(inheritance * supported, 1.0f) * (1.0f - from_scratch_loss * from_scratch);
}
EQUATION slipstream(float own, float pool, float inherited, float adaptation_cost) {
    float ratio = power10(smaller(larger(pool - own, -30.0f), 30.0f));
    return pool + log10_of(larger(inherited, 1e-6f) / (1.0f + adaptation_cost * ratio));
}

/* capability */

EQUATION effective_compute(float own, float taken_over, float *own_share) {
    float total = larger(own, taken_over) + log10_of(1.0f + power10(-fabsf(own - taken_over)));
    *own_share = power10(own - total);
    return total;
}
EQUATION eci(float effective, float eci_at_1e25, float eci_per_oom) {
    return eci_at_1e25 + eci_per_oom * (effective - ANCHOR_LOG10_FLOP);
}
EQUATION effective_of(float score, float eci_at_1e25, float eci_per_oom) {
    return ANCHOR_LOG10_FLOP + (score - eci_at_1e25) / eci_per_oom;
}
EQUATION score(float effective, float eci_at_1e25, float eci_per_oom, float skill_offset,
               float lead, float skill) {
    return eci(effective, eci_at_1e25, eci_per_oom) + skill_offset + lead + skill;
}
/* `normal` is Blom's quantile of the best of the month's teams; the caller works it out. */
EQUATION best_of_teams(float normal, float team_spread) { return team_spread * normal; }
EQUATION released_score(float expected, float release_spread, float departure) {
    return expected + release_spread * departure;
}
EQUATION release_probability(float teams, float release_interval, float regulatory_burden) {
    float rate = sqrtf(teams) * MONTHS_PER_YEAR / (release_interval + regulatory_burden);
    return 1.0f - exp_of(-rate * STEP_YEARS);
}
EQUATION released_best(float best, float candidate, int released) {
    return released ? larger(best, candidate) : best;
}

/* shocks, sovereignty */

EQUATION active(float month, float start, float duration) {
    return month >= start && month < start + duration ? 1.0f : 0.0f;
}
EQUATION begins(float month, float start) { return month == start ? 1.0f : 0.0f; }
EQUATION remaining(float partnership_depth, float partner_exit) {
    return partnership_depth * (1.0f - partner_exit);
}
EQUATION stalled_effort(float effort, float rival_stall) {
    return effort + log_of(1.0f - rival_stall);
}
EQUATION sovereignty_compute(float domestic, float foreign, float rented) {
    return domestic / larger(domestic + foreign + rented, 1e-6f);
}
EQUATION sovereignty_weights(float own_share, float from_scratch) {
    return from_scratch + (1.0f - from_scratch) * own_share;
}
EQUATION sovereignty_talent(float home, float abroad) {
    return home / larger(home + abroad, 1e-6f);
}
EQUATION sovereignty_chips(float licence_exposure, float domestic_chip_share) {
    return 1.0f - licence_exposure * (1.0f - domestic_chip_share);
}

#endif
