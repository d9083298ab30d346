import type { Source } from "../../api/types";
import { date } from "../dates";

/** Where something is said: title, publisher, date and link. */
export function Sources({ sources }: { sources: Source[] }) {
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
