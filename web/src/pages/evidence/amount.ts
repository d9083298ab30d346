import { t } from "../../i18n";
import { number, percent, power } from "../../i18n/format";

/** Units that are said otherwise than they are written. */
const SAID = [
  "USD",
  "KRW",
  "CNY",
  "EUR",
  "GBP",
  "JPY",
  "INR",
  "CAD",
  "SGD",
  "percent",
  "person",
  "accelerator",
  "H100e",
  "month",
  "year",
  "hour",
  "times_per_year",
  "per_10000_linkedin_members",
  "kW_per_accelerator",
  "OOM",
  "ECI",
] as const;
const COUNTED_BY = ["USD", "H100e", "accelerator", "hour"] as const;
type Said = (typeof SAID)[number];

/** Significant digits of a fact: as many as sources tell, but for millions and more. */
const EXACT = 6;
const ROUGH = 4;

/**
 * A value in the unit of its source, as a reader would say it; nothing is converted.
 *
 * @param digits - significant digits; those of a fact are many, unless it is large
 */
export function amount(value: number, unit: string, digits = EXACT): string {
  if (digits > ROUGH && Math.abs(value) >= 1e6) return amount(value, unit, ROUGH);
  if (unit === "dimensionless") return number(value, digits);
  if (unit === "FLOP") return `${power(Math.log10(value))} FLOP`;
  if (unit === "log10 FLOP") return `${power(value)} FLOP`;
  if ((SAID as readonly string[]).includes(unit)) {
    return t(`evidence.units.${unit as Said}`, { number: number(value, digits) });
  }
  const [first, second, more] = unit.split("/");
  if (first && second && more === undefined) {
    const inner = first === "1" ? number(value, digits) : amount(value, first, digits);
    if (second === "year") return t("evidence.per_year", { amount: inner });
    return t("evidence.per", { amount: inner, unit: unitWord(second) });
  }
  return `${number(value, digits)} ${unit}`;
}

/** Units that a number alone does not bring to mind, so that they stand beside it each time. */
const BESIDE = ["USD", "EUR", "GBP", "percent", "FLOP", "log10 FLOP"];

/** The end of a band around a value that is told with its unit. */
export function end(value: number, unit: string, digits = EXACT): string {
  const first = unit.split("/")[0]!;
  return BESIDE.includes(first) ? amount(value, first, digits) : number(value, digits);
}

/** A spread in words: how sure it is that the value lies between which ends. */
export function spreadText(
  spread: { low: number | null; high: number | null; level: number; basis: Basis },
  unit: string,
): string {
  const told = {
    level: percent(spread.level),
    basis: t(`evidence.bases.${spread.basis}`),
    low: spread.low === null ? "" : end(spread.low, unit),
    high: spread.high === null ? "" : end(spread.high, unit),
  };
  if (spread.high === null) return t("evidence.spread_from", told);
  if (spread.low === null) return t("evidence.spread_to", told);
  return t("evidence.spread", told);
}

type Basis = "reported" | "derived" | "judgement";

/** A unit that another is counted by. */
function unitWord(unit: string): string {
  if (!(COUNTED_BY as readonly string[]).includes(unit)) return unit;
  return t(`evidence.counted_by.${unit as (typeof COUNTED_BY)[number]}`);
}
