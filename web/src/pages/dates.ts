import { locale } from "../i18n";
import { month } from "../i18n/format";

/** A date as exact as it is known: 2025, 2025-03 or 2025-03-31, as a reader would say it. */
export function date(text: string): string {
  const parts = text.split("-").length;
  if (parts === 2) return month(text);
  const options: Intl.DateTimeFormatOptions = { year: "numeric", timeZone: "UTC" };
  if (parts === 3) Object.assign(options, { month: "long", day: "numeric" });
  const code = locale.value === "ko" ? "ko-KR" : "en-GB";
  return new Intl.DateTimeFormat(code, options).format(Date.parse(text));
}

/** The last month of the data that ends on a day. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** A month so many months after another, both as `2026-03`. */
export function later(start: string, months: number): string {
  const [year, number] = start.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + months)).toISOString().slice(0, 7);
}
