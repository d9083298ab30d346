import { signal } from "@preact/signals";

export const CURRENCIES = ["USD", "KRW"] as const;
export type Currency = (typeof CURRENCIES)[number];
export const COMPUTE_UNITS = ["H100e", "EFLOPS"] as const;
export type ComputeUnit = (typeof COMPUTE_UNITS)[number];

/** How numbers are shown; none of this changes an answer. */
export const currency = signal<Currency>("USD");
export const computeUnit = signal<ComputeUnit>("H100e");

/** What one unit is worth in another, from the evidence of the server. */
export const rates = signal({ krwPerUsd: Number.NaN, exaflopsPerH100e: Number.NaN });
