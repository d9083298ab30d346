import { QUANTILES } from "../api/quantiles";
import type { ChartSpec } from "./spec";

/** Rows of a chart's data, one a month, as numbers in the units of the API. */
export function rows(spec: ChartSpec): { header: string[]; body: (string | number)[][] } {
  const header = ["month"];
  const columns: ((index: number) => number | undefined)[] = [];
  for (const { series, marks = [], stack } of spec.panels) {
    for (const each of series) {
      for (const quantile of QUANTILES) {
        header.push(`${each.name}_q${quantile}`);
        columns.push((index) => each.bands[quantile][index]);
      }
    }
    for (const each of marks) {
      header.push(each.name);
      columns.push((index) => each.points.find((point) => point.index === index)?.value);
    }
    for (const [i, label] of (stack?.labels ?? []).entries()) {
      header.push(`${stack!.name} ${label}`);
      columns.push((index) => stack!.bars.find((bar) => bar.index === index)?.shares[i]);
    }
  }
  const body = spec.months
    .map((month, index) => [month, ...columns.map((column) => column(index) ?? "")])
    .filter((row) => row.some((cell, i) => i > 0 && cell !== ""));
  return { header, body };
}

/** Data of a chart as CSV (RFC 4180). */
export function csv(spec: ChartSpec): string {
  const { header, body } = rows(spec);
  return [header, ...body]
    .map((row) => row.map(cell).join(","))
    .join("\r\n")
    .concat("\r\n");
}

function cell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Data of a chart as JSON, with its title, source and address. */
export function json(spec: ChartSpec, address: string): string {
  const { header, body } = rows(spec);
  const data = body.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]])));
  return JSON.stringify({ title: spec.title, source: spec.source, address, data }, null, 1);
}

/** Indices of the months that a table shows: the ends of the years drawn. */
export function yearEnds(spec: ChartSpec): number[] {
  const first = Math.min(...spec.panels.map((panel) => panel.first));
  return spec.months
    .map((month, index) => ({ month, index }))
    .filter(({ month, index }) => {
      return index >= first && month.endsWith("-12") && Number(month.slice(0, 4)) <= spec.until;
    })
    .map(({ index }) => index);
}
