import type { Bands, Quantile } from "../../api/types";
import type { Text } from "../../i18n";

export const QUANTITIES = ["best_eci", "largest_run_log10_flop", "lag_months"] as const;
export type Quantity = (typeof QUANTITIES)[number];
export const MODELS = [
  "slipstream",
  "persistence",
  "trend",
  "random_walk",
  "paced_trend",
  "paced_walk",
] as const;
export type Model = (typeof MODELS)[number];

/** Forecasts of one quantity of one country from one date, month by month. */
export interface Path {
  origin: string;
  country: string;
  quantity: Quantity;
  /** First month forecast. */
  first: string;
  bands: Bands;
  observed: (number | null)[];
  /** Whether the outcome is only known to be at least that. */
  floor: boolean[];
  crps: (number | null)[];
}

export interface Score {
  origin: string;
  quantity: Quantity;
  model: Model;
  count: number;
  crps: number;
  within_50: number;
  within_90: number;
}

export interface Skill {
  quantity: Quantity;
  baseline: Model;
  ratio: number;
  low: number;
  high: number;
  better: number;
  origins: number;
  count: number;
}

export interface Calibration {
  quantity: Quantity;
  count: number;
  levels: number[];
  below: number[];
}

export interface Record {
  origins: { origin: string; until: string }[];
  levels: Quantile[];
  countries: { code: string; name: Text }[];
  forecasts: Path[];
  scores: Score[];
  skill: Skill[];
  calibration: Calibration[];
}
