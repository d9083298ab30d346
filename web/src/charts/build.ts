import type { Answer, Difference, Headline, Meta } from "../api/types";
import { pick, t } from "../i18n";
import { month, months, number, percent, quantity, signed } from "../i18n/format";
import { displayFactor, inUnit, tickOf, unitName } from "../i18n/ticks";
import { CHART_OUTPUTS, type ChartName } from "../state/charts";
import type { ChartSpec, Marks, Panel, Series, Stack, Tone } from "./spec";

/** First months drawn: scores settle in a year, and a lag needs two years of frontier behind it. */
const SETTLED = 12;
const LAG_SETTLED = 24;

/** What a chart is drawn from. */
export interface Drawn {
  meta: Meta;
  answer: Answer;
  /** The answer before the last change, if it still says something. */
  ghost: Answer | null;
  /** The policy that is compared with, if its lines are asked for. */
  difference: Difference | null;
  otherName: string | null;
}

const TONES: Record<string, Tone> = {
  frontier_eci: "world",
  open_eci: "open",
  compute_private: "world",
  compute_foreign: "open",
  talent_abroad: "open",
};

/** Only the country's own line is worth a ghost: those of the world hardly move. */
const UNMOVED = new Set(["frontier_eci", "open_eci"]);

/** Put together one of the charts of the picker. */
export function buildChart(chart: ChartName, drawn: Drawn): ChartSpec {
  const { meta, answer, ghost, difference, otherName } = drawn;
  const panels = PANELS[chart](drawn).filter((p) => p.series.length > 0 || p.marks || p.stack);
  const lines = panels.flatMap((p) => [...p.series, ...(p.marks ?? [])]);
  const hasGhost = lines.some((each) => each.ghost);
  const hasOther = lines.some((each) => each.other);
  return {
    name: chart,
    title: t(`chart.${chart}.title`, {
      country: countryName(meta, answer.country),
      unit: unitName("H100e"),
    }),
    months: answer.months,
    until: Math.max(answer.by, Number(answer.as_of.slice(0, 4)) + 2),
    asOf: answer.as_of,
    panels,
    reading: readingOf(panels),
    source: sourceLine(answer),
    ghostLabel: ghost && hasGhost ? t("chart.ghost") : null,
    otherLabel: difference && hasOther && otherName ? otherName : null,
    evidenceLabel: t("chart.evidence_until", { month: month(answer.as_of) }),
  };
}

/** The chart of a difference from another policy, with a band of its own. */
export function buildDifference(chart: ChartName, drawn: Drawn): ChartSpec | null {
  const { meta, answer, difference, otherName } = drawn;
  if (!difference || !otherName || chart === "joined" || chart === "bands") return null;
  const base = buildChart(chart, { ...drawn, ghost: null, difference: null });
  const panels = base.panels
    .map((panel) => ({
      ...panel,
      series: panel.series
        .filter((each) => !UNMOVED.has(each.name) && difference.series[each.name])
        .map(({ name, label, tone, stepped }) => ({
          name,
          label,
          tone,
          bands: difference.series[name]!,
          ...(stepped ? { stepped } : {}),
        })),
    }))
    .filter((panel) => panel.series.length > 0)
    .map(({ threshold: _t, floor: _f, ceiling: _c, whole: _w, ...panel }) => {
      const first = answer.months.indexOf(answer.as_of);
      const unit = meta.outputs.find((each) => each.name === panel.series[0]!.name)?.unit;
      // A difference of powers of ten is a ratio.
      if (unit === "log10 FLOP") return { ...panel, first, tick: ratio, say: ratio };
      const say = (size: number) => quantity(size, unit ?? "", [0, 1]);
      const { tick } = panel;
      return {
        ...panel,
        first,
        tick: (value: number) => signed(value, tick),
        say: (value: number) => signed(value, say),
      };
    });
  if (panels.length === 0) return null;
  return {
    ...base,
    name: `${chart}-difference`,
    title: t("chart.difference", { chart: base.title, policy: otherName }),
    panels,
    reading: t("chart.reading_difference"),
  };
}

function readingOf(panels: readonly Panel[]): string {
  if (panels.some((each) => each.stack)) return t("chart.reading_bands");
  if (panels.some((each) => each.marks)) return t("chart.reading_joined");
  const points = panels.some((each) => each.series.some((one) => one.observed?.length));
  return points ? `${t("chart.reading")} ${t("chart.reading_points")}` : t("chart.reading");
}

function ratio(log10: number): string {
  return t("format.times", { number: number(10 ** log10, 2) });
}

function countryName(meta: Meta, code: string): string {
  const country = meta.countries.find((each) => each.code === code);
  return country ? pick(country.name) : code;
}

/** What a copied chart has to say of itself. */
export function sourceLine(answer: Answer): string {
  return t("chart.source", {
    draws: number(answer.draws, 6),
    seed: answer.seed,
    version: answer.version,
    month: month(answer.as_of),
  });
}

function series(output: string, drawn: Drawn, more: Partial<Series> = {}): Series[] {
  const { meta, answer, ghost, difference } = drawn;
  const bands = answer.series[output];
  if (!bands) return [];
  const row = meta.outputs.find((each) => each.name === output);
  const moves = !UNMOVED.has(output);
  return [
    {
      name: output,
      label: row ? pick(row.label) : output,
      tone: TONES[output] ?? "country",
      bands,
      ...(answer.observed[output] ? { observed: answer.observed[output] } : {}),
      ghost: moves ? ghost?.series[output]?.["0.5"] : undefined,
      other: moves ? difference?.other.series[output]?.["0.5"] : undefined,
      ...more,
    },
  ];
}

function panel(output: string, drawn: Drawn, more: Partial<Panel> = {}): Panel {
  const row = drawn.meta.outputs.find((each) => each.name === output);
  const unit = row?.unit ?? "";
  return {
    name: output,
    title: row ? inUnit(pick(row.label), unit) : output,
    series: series(output, drawn),
    first: SETTLED,
    tick: tickOf(unit),
    factor: displayFactor(unit),
    say: (value) => quantity(value, unit, [0, 1]),
    ...more,
  };
}

const PANELS: Record<ChartName, (drawn: Drawn) => Panel[]> = {
  capability: (drawn) => [
    panel("capability_eci", drawn, {
      series: [
        ...series("frontier_eci", drawn, { label: t("chart.world_best") }),
        ...series("open_eci", drawn, { label: t("chart.open_best") }),
        ...series("capability_eci", drawn, {
          label: countryName(drawn.meta, drawn.answer.country),
        }),
      ],
    }),
  ],
  lag: (drawn) => [
    panel("lag_months", drawn, {
      first: LAG_SETTLED,
      series: series("lag_months", drawn, { stepped: true }),
      floor: 0,
      threshold: {
        value: drawn.answer.within,
        label: t("chart.in_the_race", { within: months(drawn.answer.within) }),
      },
    }),
  ],
  largest_run: (drawn) => [panel("largest_run_log10_flop", drawn, { whole: true })],
  compute: (drawn) => [
    panel("compute_public", drawn, {
      name: "compute",
      series: CHART_OUTPUTS.compute.flatMap((output) => series(output, drawn)),
      floor: 0,
    }),
  ],
  talent: (drawn) => [
    panel("talent_home", drawn, {
      name: "talent",
      series: CHART_OUTPUTS.talent.flatMap((output) => series(output, drawn)),
      floor: 0,
    }),
  ],
  sovereignty: (drawn) =>
    CHART_OUTPUTS.sovereignty.map((output, i) =>
      panel(output, drawn, { floor: 0, ceiling: 1, wide: i === 0 }),
    ),
  money: (drawn) =>
    CHART_OUTPUTS.money.map((output, i) => panel(output, drawn, { floor: 0, wide: i === 2 })),
  joined: (drawn) => [
    {
      name: "joined",
      title: t("chart.joined.title", { country: countryName(drawn.meta, drawn.answer.country) }),
      series: [],
      marks: [
        marks("in_race", drawn, (headline) => headline.in_race.by_year),
        marks("joined", drawn, (headline) => headline.joined_by_year),
      ],
      ...shareAxis(drawn),
    },
  ],
  bands: (drawn) => [
    {
      name: "bands",
      title: t("chart.bands.title", { country: countryName(drawn.meta, drawn.answer.country) }),
      series: [],
      stack: lagBands(drawn),
      ...shareAxis(drawn),
      tick: (value) => number(Math.round(100 * value), 3),
    },
  ],
};

function shareAxis({ answer }: Drawn): Pick<Panel, "first" | "floor" | "ceiling" | "tick" | "say"> {
  return {
    first: answer.months.indexOf(answer.as_of),
    floor: 0,
    ceiling: 1,
    tick: (value) => percent(value),
    say: (value) => percent(value),
  };
}

/** A share by year. Being in the race is the answer; having joined is drawn beside it. */
function marks(
  name: "in_race" | "joined",
  { answer, ghost, difference }: Drawn,
  shares: (headline: Headline) => Record<string, number>,
): Marks {
  const points = (headline: Headline) =>
    Object.entries(shares(headline))
      .map(([year, value]) => ({ index: answer.months.indexOf(`${year}-12`), value }))
      .filter((point) => point.index >= 0);
  const own = name === "in_race";
  return {
    name,
    told: own,
    label: t(`chart.${name}.label`),
    tone: own ? "country" : "world",
    points: points(answer.headline),
    ghost: own && ghost ? points(ghost.headline) : undefined,
    other: own && difference ? points(difference.other.headline) : undefined,
  };
}

function lagBands({ answer }: Drawn): Stack {
  const edges = answer.edges.map((edge) => number(edge, 3));
  const between = edges.slice(1).map((edge, i) => `${edges[i]}–${edge}`);
  const parts = [`≤${edges[0]}`, ...between, `>${edges.at(-1)}`];
  return {
    name: "lag_bands",
    labels: parts.map((band) => t("chart.bands.months", { band })),
    bars: Object.entries(answer.headline.in_race.bands).map(([year, shares]) => ({
      index: answer.months.indexOf(`${year}-12`),
      shares,
    })),
  };
}
