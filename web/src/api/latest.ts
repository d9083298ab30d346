import { ApiError, NetworkError } from "./client";

/** How the asking goes: at rest, under way, or failing in a way that may pass. */
export type Condition = "rest" | "asking" | "lost" | "busy";

interface Callbacks<Q, A> {
  ask: (question: Q, signal: AbortSignal) => Promise<A>;
  show: (answer: A, question: Q) => void;
  /** Told of a refusal that asking again will not mend. */
  refuse: (error: ApiError, question: Q) => void;
  condition: (now: Condition) => void;
  /** Whether a question that is under way is still worth its time while a newer one waits. */
  worthwhile: (question: Q) => boolean;
}

/** Time that an older question may still take while a newer one waits, milliseconds. */
const PATIENCE = 400;
/** Longest such time: it doubles with each answer given up, or a slow server would never show one. */
const MOST_PATIENCE = 6400;
/** Waits between attempts while the server is lost, milliseconds. */
const BACKOFF = [300, 600, 1200, 2000] as const;

/**
 * Asks one question at a time, always the latest.
 *
 * While an answer is under way, newer questions replace one another in a waiting place; the older
 * one is given a little time, if its answer is worth showing in a drag, and is then aborted.
 * Answers are shown in the order of their questions, never an older one after a newer one. When the
 * server is lost, the latest question is asked again until it is answered.
 */
export class Latest<Q, A> {
  private waiting: { question: Q; turn: number } | null = null;
  private flight: { question: Q; control: AbortController; turn: number } | null = null;
  private turn = 0;
  private shown = 0;
  private failures = 0;
  private givenUp = 0;
  private retry: ReturnType<typeof setTimeout> | null = null;
  private patience: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly callbacks: Callbacks<Q, A>) {}

  /** Ask a question, in place of any that still waits. */
  submit(question: Q): void {
    this.turn += 1;
    this.waiting = { question, turn: this.turn };
    if (this.retry !== null) return; // the next attempt takes the latest question
    if (this.flight === null) this.send();
    else if (!this.callbacks.worthwhile(this.flight.question)) {
      this.land();
      this.send();
    } else {
      const patience = Math.min(PATIENCE * 2 ** this.givenUp, MOST_PATIENCE);
      this.patience ??= setTimeout(() => this.supersede(), patience);
    }
  }

  /** Ask at once instead of at the end of the wait, as when the network is back. */
  hurry(): void {
    if (this.retry === null) return;
    clearTimeout(this.retry);
    this.retry = null;
    this.send();
  }

  /** Give up what is under way and what waits. */
  stop(): void {
    if (this.retry !== null) clearTimeout(this.retry);
    this.retry = null;
    this.waiting = null;
    this.land();
  }

  private supersede(): void {
    this.givenUp += 1;
    this.land();
    this.send();
  }

  private land(): void {
    if (this.patience !== null) clearTimeout(this.patience);
    this.patience = null;
    this.flight?.control.abort();
    this.flight = null;
  }

  private send(): void {
    const next = this.waiting;
    if (next === null) return;
    this.waiting = null;
    const flight = { ...next, control: new AbortController() };
    this.flight = flight;
    if (this.failures === 0) this.callbacks.condition("asking");
    this.callbacks.ask(next.question, flight.control.signal).then(
      (answer) => {
        if (this.flight !== flight) return;
        this.land();
        this.failures = 0;
        this.givenUp = Math.max(this.givenUp - 1, 0);
        if (flight.turn > this.shown) {
          this.shown = flight.turn;
          this.callbacks.show(answer, next.question);
        }
        this.rest();
      },
      (error: unknown) => {
        if (this.flight !== flight) return;
        this.land();
        this.fail(error, next);
      },
    );
  }

  private rest(): void {
    if (this.waiting === null) this.callbacks.condition("rest");
    else this.send();
  }

  private fail(error: unknown, next: { question: Q; turn: number }): void {
    const busy = error instanceof ApiError && error.temporary;
    if (error instanceof ApiError && !busy) {
      this.failures = 0;
      this.callbacks.refuse(error, next.question);
      this.rest();
      return;
    }
    if (!busy && !(error instanceof NetworkError)) throw error;
    this.waiting ??= next;
    const wait = BACKOFF[Math.min(this.failures, BACKOFF.length - 1)]!;
    this.failures += 1;
    this.callbacks.condition(busy ? "busy" : "lost");
    const asked = busy && error.retryAfter !== null ? error.retryAfter * 1000 : wait;
    this.retry = setTimeout(() => this.hurry(), asked);
  }
}
