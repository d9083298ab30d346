import { t } from "../i18n";
import type { ChartSpec } from "./spec";
import { yearEnds } from "./table";

/** The numbers behind a chart, at the end of each year. */
export function ChartTable({ spec }: { spec: ChartSpec }) {
  const ends = yearEnds(spec);
  const columns = spec.panels.flatMap((panel) => [
    ...panel.series.map((series) => ({
      key: series.name,
      label: series.label,
      cells: (index: number) => [
        panel.say(series.bands["0.5"][index]!),
        `${panel.say(series.bands["0.05"][index]!)} – ${panel.say(series.bands["0.95"][index]!)}`,
      ],
      heads: [t("chart.median"), t("chart.band")],
    })),
    ...(panel.marks ?? []).map(({ name, label, points }) => ({
      key: name,
      label,
      cells: (index: number) => {
        const point = points.find((each) => each.index === index);
        return [point ? panel.say(point.value) : ""];
      },
      heads: [""],
    })),
    ...(panel.stack?.labels ?? []).map((label, i) => ({
      key: label,
      label,
      cells: (index: number) => {
        const share = panel.stack!.bars.find((bar) => bar.index === index)?.shares[i];
        return [share === undefined ? "" : panel.say(share)];
      },
      heads: [""],
    })),
  ]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section class="scrolls" tabIndex={0} aria-label={spec.title}>
      <table data-testid={`table-${spec.name}`}>
        <caption class="hidden-text">{spec.title}</caption>
        <thead>
          <tr>
            <th scope="col">{t("chart.year_end")}</th>
            {columns.flatMap(({ key, label, heads }) =>
              heads.map((head) => (
                <th scope="col" key={key + head}>
                  {label}
                  {head && (
                    <>
                      <br />
                      <span class="small">{head}</span>
                    </>
                  )}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {ends.map((index) => (
            <tr key={index}>
              <th scope="row">{spec.months[index]!.slice(0, 4)}</th>
              {columns.flatMap(({ key, cells }) =>
                cells(index).map((cell, i) => <td key={`${key}${i}`}>{cell}</td>),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
