import { batch, computed, signal } from "@preact/signals";
import { ApiError, getJson, NetworkError } from "../api/client";
import { type Condition, Latest } from "../api/latest";
import type { Scenario, Scene, Simulate } from "../api/request";
import type { Answer, Lever, Meta, ShockSetting } from "../api/types";
import { rates } from "../i18n/display";
import type { Problem } from "./address";
import { COARSE, isKept, simulate, typicalTime } from "./answers";
import { CHART_OUTPUTS, type ChartName } from "./charts";
import { begin, continues, type History, redo, step, undo } from "./history";
import * as scenarios from "./scenario";

/** Full answers slower than this let a coarse one come first while a slider moves, milliseconds. */
const SLOW = 80;
/** Moves closer to one another than this are a drag, milliseconds. */
const DRAG = 300;
/** Least and longest rest after which the full answer follows a coarse one, milliseconds. */
const FULL_AFTER = [220, 1500] as const;
/** Rest after which the comparison follows a full answer: a drag should not wait for it. */
const COMPARED_AFTER = 250;
/** Series that tell how a change works its way to the answer. */
export const CHAIN = [
  "compute_accessible",
  "largest_run_log10_flop",
  "talent_home",
  "capability_eci",
  "lag_months",
  "sovereignty",
] as const;

export const meta = signal<Meta | null>(null);
export const metaError = signal<unknown>(null);
export const history = signal<History<Scenario> | null>(null);
export const chart = signal<ChartName>("capability");
export const compare = signal<Scene | null>(scenarios.TODAY);
export const problems = signal<readonly Problem[]>([]);

export const answer = signal<Answer | null>(null);
/** The answer before the last step: drawn as a faint line. */
export const ghost = signal<Answer | null>(null);
/** An answer with the paired comparison; it follows when the levers rest. */
export const compared = signal<Answer | null>(null);
export const condition = signal<Condition>("rest");
export const refusal = signal<ApiError | null>(null);
/** A scenario between the last two, while the last change is replayed. */
export const preview = signal<Scenario | null>(null);
/** What the last step moved: the name of a lever or shock, or a part of the question. */
export const lastMoved = signal<string | null>(null);

/** The scenario on the screen. */
export const scenario = computed(() => preview.value ?? history.value?.present ?? null);
/** Whether there is a scenario yet. */
export const begun = computed(() => history.value !== null);
/** Whether the policy on the screen differs from the one that it is compared with. */
export const differs = computed(() => {
  const present = history.value?.present;
  const other = compare.value;
  return present !== undefined && other !== null && !same(scenarios.sceneOf(present), other);
});
/** Whether the answer on the screen is the full one to the scenario on the screen. */
export const settled = signal(false);
/** Whether all that follows from the last move is there, the comparison as well. */
export const atRest = signal(false);

let followUp: ReturnType<typeof setTimeout> | undefined;
/** The full question behind a coarse one, whose answer gives way to the next move. */
let behind: Simulate | null = null;
let lastMove = Number.NEGATIVE_INFINITY;

const simulations = new Latest<Simulate, Answer>({
  ask: (question, signal) => simulate("answer", question, signal),
  show: (found, question) => {
    batch(() => {
      answer.value = found;
      refusal.value = null;
      const now = history.value?.present;
      settled.value = preview.value === null && same(question, now ? ask(now) : null);
    });
    if (settled.value) follow(askCompared, COMPARED_AFTER);
  },
  refuse: (error) => {
    refusal.value = error;
  },
  condition: (now) => {
    condition.value = now;
  },
  worthwhile: (question) => question !== behind,
});

const comparisons = new Latest<Simulate, Answer>({
  ask: (question, signal) => simulate("comparison", question, signal),
  show: (found, question) => {
    batch(() => {
      compared.value = found;
      atRest.value = settled.value && same(question, askedComparison());
    });
  },
  refuse: () => {
    compared.value = null;
  },
  condition: () => {},
  worthwhile: () => true,
});

function same(one: unknown, other: unknown): boolean {
  return scenarios.same(one, other);
}

/** The request for a scenario's charts. */
export function ask(now: Scenario): Simulate {
  const outputs = new Set([...CHART_OUTPUTS[chart.value], ...CHART_OUTPUTS.lag]);
  if (chart.value === "lag") for (const each of CHART_OUTPUTS.capability) outputs.add(each);
  return { ...now, compare: null, outputs: [...outputs].sort() };
}

function follow(work: () => void, wait: number): void {
  clearTimeout(followUp);
  followUp = setTimeout(work, wait);
}

/** The request for the paired comparison, or null where there is nothing to compare. */
function askedComparison(): Simulate | null {
  const [now, other] = [history.value?.present, compare.value];
  if (!now || !other || !differs.value) return null;
  const question = ask(now);
  const outputs = [...new Set([...question.outputs, ...CHAIN])].sort();
  return { ...question, compare: other, outputs };
}

function askCompared(): void {
  const question = askedComparison();
  if (question) {
    comparisons.submit(question);
    return;
  }
  batch(() => {
    compared.value = null;
    atRest.value = settled.value;
  });
}

/** Ask for what is on the screen; a coarse answer first where a drag would outrun the server. */
function refresh(dragging: boolean): void {
  const now = scenario.value;
  if (!now) return;
  batch(() => {
    settled.value = false;
    atRest.value = false;
  });
  const question = ask(now);
  const dragged = performance.now() - lastMove < DRAG;
  lastMove = performance.now();
  clearTimeout(followUp);
  const coarseFirst = dragging && typicalTime > SLOW && question.draws > COARSE;
  if (!coarseFirst || isKept(question)) {
    simulations.submit(question);
    return;
  }
  simulations.submit({ ...question, draws: COARSE });
  // A server that many drag on at once gets to the full answers when they rest.
  const rest = Math.min(Math.max(FULL_AFTER[0], 1.5 * typicalTime), FULL_AFTER[1]);
  const askFull = () => {
    behind = question;
    simulations.submit(question);
  };
  if (dragged) follow(askFull, rest);
  else askFull();
}

/** Begin with what an address says. */
export function open(state: { scenario: Scenario; compare: Scene | null; chart: ChartName }): void {
  batch(() => {
    history.value = begin(state.scenario);
    compare.value = state.compare;
    chart.value = state.chart;
    ghost.value = null;
    compared.value = null;
    lastMoved.value = null;
  });
  refresh(false);
}

/** Take a step to another scenario; moves of the same thing in a row are one step. */
export function moveTo(next: Scenario, what: string, dragging = false): void {
  const before = history.value;
  if (!before || same(before.present, next)) return;
  const now = Date.now();
  batch(() => {
    if (!continues(before, what, now)) keepGhost(before.present, next);
    history.value = step(before, next, what, now);
    lastMoved.value = what;
  });
  refresh(dragging);
}

/** The answer on the screen becomes the ghost, unless the next is about another country. */
function keepGhost(before: Scenario, next: Scenario): void {
  const comparable = before.country === next.country && before.prior === next.prior;
  ghost.value = comparable ? answer.value : null;
}

export function undoStep(): void {
  back(undo);
}

export function redoStep(): void {
  back(redo);
}

function back(turn: (history: History<Scenario>) => History<Scenario>): void {
  const before = history.value;
  if (!before) return;
  const after = turn(before);
  if (after === before) return;
  batch(() => {
    keepGhost(before.present, after.present);
    history.value = after;
    lastMoved.value = null;
  });
  refresh(false);
}

export function setLever(lever: Lever, value: number | null, dragging = false): void {
  const [now, known] = [history.value?.present, meta.value];
  if (!now || !known) return;
  const fitting = value === null ? null : Math.min(value, scenarios.roomFor(lever, now, known));
  moveTo(scenarios.withLever(now, lever, fitting, known), lever.name, dragging);
}

export function setShock(name: string, choice: ShockSetting | null, dragging = false): void {
  const now = history.value?.present;
  if (now) moveTo(scenarios.withShock(now, name, choice), name, dragging);
}

export function setScene(scene: Scene): void {
  const now = history.value?.present;
  if (now) moveTo({ ...now, ...scene }, "policy");
}

export function setCountry(code: string): void {
  const [now, known] = [history.value?.present, meta.value];
  if (now && known) moveTo(scenarios.withCountry(now, code, known), "country");
}

export function setQuestion(part: Partial<Pick<Scenario, "by" | "within">>): void {
  const now = history.value?.present;
  if (now) moveTo({ ...now, ...part }, Object.keys(part).join());
}

export function setChart(name: ChartName): void {
  chart.value = name;
  refresh(false);
}

export function setCompare(scene: Scene | null): void {
  compare.value = scene;
  compared.value = null;
  askCompared();
}

const FRAMES = 10;
const FRAME = 110;

/** Show the last change once more: from the scenario before it to the one on the screen. */
export async function replay(calm: boolean): Promise<void> {
  const now = history.value;
  const before = now?.past.at(-1);
  if (!now || !before || preview.value) return;
  const frames = calm ? 1 : FRAMES;
  for (let i = 0; i < frames; i += 1) {
    preview.value = between(before, now.present, i / frames);
    refresh(true);
    await new Promise((done) => setTimeout(done, calm ? FRAMES * FRAME : FRAME));
    if (history.value !== now) break; // somebody moved on
  }
  clearTimeout(followUp);
  preview.value = null;
  refresh(false);
}

/** A scenario part of the way: levers glide, everything else turns at the end. */
function between(from: Scenario, to: Scenario, part: number): Scenario {
  const known = meta.value;
  if (!known || from.country !== to.country) return from;
  const levers: Record<string, number> = {};
  for (const lever of known.levers) {
    const start = scenarios.leverValue(lever, from, known);
    const end = scenarios.leverValue(lever, to, known);
    // What stays as the policies have it may change from year to year.
    if (start === end && !(lever.name in from.levers) && !(lever.name in to.levers)) continue;
    const value = start + (end - start) * part;
    if (!scenarios.isResting(lever, value, from, known)) levers[lever.name] = value;
  }
  return { ...from, levers };
}

/** Ask for what the page has to know, again and again while the server is lost. */
export function loadMeta(): Promise<void> {
  loading ??= askMeta().finally(() => {
    loading = null;
  });
  return loading;
}

/** The one request that all who need it wait for. */
let loading: Promise<void> | null = null;

async function askMeta(): Promise<void> {
  for (let wait = 300; meta.value === null; wait = Math.min(wait * 2, 2000)) {
    try {
      const known = await getJson<Meta>("/api/meta");
      rates.value = {
        krwPerUsd: known.krw_per_usd,
        exaflopsPerH100e: known.h100_flop_per_second / 1e18,
      };
      metaError.value = null;
      meta.value = known;
    } catch (error) {
      metaError.value = error;
      if (!(error instanceof NetworkError || (error instanceof ApiError && error.temporary)))
        return;
      await new Promise((done) => setTimeout(done, wait));
    }
  }
}

/** Ask at once when the network is back. */
export function hurry(): void {
  simulations.hurry();
  comparisons.hurry();
}
