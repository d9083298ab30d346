import { postJson } from "../api/client";
import type { Simulate } from "../api/request";
import type { Answer } from "../api/types";
import { canonical } from "./scenario";

/** Draws of a coarse answer: the first of the full one, so with the same luck. */
export const COARSE = 512;
const KEPT = 24;

/** What an answer is for. The server does what is asked ahead only while it has nothing to do. */
export type Purpose = "answer" | "comparison" | "ahead";

/** How long a full answer takes, milliseconds; 0 before the first. */
export let typicalTime = 0;

const kept = new Map<string, Answer>();
/** Tells this page from others at the same address, for the queue of the server. */
const PAGE = Math.random().toString(36).slice(2);
let sequence = 0;

/** Whether the answer to a question is here already. */
export function isKept(question: Simulate): boolean {
  return kept.has(canonical(question));
}

/** Ask the server, unless the answer is here. */
export async function simulate(
  purpose: Purpose,
  question: Simulate,
  signal: AbortSignal,
): Promise<Answer> {
  const key = canonical(question);
  const known = kept.get(key);
  if (known) return known;
  const begun = performance.now();
  sequence += 1;
  const found = await postJson<Answer>("/api/simulate", question, signal, {
    "X-Slipstream-Client": `${PAGE}-${purpose}`,
    "X-Slipstream-Sequence": String(sequence),
    ...(purpose === "ahead" && { "X-Slipstream-Ahead": "true" }),
  });
  if (purpose !== "comparison" && question.draws > COARSE) {
    const took = performance.now() - begun;
    typicalTime = typicalTime === 0 ? took : 0.7 * typicalTime + 0.3 * took;
  }
  kept.set(key, found);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
  return found;
}
