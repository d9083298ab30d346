import type { Forecast, Score, TrackRecord } from "../../api/types";
import { later } from "../dates";
import { MODELS, type Model, type Quantity } from "./kinds";

/** What a forecast said of one month, and what came. */
export interface Told {
  month: string;
  low: number;
  middle: number;
  high: number;
  observed: number | null;
}

/** The forecasts of one quantity of one country from one date, if there are any. */
export function pathOf(
  record: { forecasts: Forecast[] },
  origin: string,
  country: string,
  quantity: Quantity,
): Forecast | undefined {
  return record.forecasts.find(
    (path) => path.origin === origin && path.country === country && path.quantity === quantity,
  );
}

/** The months of a path, as `2024-04`. */
export function monthsOf(path: Forecast): string[] {
  return path.observed.map((_, i) => later(path.first, i));
}

/** What a path says of its month number `index`. */
export function told(path: Forecast, index: number): Told {
  return {
    month: later(path.first, index),
    low: path.bands["0.05"][index]!,
    middle: path.bands["0.5"][index]!,
    high: path.bands["0.95"][index]!,
    observed: path.observed[index] ?? null,
  };
}

/** The last month that has an outcome, or the last of all where none has one yet. */
export function lastTold(path: Forecast): Told {
  const seen = path.observed.findLastIndex((value, i) => value !== null && !path.floor[i]);
  return told(path, seen < 0 ? path.observed.length - 1 : seen);
}

/** What was forecast from a date for a month; undefined where it was not. */
export function toldOf(
  record: TrackRecord,
  origin: string,
  country: string,
  quantity: Quantity,
  month: string,
): Told | undefined {
  const path = pathOf(record, origin, country, quantity);
  const index = path ? monthsOf(path).indexOf(month) : -1;
  return path && index >= 0 ? told(path, index) : undefined;
}

/** One line of the table of scores. */
export interface Row {
  /** The last day of the data; null for all dates together. */
  origin: string | null;
  count: number;
  crps: Partial<{ [model in Model]: number }>;
  within_50: number;
  within_90: number;
}

/** The scores of a quantity, date by date, and those of all dates together, month for month. */
export function rowsOf(record: TrackRecord, quantity: Quantity): Row[] {
  const mine = record.scores.filter((score) => score.quantity === quantity);
  const dates = record.origins.map(({ origin }) => origin);
  const rows = dates.map((origin) =>
    rowOf(
      origin,
      mine.filter((score) => score.origin === origin),
    ),
  );
  return [...rows.filter((each) => each.count > 0), rowOf(null, mine)];
}

/** The scores of one quantity in one line, those of several dates month for month. */
export function rowOf(origin: string | null, scores: Score[]): Row {
  const of = (model: Model) => scores.filter((score) => score.model === model);
  const ours = of("slipstream");
  const crps = Object.fromEntries(
    MODELS.filter((model) => of(model).length > 0).map((model) => [
      model,
      mean(of(model), (score) => score.crps),
    ]),
  );
  return {
    origin,
    crps,
    count: ours.reduce((sum, score) => sum + score.count, 0),
    within_50: mean(ours, (score) => score.within_50),
    within_90: mean(ours, (score) => score.within_90),
  };
}

/** Mean over months of what the scores have the means of. */
function mean(scores: Score[], value: (score: Score) => number): number {
  const months = scores.reduce((sum, score) => sum + score.count, 0);
  return scores.reduce((sum, score) => sum + score.count * value(score), 0) / months;
}

/** Each country's share of the error on a quantity. */
export function errorShares(record: TrackRecord, quantity: Quantity): Map<string, number> {
  const sums = new Map<string, number>();
  for (const path of record.forecasts) {
    if (path.quantity !== quantity) continue;
    for (const [i, crps] of path.crps.entries()) {
      if (crps === null || path.floor[i]) continue;
      sums.set(path.country, (sums.get(path.country) ?? 0) + crps);
    }
  }
  const all = [...sums.values()].reduce((a, b) => a + b, 0);
  return new Map([...sums].map(([country, sum]) => [country, sum / all]));
}

/** The month since which a country's outcome has stood, over all dates. */
export function standsSince(
  record: TrackRecord,
  country: string,
  quantity: Quantity,
): string | null {
  const seen = new Map<string, number>();
  for (const path of record.forecasts) {
    if (path.country !== country || path.quantity !== quantity) continue;
    for (const [i, month] of monthsOf(path).entries()) {
      const value = path.observed[i];
      if (value !== null && value !== undefined) seen.set(month, value);
    }
  }
  const months = [...seen.keys()].sort();
  const last = months.at(-1);
  return months.find((month) => last && seen.get(month) === seen.get(last)) ?? null;
}
