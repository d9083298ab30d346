import { effect, signal } from "@preact/signals";
import type { Lever } from "../api/types";
import { sliderOf } from "../levers/slider";
import { isKept, simulate, typicalTime } from "./answers";
import { leverValue, roomFor, withLever } from "./scenario";
import { ask, atRest, history, meta } from "./store";

/** Rest before the next steps are asked for: the focus may only be passing, milliseconds. */
const REST = 100;
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
    if (!atRest.value || !inHand.value || typicalTime.peek() > BUSY) return;
    const control = new AbortController();
    const timer = setTimeout(() => void askNextSteps(control.signal), REST);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  });
}

async function askNextSteps(signal: AbortSignal): Promise<void> {
  const [now, known, lever] = [history.value?.present, meta.value, inHand.value];
  if (!now || !known || !lever) return;
  const slider = sliderOf(lever);
  const position = slider.positionOf(leverValue(lever, now, known));
  for (const next of [position + 1, position - 1]) {
    if (next < 0 || next > slider.positions) continue;
    const value = Math.min(slider.valueAt(next), roomFor(lever, now, known));
    const question = ask(withLever(now, lever, value, known));
    if (isKept(question)) continue;
    try {
      await simulate("ahead", question, signal);
    } catch {
      return; // nobody waits for it, and the server may have other things to do
    }
  }
}
