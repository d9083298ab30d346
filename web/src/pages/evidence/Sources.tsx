import { date } from "../dates";
import type { Noted } from "./types";

/** Where something is said: title, publisher, date and link. */
export function Sources({ sources }: { sources: Noted[] }) {
  return (
    <ul class="sources">
      {sources.map((source) => (
        <li key={source.url + source.title}>
          <a href={source.url} rel="noopener noreferrer">
            {source.title}
          </a>
          <span class="small">
            {`${source.publisher}, ${date(source.date)}`}
            {source.note && <span lang="en">{` – ${source.note}`}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
