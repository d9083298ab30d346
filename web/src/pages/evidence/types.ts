import type { Quantiles } from "../../api/types";
import type { Text } from "../../i18n";

export const KINDS = [
  "money",
  "compute",
  "power",
  "talent",
  "capability",
  "training_run",
  "partnership",
  "trade",
  "law",
  "delay",
  "growth",
  "economy",
] as const;
export type Kind = (typeof KINDS)[number];
export const GROUNDS = ["facts", "both", "assumption"] as const;
export type Ground = (typeof GROUNDS)[number];

export interface Spread {
  low: number | null;
  high: number | null;
  level: number;
  basis: "reported" | "derived" | "judgement";
}

/** A fact in a line. */
export interface Brief {
  id: string;
  country: string;
  label: Text;
  value: number;
  unit: string;
  date: string;
  spread: Spread | null;
  confidence: "high" | "med" | "low";
}

export interface Listed extends Brief {
  kind: Kind;
  used: boolean;
  conflict: boolean;
}

export interface FactList {
  as_of: string;
  cutoff: string;
  sources: number;
  countries: { code: string; name: Text }[];
  kinds: Kind[];
  facts: Listed[];
}

/** A source, with a note on what it says. */
export interface Noted {
  title: string;
  publisher: string;
  date: string;
  url: string;
  note: string;
}

export interface Card extends Brief {
  note: string;
  sources: Noted[];
}

export interface Use {
  kind: "parameter" | "lever" | "shock" | "correlation" | "policy";
  name: string;
  place: Text | null;
  label: Text;
  second: { name: string; label: Text } | null;
}

export interface Fact extends Card {
  place: Text;
  kind: Kind;
  told: string | null;
  derived: string | null;
  context: boolean;
  age_years: number;
  doubts: { severity: string; rule: string; message: string }[];
  conflicts: Card[];
  same: Card[];
  uses: Use[];
  claims: { id: string; label: Text; verdict: string }[];
}

export const ROW_KINDS = ["parameter", "lever", "shock"] as const;
export type Group =
  | "compute"
  | "economy"
  | "talent"
  | "efficiency"
  | "open_models"
  | "capability"
  | "money"
  | "people"
  | "openness"
  | "partnership"
  | "rules";

export interface Row {
  name: string;
  kind: (typeof ROW_KINDS)[number];
  group: Group | null;
  scope: "world" | "country" | null;
  label: Text;
  unit: string;
  range: [number, number];
  equation: string;
  grounds: { [ground in Ground]?: number };
}

export interface RowList {
  coverage: { [ground in Ground]?: number };
  rows: Row[];
}

/** What a number rests on. */
export interface Rests {
  ground: Ground;
  facts: Brief[];
  assumption: string | null;
  why: string | null;
}

export interface Belief extends Rests {
  country: string | null;
  place: Text;
  common: boolean;
  fixed: boolean;
  prior: Quantiles;
  posterior: Quantiles | null;
}

export interface ParameterRow extends Row {
  kind: "parameter";
  family: "normal" | "lognormal" | "logitnormal";
  beliefs: Belief[];
  together: { first: string; second: string; correlation: number; facts: Brief[]; why: string }[];
}

export interface LeverRow extends Row {
  kind: "lever";
  what: Text;
  cost: Text;
  common: number;
  settings: (Rests & { country: string; place: Text; year: number; value: number })[];
}

export interface ShockRow extends Row {
  kind: "shock";
  what: Text;
  reach: string;
  severity: number;
  probability: number;
  window: [string, string];
  duration: number;
  facts: Brief[];
  assumption: string | null;
}

export type AnyRow = ParameterRow | LeverRow | ShockRow;

export interface Claim {
  id: string;
  label: Text;
  quote: string;
  verdict: string;
  reason: Text;
  would_change: Text;
  note: { en: string | null; ko: string | null };
  reached: string;
  facts: Brief[];
  sources: Noted[];
  effect: { stated: Text; against: "shown" | "otherwise"; other: Text } | null;
}

export interface ClaimList {
  article: { title: string; publisher: string; date: string; url: string };
  verdicts: { name: string; label: Text; count: number }[];
  claims: Claim[];
}

/** A change of the mean lag (months) and of the probability. */
export interface Change {
  lag_months: number;
  probability: number;
}

/** What facts and assumptions weigh in a country's answer. */
export interface Weight {
  place: Text;
  coverage: {
    question: { country: string; by: number };
    numbers: { all: number; share_on_facts_alone: number; share_on_facts: number };
    /** Shares by ground of what all numbers explain, or nothing where the outcome does not vary. */
    variance: { [outcome in "lag" | "joined"]: { [ground in Ground]: number } | null };
    explained: { lag: number; joined: number };
    luck: { lag: number | null; joined: number | null };
    rest: { parameter: string; label: Text; countries: string[]; lag: number; joined: number }[];
    shares: { number: string; lag: number; joined: number }[];
  };
  value: {
    facts: (Pick<Brief, "id" | "label" | "value" | "unit" | "spread"> & {
      low: Change;
      high: Change;
      /** Whether the draws can tell the change from none. */
      told: boolean;
    })[];
  };
}

interface Reached {
  in_race: number;
  probability: number;
}

/** What a claim changes in an answer, with what it is held against. */
export interface ClaimEffect {
  question: { country: string; by: number };
  stated: Reached;
  shown?: Reached;
  otherwise?: Reached;
  difference: {
    in_race: { mean: number; low: number; high: number };
    probability: { mean: number; low: number; high: number };
    lag_months: { mean: number; low: number; high: number };
  };
}

/** An observation that the model is fitted to. */
export interface Observed {
  country: string;
  date: string;
  value: number;
  low: number | null;
  high: number | null;
  level: number | null;
  kind: "score" | "estimate" | "floor" | "ceiling" | "reported" | "disputed";
  /** Id of its source. */
  source: string;
  /** A model, and who made it. */
  name?: string;
  organisation?: string;
  owner?: "all" | "public" | "private" | "foreign";
}

export interface Observations {
  countries: { code: string; name: Text }[];
  tables: {
    name: "best_eci" | "largest_run" | "h100e" | "open_lag" | "talent_flow" | "score_ceiling";
    unit: string;
    rows: Observed[];
  }[];
  sources: Record<string, Noted>;
}
