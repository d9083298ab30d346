import { effect, signal } from "@preact/signals";
import { settled } from "../state/store";

/** Time for which the full answer has to stay, milliseconds. */
const REST = 250;

/** Whether the levers rest: in a drag the full answer may come and go with every step. */
export const rested = signal(false);

effect(() => {
  if (!settled.value) {
    rested.value = false;
    return;
  }
  const timer = setTimeout(() => {
    rested.value = true;
  }, REST);
  return () => clearTimeout(timer);
});
