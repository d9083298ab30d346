import { computeUnit, currency, rates } from "./display";
import { percent, power, short } from "./format";
import { locale, t } from "./index";

/** The short form of values of a unit, for axes; the axis' title names the unit. */
export function tickOf(unit: string): (value: number) => string {
  switch (unit) {
    case "USD":
    case "USD/year":
      return (value) => {
        if (currency.value === "KRW") return short(value * rates.value.krwPerUsd);
        return locale.value === "ko" ? short(value) : `$${short(value)}`;
      };
    case "H100e":
      return (value) =>
        short(computeUnit.value === "EFLOPS" ? value * rates.value.exaflopsPerH100e : value);
    case "log10 FLOP":
      return (value) => power(value).replace(/^1×/, "");
    case "dimensionless":
      return (value) => percent(value);
    default:
      return (value) => short(value);
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
