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

/* Gives money for chips. */
EQUATION split_compute_line(float line, float rented_abroad, float rent, float power_reserved,
                            float power_cost, float *rented, float *power) {
    float on_power = smaller(power_reserved * power_cost, line);
    float on_rent = smaller(rented_abroad * rent, line - on_power);
    *rented = on_rent / rent;
    *power = on_power / power_cost;
    return line - on_power - on_rent;
}
EQUATION carried_money(float unspent, float lapsing) { return unspent * (1.0f - lapsing); }
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
    float supported = 1.0f + adoption_gain * log2_of(1.0f + adoption_budget / 1e8f);
    return smaller(won * supported, 1.0f);
}
EQUATION adjust(float state, float target, float passing) {
    return state + (target - state) * passing;
}
EQUATION response(float demand, float revenue_elasticity, float rival_distance, float rivalry,
                  float rivalry_scale) {
    return exp_of(revenue_elasticity * log_of(demand) +
                  rivalry * exp_of(-rival_distance / rivalry_scale));
}
EQUATION private_spending(float baseline, float pledged, float response, float response_reference,
                          float crowd_in, float public_compute) {
    return larger(baseline, pledged) * response / response_reference + crowd_in * public_compute;
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
EQUATION power_from_grid(float years, float power_2025, float log_power_growth) {
    return power_2025 * exp_of(log_power_growth * (years - ANCHOR_YEARS));
}
EQUATION power_started(float needed, float grid, float reserved, float under_way, float built) {
    float wanted = smaller(larger(needed - grid, 0.0f), 0.5f * grid + 1.5f * built);
    return larger(larger(wanted, reserved) - under_way - built, 0.0f);
}
EQUATION order_share(float wanted, float years, float import_cap, float log_import_cap_growth,
                     float licence_exposure, float control, float control_evasion,
                     float domestic, float power_room) {
    float refused =
        control * licence_exposure * (1.0f - (control > 0.0f ? control_evasion : 0.0f));
    float grown = import_cap * exp_of(log_import_cap_growth * (years - ANCHOR_YEARS));
    float licensed = wanted * (1.0f - larger(refused, 0.0f));
    float allowed =
        smaller(licensed, grown * STEP_YEARS * (1.0f - refused)) + domestic * STEP_YEARS;
    float possible = smaller(allowed, larger(power_room, 0.0f));
    return smaller(possible / larger(wanted, 1e-6f), 1.0f);
}
EQUATION power_available(float grid, float built, float shortage) {
    return (grid + built) * (1.0f - shortage);
}
EQUATION domestic_capacity(float years, float domestic_chips_2025, float log_domestic_growth) {
    return domestic_chips_2025 * exp_of(log_domestic_growth * (years - ANCHOR_YEARS));
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
EQUATION training_access(float access, float training_share_drift, float years_after) {
    return smaller(access * exp_of(training_share_drift * larger(years_after, 0.0f)), 1.0f);
}
EQUATION accessible_compute(float public, float private, float foreign, float rented,
                            float access_public, float access_private, float access_foreign) {
    return access_public * public + access_private * private + access_foreign * foreign + rented;
}
EQUATION rented_compute(float rented, float licence_exposure, float control) {
    return rented * (1.0f - larger(control, 0.0f) * licence_exposure);
}
EQUATION training_run(float accessible, float run_share, float teams, float mfu, float run_length,
                      float run_offset) {
    float per_h100e = mfu * run_length * H100E_MONTH;
    float busy = larger(accessible, 1e-3f) * run_share / teams;
    return 20.0f + log10_of(busy * per_h100e) + run_offset;
}

/* talent */

EQUATION research_labour(float home, float top, float top_weight) {
    float everybody = log_of(larger(home, 1.0f));
    return everybody + top_weight * (log_of(larger(top, 1.0f)) - everybody);
}
EQUATION pay_gap(float pay_home, float pay_best) {
    return larger(log_of(pay_best / pay_home), 0.0f);
}
EQUATION top_pay_gap(float gap, float top_gap_ratio, float top_pay, float pay_topup,
                     float covered) {
    float plain = gap * top_gap_ratio;
    float topped = larger(-log_of(exp_of(-plain) + pay_topup / top_pay), 0.0f);
    return plain + covered * (topped - plain);
}
/* Gives persons trained. */
EQUATION split_talent_line(float line, float places, float place_cost, float top, float pay_topup,
                           float training_cost, float *granted, float *covered) {
    float wanted = places * place_cost, cost = pay_topup * top;
    *granted = smaller(line / larger(wanted, 1.0f), 1.0f);
    float left = line - *granted * wanted;
    *covered = pay_topup > 0.0f ? smaller(left / larger(cost, 1.0f), 1.0f) : 0.0f;
    return larger(left - *covered * cost, 0.0f) / training_cost;
}
EQUATION attraction(float gap, float pay_elasticity) { return exp_of(-pay_elasticity * gap); }
EQUATION leaving_rate(float leaving_base, float attraction, float partnership_depth,
                      float partner_draw) {
    return leaving_base / attraction * (1.0f + partner_draw * partnership_depth);
}
/* Gives who is gone, by leaving or retirement. */
EQUATION depart(float stock, float leaving, float talent_retirement, float *left) {
    float rate = leaving + talent_retirement;
    float gone = stock * (1.0f - exp_of(-rate * STEP_YEARS));
    *left = gone * leaving / rate;
    return gone;
}
static inline __attribute__((always_inline)) void advance_talent(
    float *home, float *abroad, float *top, float *top_abroad, float leaving, float top_leaving,
    float pull, float visas, float returnees, float trained, float graduates, float immigrants,
    float returning, float return_rate, float talent_retirement, float retiring) {
    float quality = *top / *home;
    float graduated = graduates * *home * STEP_YEARS;
    float arrived = (immigrants * *home + visas) * STEP_YEARS;
    float attracted = immigrants * *top * (pull - 1.0f) * STEP_YEARS;
    float others_left, top_left;
    float others_gone = depart(*home - *top, leaving, talent_retirement, &others_left);
    float top_gone = depart(*top, top_leaving, talent_retirement, &top_left);
    float on_places = returnees * STEP_YEARS / larger(*abroad, 1.0f);
    float others_returned =
        (*abroad - *top_abroad) * smaller(returning + on_places, 1.0f - retiring);
    float top_returning = 1.0f - exp_of(-return_rate * pull * STEP_YEARS);
    float top_returned = *top_abroad * smaller(top_returning + on_places, 1.0f - retiring);
    float left = others_left + top_left, returned = others_returned + top_returned;
    float joined = graduated + trained * STEP_YEARS + arrived + attracted;
    *home = *home + joined + returned - others_gone - top_gone;
    *abroad = *abroad + left - returned - *abroad * retiring;
    *top = *top + quality * (graduated + arrived) + attracted + top_returned - top_gone;
    *top_abroad = *top_abroad + top_left - top_returned - *top_abroad * retiring;
}

/* efficiency */

EQUATION research_effort(float labour, float accessible, float effort_talent_share) {
    return effort_talent_share * labour +
           (1.0f - effort_talent_share) * log_of(larger(accessible, 1.0f));
}
EQUATION own_growth(float rate, float effort, float leader_effort, float effort_elasticity,
                    float data_gain, float data_budget) {
    float relative = exp_of(effort_elasticity * smaller(effort - leader_effort, 0.0f));
    return rate * relative + data_gain * log2_of(1.0f + data_budget / 1e8f);
}
EQUATION diffusion_rate(float diffusion, float openness, float partnership_depth,
                        float partner_diffusion, float practice) {
    return diffusion * openness * (1.0f + partner_diffusion * partnership_depth) * practice;
}
EQUATION practice(float from_scratch, float adapter_learning) {
    return from_scratch + (1.0f - from_scratch) * adapter_learning;
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
EQUATION advance_excess_lag(float excess, float closed, float recovering) {
    return excess + closed - excess * (1.0f - closed) * recovering;
}
EQUATION openness(float excess, float lag) { return lag / (lag + excess); }
EQUATION held_back(float released, float pool, float frontier, float openness) {
    return released - (1.0f - openness) * larger(frontier - pool, 0.0f);
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
EQUATION teacher(float pool, float frontier, float answer_access, float partnership_depth,
                 float enforced) {
    float reach = answer_access * (1.0f - enforced);
    reach = reach + (1.0f - reach) * partnership_depth;
    return pool + smaller(larger(reach, 0.0f), 1.0f) * larger(frontier - pool, 0.0f);
}
EQUATION adopted_share(float inheritance, float from_scratch, float open_source_gain,
                       float open_source_budget) {
    float supported = 1.0f + open_source_gain * log2_of(1.0f + open_source_budget / 1e8f);
    return smaller(inheritance * supported, 1.0f) * (1.0f - from_scratch);
}
EQUATION gained(float own, float source, float share, float cost) {
    float ratio = power10(smaller(source - own, 30.0f));
    return share * larger(ratio - 1.0f, 0.0f) / (1.0f + cost * ratio);
}

/* capability */

EQUATION effective_compute(float own, float adopted, float distilled, float *own_share,
                           float *adopted_share, float *distilled_share) {
    float whole = (1.0f + adopted) * (1.0f + distilled);
    *own_share = 1.0f / whole;
    *adopted_share = adopted / whole;
    *distilled_share = distilled / (1.0f + distilled);
    return own + log10_of(whole);
}
EQUATION eci(float effective, float eci_at_1e25, float eci_per_oom) {
    return eci_at_1e25 + eci_per_oom * (effective - ANCHOR_LOG10_FLOP);
}
EQUATION effective_of(float score, float eci_at_1e25, float eci_per_oom) {
    return ANCHOR_LOG10_FLOP + (score - eci_at_1e25) / eci_per_oom;
}
EQUATION score(float effective, float eci_at_1e25, float eci_per_oom, float skill_offset,
               float people, float lead, float skill) {
    return eci(effective, eci_at_1e25, eci_per_oom) + skill_offset + people + lead + skill;
}
EQUATION people_gain(float labour, float best_labour, float talent_gain) {
    return talent_gain * smaller(labour - best_labour, 0.0f) / LN2;
}
EQUATION independent_teams(float teams, float team_independence) {
    return power(log_of(teams), team_independence);
}
/* Blom's quantile is that of the error function's inverse at (teams - 1) / (teams + 1/4). */
EQUATION best_of_teams(float teams, float team_spread) {
    return team_spread * SQRT2 * erfinv_of((teams - 1.0f) / (teams + 0.25f));
}
EQUATION released_score(float expected, float release_spread, float departure) {
    return expected + release_spread * departure;
}
EQUATION release_probability(float teams, float release_interval, float regulatory_burden) {
    float rate = teams * MONTHS_PER_YEAR / (release_interval + regulatory_burden);
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
EQUATION sovereignty_weights(float adopted_share) { return 1.0f - adopted_share; }
EQUATION sovereignty_talent(float home, float abroad) {
    return home / larger(home + abroad, 1e-6f);
}
EQUATION sovereignty_chips(float licence_exposure, float domestic_chips) {
    return 1.0f - licence_exposure * (1.0f - domestic_chips);
}

#endif
