/* The focal country for all draws and months: slipstream/model/step.py once more, by hand.
 *
 * Draws are cut into tiles whose parameters and state stay in the cache for all months. Inside a
 * month one loop over the draws of a tile holds the whole model and is vectorised; tiles are
 * shared among threads. */

#include <string.h>

#include "equations.h"
#include "names.h"

#ifndef TILE
#define TILE 64
#endif
#define ARRAY(name) float name[TILE] __attribute__((aligned(64)));
#define INDEX_PARAMETER(name) PARAMETER_##name,
#define INDEX_SHOCK(name) SHOCK_##name,
#define INDEX_SERIES(name) SERIES_##name,
#define INDEX_OUTPUT(name) OUTPUT_##name,
#define TEXT(name) #name " "

enum { PARAMETERS(INDEX_PARAMETER) PARAMETER_COUNT };
enum { SHOCKS(INDEX_SHOCK) SHOCK_COUNT };
enum { SERIES(INDEX_SERIES) SERIES_COUNT };
enum { OUTPUTS(INDEX_OUTPUT) OUTPUT_COUNT };

const char *parameter_names = PARAMETERS(TEXT);
const char *lever_names = LEVERS(TEXT);
const char *shock_names = SHOCKS(TEXT);
const char *series_names = SERIES(TEXT);
const char *output_names = OUTPUTS(TEXT);

#define SCALAR(name) float name;
struct levers { LEVERS(SCALAR) };

struct tile {
    struct { PARAMETERS(ARRAY) } p;
    struct { DERIVED(ARRAY) } d;
    struct { STATE(ARRAY) } s;
    struct { SHOCKS(ARRAY) } start;
    float teams; /* that the arrays which depend on them were worked out for */
    float frontier[MONTHS][TILE];
    int reached[TILE];
};

/* Arrays in the order of the lists in names.h. What comes by draw is padded to whole tiles: series
 * and outputs are (tile, month, draw in tile), so that a tile streams through memory in one piece;
 * levers are (month, lever). */
struct inputs {
    int tiles;
    int deliveries_until;
    int now;
    float market_deliveries;
    const float *deliveries;
    const struct levers *levers;
    const float *const *parameters;
    const float *const *shock_start;
    const float *shock_duration;
    const float *shock_severity;
    const float *const *series;
};

const int tile_draws = TILE;

static void load(struct tile *t, const struct inputs *in, int tile) {
    const size_t at = (size_t)tile * TILE, size = sizeof(float) * TILE;
#define COPY_PARAMETER(name) memcpy(t->p.name, in->parameters[PARAMETER_##name] + at, size);
#define COPY_SHOCK(name) memcpy(t->start.name, in->shock_start[SHOCK_##name] + at, size);
    PARAMETERS(COPY_PARAMETER)
    SHOCKS(COPY_SHOCK)
    const float *elsewhere = in->series[SERIES_view_effective] + at * MONTHS;
    memset(&t->s, 0, sizeof t->s);
    memset(t->reached, 0, sizeof t->reached);
    t->teams = 0.0f;
#pragma omp simd
    for (int i = 0; i < TILE; i++) {
        t->d.log_price_fall[i] = log_of(t->p.price_fall[i]);
        t->d.log_power_fall[i] = log_of(t->p.power_fall[i]);
        t->d.log_power_growth[i] = log_of(t->p.power_growth[i]);
        t->d.log_import_cap_growth[i] = log_of(t->p.import_cap_growth[i]);
        t->d.log_domestic_growth[i] = log_of(t->p.domestic_chips_growth[i]);
        t->d.log_delay_overrun[i] = log_of(t->p.delay_overrun[i]);
        t->d.log_pledge_delivery[i] = log_of(t->p.pledge_delivery[i]);
        t->d.decay[i] = LN2 / t->p.spend_growth_halving[i];
        t->d.private_passing[i] = pipeline_passing(t->p.private_delay[i]);
        t->d.power_passing[i] = pipeline_passing(t->p.power_lead[i]);
        t->d.lapsing[i] = passed(t->p.carry_over[i]);
        t->d.retiring_chips[i] = passed(t->p.service_life[i]);
        t->d.rate_kept[i] = ou_kept(t->p.efficiency_memory[i]);
        t->d.rate_scale[i] = ou_scale(t->d.rate_kept[i], t->p.efficiency_wander[i]);
        t->d.lag_kept[i] = ou_kept(t->p.open_lag_memory[i]);
        t->d.lag_scale[i] = ou_scale(t->d.lag_kept[i], t->p.open_lag_wander[i]);
        t->d.recovering[i] = passed(t->p.open_recovery[i]);
        t->d.skill_kept[i] = ou_kept(t->p.skill_memory[i]);
        t->d.skill_scale[i] = ou_scale(t->d.skill_kept[i], t->p.skill_sd[i]);
        t->d.adjusting[i] = passed(t->p.demand_delay[i]);
        t->d.returning[i] = 1.0f - exp_of(-t->p.return_rate[i] * STEP_YEARS);
        t->d.retiring_people[i] = 1.0f - exp_of(-t->p.talent_retirement[i] * STEP_YEARS);
        t->s.stock_public[i] = t->p.stock_public_2022[i];
        t->s.stock_private[i] = t->p.stock_private_2022[i];
        t->s.stock_foreign[i] = t->p.stock_foreign_2022[i];
        t->s.home[i] = t->p.talent_home[i];
        t->s.abroad[i] = t->p.talent_abroad[i];
        t->s.top[i] = t->p.talent_home[i] * t->p.top_share[i];
        t->s.top_abroad[i] = t->p.talent_abroad[i] * t->p.top_share[i];
        t->s.know_how[i] = t->p.efficiency_2022[i] - t->p.efficiency_gap[i];
        t->s.demand[i] = 0.5f;
        t->s.response_reference[i] = 1.0f;
        t->s.best[i] = t->p.best_2022[i];
        float effective =
            effective_of(t->p.best_2022[i], t->p.eci_at_1e25[i], t->p.eci_per_oom[i]);
        t->s.best_effective[i] = effective;
        t->s.best_run[i] = t->p.largest_run_2022[i];
        t->s.pool[i] =
            larger(effective, elsewhere[i]) - t->p.open_gap_2022[i] / t->p.eci_per_oom[i];
    }
}

/* Policies change the number of teams seldom, if ever. */
static void count_teams(struct tile *t, float teams) {
    t->teams = teams;
#pragma omp simd
    for (int i = 0; i < TILE; i++) {
        float unrelated = independent_teams(teams, t->p.team_independence[i]);
        t->d.unrelated_teams[i] = unrelated;
        t->d.lead[i] = best_of_teams(unrelated, t->p.team_spread[i]);
    }
}

static void step(struct tile *t, const struct inputs *in, float *const *outputs, int tile,
                 int month) {
    const struct levers l = in->levers[month];
    const size_t from = ((size_t)tile * MONTHS + month) * TILE;
#define LOCAL_SERIES(name) const float *restrict name = in->series[SERIES_##name] + from;
#define LOCAL_OUTPUT(name) float *restrict out_##name = outputs[OUTPUT_##name] + from;
#define LOCAL_SHOCK(name)                                          \
    const float duration_##name = in->shock_duration[SHOCK_##name]; \
    const float severity_##name = in->shock_severity[SHOCK_##name];
    SERIES(LOCAL_SERIES)
    OUTPUTS(LOCAL_OUTPUT)
    SHOCKS(LOCAL_SHOCK)
    const float now = month, years = month / MONTHS_PER_YEAR;
    const float after = (month - in->now) / MONTHS_PER_YEAR;
    const float known_until = in->deliveries_until / MONTHS_PER_YEAR;
    const float known_deliveries = in->deliveries[month];
    const float market_deliveries = in->market_deliveries;
    const int forecast = month > in->now;
    (void)duration_efficiency_leap, (void)duration_open_leap;
#define LASTING(name) (severity_##name * active(now, t->start.name[i], duration_##name))
#define PULSE(name) (severity_##name * begins(now, t->start.name[i]))
    if (l.teams != t->teams) count_teams(t, l.teams);

#pragma omp simd
    for (int i = 0; i < TILE; i++) {
        /* resources */
        float budget = l.public_budget * (1.0f - LASTING(exchange_rate_swing));
        float controls = LASTING(export_controls);
        float price = hardware_price(years, t->p.price_2025[i], t->d.log_price_fall[i],
                                     t->p.import_premium[i], LASTING(chip_tariff));
        float price_abroad =
            hardware_price(years, t->p.price_2025[i], t->d.log_price_fall[i], 0.0f, 0.0f);
        float rentable, reserved;
        float to_chips = split_compute_line(
            budget * l.share_compute, l.rented_abroad, t->p.rent_share[i] * price_abroad,
            l.power_reserved, t->p.power_cost[i], &rentable, &reserved);
        float depth = remaining(l.partnership_depth, LASTING(partner_exit));
        float public = t->s.stock_public[i], private = t->s.stock_private[i];
        float foreign = t->s.stock_foreign[i];
        float rented = rented_compute(rentable, t->p.licence_exposure[i], controls);
        float access_private =
            training_access(t->p.access_private[i], t->p.training_share_drift[i], after);
        float accessible = accessible_compute(public, private, foreign, rented,
                                              t->p.access_public[i], access_private,
                                              t->p.access_foreign[i]);
        float home = t->s.home[i], abroad = t->s.abroad[i];
        float top = t->s.top[i], top_abroad = t->s.top_abroad[i];
        float labour = research_labour(home, top, t->p.top_weight[i]);
        float effort = stalled_effort(
            research_effort(labour, accessible, t->p.effort_talent_share[i]),
            LASTING(rival_stall));

        /* what is seen of the world */
        float best = t->s.best[i], best_effective = t->s.best_effective[i];
        float know_how = t->s.know_how[i], pool = t->s.pool[i];
        float opened = own_release(best_effective, l.open_release, t->p.own_open_share[i]);
        float seen_frontier = larger(best, view_frontier[i]);
        float seen_second = larger(view_second[i], smaller(best, view_frontier[i]));
        float seen_effective = larger(best_effective, view_effective[i]);
        float seen_released = larger(opened, view_released[i]);
        float seen_efficiency = larger(know_how, view_efficiency[i]);
        float seen_effort = larger(effort, view_effort[i]);
        float seen_labour = larger(labour, view_labour[i]);
        float seen_pay = larger(t->p.pay_home[i], view_pay[i]);

        /* money */
        float world_price =
            hardware_price(smaller(years, known_until), t->p.price_2025[i], t->d.log_price_fall[i], 0.0f, 0.0f);
        float deliveries =
            known_deliveries * spending_growth(larger(years - known_until, 0.0f), t->p.spend_growth_now[i],
                                               t->p.spend_growth_long[i], t->d.decay[i]);
        float own_path = deliveries * early_index(after, t->p.spend_growth_offset[i]);
        float responding = response(
            t->s.demand[i], t->p.revenue_elasticity[i],
            best < seen_frontier ? seen_frontier - best : best - seen_second, t->p.rivalry[i],
            t->p.demand_scale[i]);
        float response_reference = forecast ? t->s.response_reference[i] : responding;
        float spending = private_spending(
            baseline_spending(t->p.private_order_share[i], own_path, world_price),
            pledged_spending(l.pledged_compute, price, t->d.log_pledge_delivery[i], l.slippage),
            responding, response_reference, t->p.crowd_in[i], forecast ? to_chips : 0.0f);
        float from_abroad = baseline_spending(t->p.foreign_order_share[i], own_path, world_price);
        float received = (to_chips + spending + from_abroad) * STEP_YEARS;
        float available_public = to_chips * STEP_YEARS + t->s.carried_public[i];
        float available_private = spending * STEP_YEARS + t->s.carried_private[i];
        float available_foreign = from_abroad * STEP_YEARS + t->s.carried_foreign[i];
        float wanted = (available_public + available_private + available_foreign) / price;

        /* power and construction */
        float first_public = t->s.first_public[i], second_public = t->s.second_public[i];
        float first_private = t->s.first_private[i], second_private = t->s.second_private[i];
        float first_foreign = t->s.first_foreign[i], second_foreign = t->s.second_foreign[i];
        float committed = first_public + second_public + public + first_private + second_private +
                          private + first_foreign + second_foreign + foreign;
        float home_made = domestic_capacity(years, t->p.domestic_chips_2025[i],
                                            t->d.log_domestic_growth[i]);
        float need = power_need(years, t->p.kw_per_h100e_2025[i], t->d.log_power_fall[i]);
        float grid = power_from_grid(years, t->p.power_2025[i], t->d.log_power_growth[i]);
        float first_power = t->s.first_power[i], second_power = t->s.second_power[i];
        float built_power = t->s.built_power[i];
        float started = power_started((committed + wanted) * need, grid, reserved,
                                      first_power + second_power, built_power);
        float power = power_available(grid, built_power, LASTING(power_shortage));
        advance_pipeline(&first_power, &second_power, &built_power, started,
                         t->d.power_passing[i], 0.0f);
        float share = order_share(wanted, years, t->p.import_cap[i],
                                  t->d.log_import_cap_growth[i], t->p.licence_exposure[i],
                                  controls, t->p.control_evasion[i], home_made,
                                  power / need - committed);
        float public_passing = pipeline_passing(
            public_delay(l.procurement_delay, t->d.log_delay_overrun[i], l.slippage));
        float domestic = public + private, on_soil = foreign;
        float passing = t->d.private_passing[i], retiring = t->d.retiring_chips[i];
        advance_pipeline(&first_public, &second_public, &public, available_public * share / price,
                         public_passing, retiring);
        advance_pipeline(&first_private, &second_private, &private,
                         available_private * share / price, passing, retiring);
        advance_pipeline(&first_foreign, &second_foreign, &foreign,
                         available_foreign * share / price, passing, retiring);

        /* people */
        float gap = pay_gap(t->p.pay_home[i], seen_pay);
        float drawn = attraction(gap, t->p.pay_elasticity[i]);
        float visas = l.visa_places * drawn, granted, covered;
        float trained = split_talent_line(
            budget * l.share_talent, visas + l.returnee_places, t->p.place_cost[i], top,
            l.pay_topup, t->p.training_cost[i], &granted, &covered);
        float top_drawn = attraction(top_pay_gap(gap, t->p.top_gap_ratio[i], t->p.top_pay[i],
                                                 l.pay_topup, covered),
                                     t->p.pay_elasticity[i]);
        float plain_drawn = attraction(
            top_pay_gap(gap, t->p.top_gap_ratio[i], t->p.top_pay[i], l.pay_topup, 0.0f),
            t->p.pay_elasticity[i]);
        advance_talent(
            &home, &abroad, &top, &top_abroad,
            leaving_rate(t->p.leaving_base[i], drawn, depth, t->p.partner_draw[i]),
            leaving_rate(t->p.leaving_base[i], top_drawn, depth, t->p.partner_draw[i]),
            top_drawn / plain_drawn, visas * granted, l.returnee_places * granted, trained,
            t->p.graduates[i], t->p.immigrants[i], t->d.returning[i], t->p.return_rate[i],
            t->p.talent_retirement[i], t->d.retiring_people[i]);

        /* research, diffusion, open models */
        float closed = LASTING(open_weights_closure);
        float rate_wander = ornstein_uhlenbeck(t->s.rate_wander[i], t->d.rate_kept[i],
                                               t->d.rate_scale[i], noise_rate[i]);
        float lag_wander = ornstein_uhlenbeck(t->s.lag_wander[i], t->d.lag_kept[i],
                                              t->d.lag_scale[i], noise_lag[i]);
        float lag = open_lag(t->p.open_lag_mean[i], lag_wander);
        float excess_lag = advance_excess_lag(t->s.excess_lag[i], closed, t->d.recovering[i]);
        float open_share = openness(excess_lag, lag);
        float growth = own_growth(larger(t->p.efficiency_growth[i] + rate_wander, 0.0f), effort,
                                  seen_effort, t->p.effort_elasticity[i], t->p.data_gain[i],
                                  budget * l.share_data);
        float rate = diffusion_rate(
            t->p.diffusion[i], 1.0f - t->p.closure_diffusion_loss[i] * (1.0f - open_share), depth,
            t->p.partner_diffusion[i], practice(l.from_scratch, t->p.adapter_learning[i]));
        know_how = leap(advance_efficiency(know_how, seen_efficiency, growth, rate),
                        PULSE(efficiency_leap));
        pool = leap(advance_open_pool(pool, seen_effective, lag + excess_lag, closed,
                                      held_back(seen_released, pool, seen_effective, open_share)),
                    PULSE(open_leap));

        /* releases */
        float run = training_run(accessible, t->p.run_share[i], l.teams, t->p.mfu[i],
                                 t->p.run_length[i], t->p.run_offset[i]);
        float own = run + know_how, own_share, adopted_part, distilled_part;
        float adopted = gained(own, pool,
                               adopted_share(t->p.inheritance[i], l.from_scratch,
                                             t->p.open_source_gain[i],
                                             budget * l.share_open_source),
                               t->p.adaptation_cost[i]);
        float distilled = gained(own + log10_of(1.0f + adopted),
                                 teacher(pool, seen_effective, t->p.answer_access[i], depth,
                                         LASTING(terms_enforced)),
                                 t->p.distillation[i], t->p.distillation_cost[i]);
        float effective = effective_compute(own, adopted, distilled, &own_share, &adopted_part,
                                            &distilled_part);
        float skill = ornstein_uhlenbeck(t->s.skill[i], t->d.skill_kept[i], t->d.skill_scale[i],
                                         noise_skill[i]);
        float ready = score(effective, t->p.eci_at_1e25[i], t->p.eci_per_oom[i],
                            t->p.skill_offset[i],
                            people_gain(labour, seen_labour, t->p.talent_gain[i]), t->d.lead[i],
                            skill);
        float chance = release_probability(t->d.unrelated_teams[i], t->p.release_interval[i],
                                           l.regulatory_burden);
        int released = noise_release[i] < chance;
        best = released_best(
            best, released_score(ready, t->p.release_spread[i], noise_departure[i]), released);
        best_effective = released_best(best_effective, effective, released);
        float best_run = released_best(t->s.best_run[i], run, released);

        /* demand */
        float target = demand_target(larger(seen_frontier - best, 0.0f), t->p.demand_scale[i],
                                     l.open_release, t->p.open_revenue_cost[i],
                                     t->p.adoption_gain[i], budget * l.share_adoption);
        float demand = adjust(t->s.demand[i], target, t->d.adjusting[i]);
        float cost = t->s.cost[i] + (forecast ? l.public_budget * STEP_YEARS : 0.0f);
        float frontier = larger(kept_frontier[i], best);
        float behind = larger(best_effective, kept_effective[i]) - pool;

        t->s.first_public[i] = first_public, t->s.second_public[i] = second_public;
        t->s.first_private[i] = first_private, t->s.second_private[i] = second_private;
        t->s.first_foreign[i] = first_foreign, t->s.second_foreign[i] = second_foreign;
        t->s.stock_public[i] = public, t->s.stock_private[i] = private;
        t->s.stock_foreign[i] = foreign;
        t->s.carried_public[i] =
            carried_money(available_public - available_public * share, t->d.lapsing[i]);
        t->s.carried_private[i] =
            carried_money(available_private - available_private * share, t->d.lapsing[i]);
        t->s.carried_foreign[i] =
            carried_money(available_foreign - available_foreign * share, t->d.lapsing[i]);
        t->s.first_power[i] = first_power, t->s.second_power[i] = second_power;
        t->s.built_power[i] = built_power;
        t->s.home[i] = home, t->s.abroad[i] = abroad;
        t->s.top[i] = top, t->s.top_abroad[i] = top_abroad;
        t->s.know_how[i] = know_how, t->s.skill[i] = skill, t->s.pool[i] = pool;
        t->s.demand[i] = demand, t->s.best[i] = best, t->s.best_effective[i] = best_effective;
        t->s.response_reference[i] = response_reference, t->s.excess_lag[i] = excess_lag;
        t->s.best_run[i] = best_run, t->s.cost[i] = cost;
        t->s.rate_wander[i] = rate_wander, t->s.lag_wander[i] = lag_wander;
        t->frontier[month][i] = frontier;

        out_capability[i] = best, out_largest_run[i] = best_run;
        out_compute_public[i] = public, out_compute_private[i] = private;
        out_compute_foreign[i] = foreign, out_rented[i] = rented;
        out_power[i] = power, out_accessible[i] = accessible;
        out_talent_home[i] = home, out_talent_abroad[i] = abroad;
        out_talent_top[i] = top, out_talent_top_abroad[i] = top_abroad;
        out_efficiency[i] = know_how, out_sources_own[i] = own_share;
        out_sources_adopted[i] = adopted_part, out_sources_distilled[i] = distilled_part;
        out_sovereignty_compute[i] = sovereignty_compute(domestic, on_soil, rented);
        out_sovereignty_weights[i] = sovereignty_weights(adopted_part);
        out_sovereignty_talent[i] = sovereignty_talent(home, abroad);
        out_sovereignty_chips[i] = sovereignty_chips(
            t->p.licence_exposure[i],
            smaller(home_made * STEP_YEARS * price / larger(received, 1.0f), 1.0f));
        out_private_spending[i] = spending;
        out_revenue[i] = revenue(t->p.market_2025[i], deliveries / market_deliveries, demand);
        out_public_cost[i] = cost, out_ready_score[i] = ready, out_ready_run[i] = run;
        out_ready_chance[i] = chance, out_frontier[i] = frontier;
        out_open[i] = frontier - t->p.eci_per_oom[i] * behind;
    }
    /* Both are running maxima, so that the month in which the frontier was there only moves on. */
    for (int i = 0; i < TILE; i++) {
        float best = t->s.best[i];
        int reached = t->reached[i];
        while (reached < month && t->frontier[reached][i] < best) reached++;
        t->reached[i] = reached;
        out_lag[i] = best >= t->frontier[month][i] ? 0.0f : (float)(month - reached);
    }
}

void run(const struct inputs *in, float *const *outputs) {
#pragma omp parallel
    {
        struct tile t __attribute__((aligned(64)));
#pragma omp for schedule(dynamic)
        for (int tile = 0; tile < in->tiles; tile++) {
            load(&t, in, tile);
            for (int month = 0; month < MONTHS; month++) step(&t, in, outputs, tile, month);
        }
    }
}
