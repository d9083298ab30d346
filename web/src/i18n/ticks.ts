import { computeUnit, currency, rates } from "./display";
import { percent, power, short } from "./format";
import { locale, t } from "./index";

/** What one unit of the API is in the unit that is shown. */
export function displayFactor(unit: string): number {
  if (unit.startsWith("USD")) return currency.value === "KRW" ? rates.value.krwPerUsd : 1;
  if (unit === "H100e") return computeUnit.value === "EFLOPS" ? rates.value.exaflopsPerH100e : 1;
  return 1;
}

/** The short form of values of a unit, for axes and tables; their title names the unit. */
export function tickOf(unit: string): (value: number) => string {
  switch (unit) {
    case "log10 FLOP":
      return (value) => power(value).replace(/^1×/, "");
    case "dimensionless":
      return (value) => percent(value);
    case "person":
      return (value) => short(Math.round(value));
    default: {
      const dollars = unit.startsWith("USD") && currency.value === "USD" && locale.value === "en";
      return (value) => `${dollars ? "$" : ""}${short(value * displayFactor(unit))}`;
    }
  }
}

/** The name of a unit whose short values do not carry it; empty for those that do. */
export function unitName(unit: string): string {
  const money = currency.value === "KRW" ? "krw" : "usd";
  switch (unit) {
    case "USD":
      return t(`units.${money}`);
    case "USD/year":
      return t(`units.${money}_year`);
    case "H100e":
      return t(computeUnit.value === "EFLOPS" ? "units.exaflops" : "units.h100e");
    case "person":
      return t("units.people");
    case "log10 FLOP":
      return "FLOP";
    default:
      return "";
  }
}

/** A title followed by its unit, where the values beside it do not carry one. */
export function inUnit(title: string, unit: string): string {
  const name = unitName(unit);
  return name ? t("chart.in_unit", { title, unit: name }) : title;
}
