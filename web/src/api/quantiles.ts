import type { Quantiles } from "./types";

/** The quantiles of a band, as the API names them. */
export const QUANTILES = [
  "0.05",
  "0.25",
  "0.5",
  "0.75",
  "0.95",
] as const satisfies readonly `${keyof Quantiles}`[];
export type Quantile = (typeof QUANTILES)[number];
