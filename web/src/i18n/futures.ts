import { t } from "./index";

/** Futures of a hundred in which something of this probability happens, as the server counts. */
export function ofHundred(probability: number): number {
  return Math.floor(100 * probability + 0.5);
}

/** The same in words; what happens at all is never none of them, and what can fail never all. */
export function futuresText(probability: number): string {
  const count = ofHundred(probability);
  if (count === 0 && probability > 0) return t("sim.dots_few");
  if (count === 100 && probability < 1) return t("sim.dots_most");
  return t("sim.dots", { count });
}
