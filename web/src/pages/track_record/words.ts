import { t } from "../../i18n";
import { number, power } from "../../i18n/format";
import type { Model, Quantity } from "./kinds";

/** A value of a quantity, as short as an axis needs it. */
export function value(quantity: Quantity, amount: number): string {
  return quantity === "largest_run_log10_flop" ? power(amount) : number(amount, 4);
}

export function quantityName(quantity: Quantity): string {
  return t(`track_record.quantities.${quantity}`);
}

export function modelName(model: Model): string {
  return t(`track_record.models.${model}`);
}
