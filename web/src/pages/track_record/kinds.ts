import type { Forecast, Score } from "../../api/types";

export type Quantity = Forecast["quantity"];
export const QUANTITIES = [
  "best_eci",
  "largest_run_log10_flop",
  "lag_months",
] as const satisfies readonly Quantity[];
export type Model = Score["model"];
export const MODELS = [
  "slipstream",
  "persistence",
  "trend",
  "random_walk",
  "paced_trend",
  "paced_walk",
] as const satisfies readonly Model[];
