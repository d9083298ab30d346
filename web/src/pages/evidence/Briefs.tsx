import type { FactBrief } from "../../api/types";
import { pick } from "../../i18n";
import { date } from "../dates";
import { amount } from "./amount";

/** Facts in a line each, linked to their cards. */
export function Briefs({ facts }: { facts: FactBrief[] }) {
  return (
    <ul class="briefs">
      {facts.map((fact) => (
        <li key={fact.id}>
          <a href={`/evidence/${fact.id}`}>{pick(fact.label)}</a>
          {`: ${amount(fact.value, fact.unit)} `}
          <span class="small">{`(${fact.country}, ${date(fact.date)})`}</span>
        </li>
      ))}
    </ul>
  );
}
