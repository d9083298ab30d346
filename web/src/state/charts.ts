/** The charts of the picker, in its order. */
export const CHARTS = [
  "capability",
  "lag",
  "largest_run",
  "compute",
  "talent",
  "sovereignty",
  "money",
  "joined",
  "bands",
] as const;
export type ChartName = (typeof CHARTS)[number];

/** The series of the server that each chart draws. */
export const CHART_OUTPUTS: Record<ChartName, readonly string[]> = {
  capability: ["capability_eci", "frontier_eci", "open_eci"],
  lag: ["lag_months"],
  largest_run: ["largest_run_log10_flop"],
  compute: ["compute_public", "compute_private", "compute_foreign"],
  talent: ["talent_home", "talent_abroad"],
  sovereignty: [
    "sovereignty",
    "sovereignty_compute",
    "sovereignty_weights",
    "sovereignty_talent",
    "sovereignty_chips",
  ],
  money: ["private_spending_usd", "revenue_usd", "public_cost_usd"],
  joined: [],
  bands: [],
};
