import { effect, signal } from "@preact/signals";
import { ApiError } from "../api/client";
import type { Lever } from "../api/types";
import { sliderOf } from "../levers/slider";
import { isKept, simulate, typicalTime } from "./answers";
import { leverValue, roomFor, withLever } from "./scenario";
import { ask, atRest, history, meta } from "./store";

/** Rest before the next steps are asked for: the focus may only be passing, milliseconds. */
const REST = 100;
/** Wait before a server is asked again that had other things to do, milliseconds. */
const AGAIN = 1000;
/** A server that takes longer for an answer has others to serve, milliseconds. */
const BUSY = 500;

/** The lever whose slider listens to the keys. */
export const inHand = signal<Lever | null>(null);

/**
 * Have the answers to the next key presses ready: one step of the lever in hand either way.
 * Returns what stops it.
 */
export function stepAhead(): () => void {
  return effect(() => {
    if (!atRest.value || !inHand.value || typicalTime > BUSY) return;
    const control = new AbortController();
    let timer = setTimeout(work, REST);
    async function work(): Promise<void> {
      const done = await askNextSteps(control.signal);
      if (!done && !control.signal.aborted) timer = setTimeout(work, AGAIN);
    }
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  });
}

/** Ask for the answers one step up and one step down; false if the server would not. */
async function askNextSteps(signal: AbortSignal): Promise<boolean> {
  const [now, known, lever] = [history.value?.present, meta.value, inHand.value];
  if (!now || !known || !lever) return true;
  const slider = sliderOf(lever);
  const position = slider.positionOf(leverValue(lever, now, known));
  for (const next of [position + 1, position - 1]) {
    if (next < 0 || next > slider.positions) continue;
    const value = Math.min(slider.valueAt(next), roomFor(lever, now, known));
    const question = ask(withLever(now, lever, value, known));
    if (isKept(question)) continue;
    try {
      await simulate("ahead", question, signal);
    } catch (error) {
      // Nobody waits for it, so nobody need be told.
      return !(error instanceof ApiError);
    }
  }
  return true;
}
