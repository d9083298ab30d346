import type { Text } from "../i18n";

/** The quantiles of a band, as the API names them. */
export const QUANTILES = ["0.05", "0.25", "0.5", "0.75", "0.95"] as const;
export type Quantile = (typeof QUANTILES)[number];
export type Quantiles = Record<Quantile, number>;
export type Bands = Record<Quantile, number[]>;

export interface Country {
  code: string;
  name: Text;
  /** Leaders change the world for all, so that the whole world runs again. */
  leader: boolean;
}

export interface Source {
  title: string;
  publisher: string;
  date: string;
  url: string;
}

/** A source of a fact that a country's value of a lever rests on. */
export interface LeverSource extends Source {
  country: string;
  fact: string;
}

/** Values by the year from which each holds. */
export type Schedule = Record<string, number>;

export interface Lever {
  name: string;
  group: string;
  label: Text;
  unit: string;
  range: [number, number];
  slider: [number, number];
  scale: "linear" | "log";
  step: number;
  /** Status words at values of the slider, ascending. */
  words: { at: number; label: Text }[];
  what: Text;
  cost: Text;
  equation: string;
  latex: string;
  sources: LeverSource[];
  /** Today's value in each country. */
  today: Record<string, number>;
  /** Where today's policy changes later, by country. */
  later: Record<string, Schedule>;
}

export interface ShockChoice {
  probability?: number;
  /** First and last month in which it may strike. */
  window?: [string, string];
  /** Months. */
  duration?: number;
  severity?: number;
}

export interface Shock extends Required<ShockChoice> {
  name: string;
  label: Text;
  unit: string;
  range: [number, number];
  what: Text;
  reach: string;
}

export interface Output {
  name: string;
  label: Text;
  unit: string;
  group: string;
}

export interface Policy {
  name: string;
  label: Text;
  description: Text;
  country: string | null;
  /** What the policy sets, in the month after the evidence. */
  levers: Record<string, number>;
  /** Levers that it changes again later. */
  later: Record<string, Schedule>;
  shocks: Record<string, ShockChoice>;
}

/** What the page has to know before it asks anything: `/api/meta`. */
export interface Meta {
  version: string;
  posterior: { sha256: string; data_cutoff: string; members: number };
  as_of: string;
  first_month: string;
  last_month: string;
  krw_per_usd: number;
  h100_flop_per_second: number;
  defaults: {
    country: string;
    by: number;
    within: number;
    draws: number;
    seed: number;
    policy: string;
  };
  limits: { draws: [number, number]; by: [number, number]; within: [number, number] };
  countries: Country[];
  groups: { name: string; label: Text }[];
  levers: Lever[];
  shocks: Shock[];
  outputs: Output[];
  policies: Policy[];
}

/** What holds in a future: policies, the later over the earlier, and what is set over them. */
export interface Scene {
  policy: string[];
  levers: Record<string, number>;
  shocks: Record<string, ShockChoice>;
}

/** Everything that an answer depends on. */
export interface Scenario extends Scene {
  country: string;
  by: number;
  within: number;
  seed: number;
  draws: number;
  prior: boolean;
}

export interface Simulate extends Scenario {
  compare: Scene | null;
  outputs: string[];
}

/** Being in the race at the end of a year: by the mean lag over its twelve months. */
export interface InRace {
  probability: number;
  error: number;
  by_year: Record<string, number>;
  /** By lag that counts, months: one less, the one that is asked about, one more. */
  within: Record<string, number>;
  /** Share of draws in each band of lag, from the closest, by year. */
  bands: Record<string, number[]>;
}

export interface Headline {
  in_race: InRace;
  /** Of having joined by the end of the year, with its error. */
  probability: number;
  error: number;
  likelihood: Text;
  question: Text;
  sentence: Text;
  joined_sentence: Text;
  nearby_sentence: Text;
  lag_sentence: Text;
  /** Futures of twenty in which the country is in the race. */
  dots: number;
  lag_now: Quantiles;
  lag_by: Quantiles;
  joined_by_year: Record<string, number>;
  public_cost_usd: number;
}

export interface Observation {
  month: string;
  value: number;
  low: number;
  high: number;
  model: string;
  estimate: boolean;
}

export interface Difference {
  in_race: { difference: number; low: number; high: number };
  /** Of having joined. */
  probability: number;
  low: number;
  high: number;
  lag_mean: number;
  lag_by: Quantiles;
  series: Record<string, Bands>;
  sentence: Text;
  other: { headline: Headline; series: Record<string, Bands> };
}

/** The answer of `/api/simulate`. */
export interface Answer {
  version: string;
  key: string;
  coarse: boolean;
  draws: number;
  country: string;
  by: number;
  within: number;
  /** Lags between the bands, months, rising. */
  edges: number[];
  seed: number;
  as_of: string;
  headline: Headline;
  months: string[];
  series: Record<string, Bands>;
  observed: Record<string, Observation[]>;
  difference: Difference | null;
  reproduce: { shell: string; python: string };
}

export interface Ranking {
  countries: {
    code: string;
    in_race: number;
    probability: number;
    lag_now: Quantiles;
    lag_by: Quantiles;
  }[];
}
