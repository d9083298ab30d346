import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { condition, settled } from "../state/store";

/** Time for which the levers rest, and an answer is awaited, before the page says so; milliseconds. */
const REST = 250;

/** Whether the levers rest: in a drag the full answer may come and go with every step. */
export const rested = lasting(() => settled.value);
/** Whether an answer takes so long that a reader wants to know: in a drag the next is always near. */
export const awaited = lasting(() => condition.value === "asking" && !settled.value);

/** Whether something has been so for a while. */
function lasting(holds: () => boolean): ReadonlySignal<boolean> {
  const lasts = signal(false);
  effect(() => {
    if (!holds()) {
      lasts.value = false;
      return;
    }
    const timer = setTimeout(() => {
      lasts.value = true;
    }, REST);
    return () => clearTimeout(timer);
  });
  return lasts;
}
