/** What was, is and would be again; each entry says what moved, so that one drag is one step. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** What the last step moved and when, milliseconds. */
  readonly last: { readonly what: string; readonly at: number } | null;
}

/** Steps that can be undone. */
export const DEPTH = 200;
/** Moves of the same thing that follow within this time are one step, milliseconds. */
export const MERGE_WITHIN = 1000;

export function begin<T>(present: T): History<T> {
  return { past: [], present, future: [], last: null };
}

/** Whether a move now would continue the last step. */
export function continues<T>(history: History<T>, what: string, at: number): boolean {
  return history.last?.what === what && at - history.last.at <= MERGE_WITHIN;
}

/** Take a step; what had been undone before it is gone. */
export function step<T>(history: History<T>, next: T, what: string, at: number): History<T> {
  const last = { what, at };
  if (continues(history, what, at)) return { ...history, present: next, future: [], last };
  const past = [...history.past, history.present].slice(-DEPTH);
  return { past, present: next, future: [], last };
}

export function undo<T>(history: History<T>): History<T> {
  const present = history.past.at(-1);
  if (present === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present,
    future: [history.present, ...history.future],
    last: null,
  };
}

export function redo<T>(history: History<T>): History<T> {
  const [present, ...future] = history.future;
  if (present === undefined) return history;
  return { past: [...history.past, history.present], present, future, last: null };
}
