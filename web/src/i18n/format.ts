import { computeUnit, currency, rates } from "./display";
import { type Locale, locale, t } from "./index";

const MINUS = "\u2212";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

const made = new Map<string, Intl.NumberFormat>();

/** Making an `Intl.NumberFormat` costs more than using one, so each is made once. */
function formatter(code: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = code + JSON.stringify(options);
  let found = made.get(key);
  if (!found) {
    found = new Intl.NumberFormat(code === "ko" ? "ko-KR" : "en-US", options);
    made.set(key, found);
  }
  return found;
}

/** A number to so many significant digits: 12,300; in Korean 1.23만. */
export function number(value: number, digits = 3): string {
  const size = Math.abs(value);
  // Below these sizes the words for large numbers read worse than the digits.
  const words = size >= (locale.value === "ko" ? 1e4 : 1e6);
  const options: Intl.NumberFormatOptions = { maximumSignificantDigits: digits };
  if (words) Object.assign(options, { notation: "compact", compactDisplay: "long" });
  return formatter(locale.value, options).format(value).replace("-", MINUS);
}

/** A number in as little room as can be, for axes: 260K, $33B; 26만, 330억. */
export function short(value: number): string {
  const words = Math.abs(value) >= 1e4;
  const options: Intl.NumberFormatOptions = { maximumSignificantDigits: 3 };
  if (words) Object.assign(options, { notation: "compact", compactDisplay: "short" });
  return formatter(locale.value, options).format(value).replace("-", MINUS);
}

/** A share as a percentage: 0.087 is 8.7%. */
export function percent(share: number, digits = 2): string {
  const shown = Math.abs(share) >= 0.995 ? 3 : digits;
  return `${number(100 * share, shown)}%`;
}

/** A difference with its sign: +3.1, −0.4. */
export function signed(value: number, say: (size: number) => string): string {
  const text = say(Math.abs(value));
  if (!/[1-9]/.test(text)) return text;
  return `${value < 0 ? MINUS : "+"}${text}`;
}

/** An estimate from draws, with the ends of its 90% interval over other draws. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

/**
 * A difference that draws estimate, with its sign, rounded to the first digit that other draws
 * would change; about 0 where they could turn its sign. Its noise is not written beside it: that
 * would look like the band over futures.
 */
export function estimated({ value, low, high }: Estimate, say: (size: number) => string): string {
  if (low <= 0 && high >= 0) return t("format.about", { number: say(0) });
  const noise = Number(((high - low) / 2).toPrecision(1));
  const places = Math.min(-Math.floor(Math.log10(noise)), 1);
  const unit = 10 ** -places;
  return signed(Math.round(value / unit) * unit, say);
}

/** Dollars, shown in the currency of the reader's choice. */
export function money(usd: number, digits = 3): string {
  if (currency.value === "KRW") {
    return t("format.won", { number: number(usd * rates.value.krwPerUsd, digits) });
  }
  return t("format.dollars", { number: number(usd, digits) });
}

/** A number of months with its unit. */
export function months(count: number, digits = 3): string {
  return formatter(locale.value, {
    style: "unit",
    unit: "month",
    unitDisplay: "long",
    maximumSignificantDigits: digits,
  })
    .format(count)
    .replace("-", MINUS);
}

const MONTH = { year: "numeric", month: "long", timeZone: "UTC" } as const;
const CALENDARS = {
  en: new Intl.DateTimeFormat("en-US", MONTH),
  ko: new Intl.DateTimeFormat("ko-KR", MONTH),
};

/** A calendar month written as `2026-03`: March 2026, 2026년 3월. */
export function month(name: string): string {
  const [year, number] = name.split("-").map(Number) as [number, number];
  return CALENDARS[locale.value].format(Date.UTC(year, number - 1));
}

/** A power of ten with one digit before it: 6×10²⁵. */
export function power(log10: number): string {
  let exponent = Math.floor(log10);
  let digit = Math.round(10 ** (log10 - exponent));
  if (digit === 10) {
    digit = 1;
    exponent += 1;
  }
  const raised = [...String(exponent)].map((c) => (c === "-" ? "⁻" : SUPERSCRIPTS[Number(c)]));
  return `${digit}×10${raised.join("")}`;
}

/** Compute counted in H100-equivalents, shown in the unit of the reader's choice. */
export function compute(h100e: number, digits = 3): string {
  if (computeUnit.value === "EFLOPS") {
    return t("format.exaflops", { number: number(h100e * rates.value.exaflopsPerH100e, digits) });
  }
  return t("format.h100e", { number: number(h100e, digits) });
}

/**
 * A value in one of the registry's units, as a reader would say it.
 *
 * @param range - the legal range, which tells shares (0 to 1) from counts among numbers without unit
 */
export function quantity(value: number, unit: string, range?: readonly [number, number]): string {
  switch (unit) {
    case "USD":
      return money(value);
    case "USD/year":
      return t("format.a_year", { amount: money(value) });
    case "H100e":
      return compute(value);
    case "H100e/year":
      return t("format.a_year", { amount: compute(value) });
    case "person":
      return people(value);
    case "person/year":
      return t("format.a_year", { amount: people(value) });
    case "month":
      return months(value);
    case "log10 FLOP":
      return `${power(value)} FLOP`;
    case "OOM":
      return t("format.times", { number: number(10 ** value, 2) });
    case "ECI":
      return number(value, 4);
    case "dimensionless":
      return range && range[0] >= 0 && range[1] <= 1 ? percent(value) : number(value);
    default:
      return `${number(value)} ${unit}`;
  }
}

function people(count: number): string {
  const shown = Math.abs(count) < 1e3 ? Math.round(count) : count;
  return t("format.people", { count: shown, number: number(shown) });
}
