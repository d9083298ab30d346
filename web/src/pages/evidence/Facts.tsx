import { useMemo, useState } from "preact/hooks";
import { pick, t } from "../../i18n";
import { number } from "../../i18n/format";
import { Resource } from "../../ui/Resource";
import { date } from "../dates";
import { useQuery } from "../query";
import { amount } from "./amount";
import { FOCAL, focalFirst } from "./focal";
import { matches, wordsOf } from "./search";
import type { FactList, Listed } from "./types";

/** Facts that are listed at once; more come on demand. */
const PAGE = 40;

/** All facts, to search and to filter. */
export function Facts() {
  return <Resource<FactList> path="/api/evidence">{(list) => <Found list={list} />}</Resource>;
}

function Found({ list }: { list: FactList }) {
  const [query, setQuery] = useQuery("q", "");
  const codes = list.countries.map(({ code }) => code);
  const [country, setCountry] = useQuery("country", "", ["", ...codes]);
  const [kind, setKind] = useQuery("kind", "", ["", ...list.kinds]);
  const [used, setUsed] = useQuery("used", "");
  const [conflict, setConflict] = useQuery("conflict", "");
  const [most, setMost] = useState(PAGE);
  const places = useMemo(
    () => new Map(list.countries.map(({ code, name }) => [code, name])),
    [list],
  );
  const facts = useMemo(() => focalFirst(list.facts, FOCAL), [list]);
  const words = useMemo(
    () => facts.map((fact) => wordsOf({ ...fact, also: [places.get(fact.country)!] })),
    [facts, places],
  );
  const found = facts.filter(
    (fact, i) =>
      (!country || fact.country === country) &&
      (!kind || fact.kind === kind) &&
      (!used || fact.used) &&
      (!conflict || fact.conflict) &&
      matches(words[i]!, query),
  );
  const shown = found.slice(0, most);
  return (
    <>
      <search class="choices">
        <label class="wide">
          {t("evidence.search")}
          <input
            type="search"
            value={query}
            placeholder={t("evidence.search_facts_hint")}
            onInput={(event) => setQuery(event.currentTarget.value)}
          />
        </label>
        <label>
          {t("evidence.country")}
          <select value={country} onChange={(event) => setCountry(event.currentTarget.value)}>
            <option value="">{t("evidence.any")}</option>
            {list.countries.map(({ code, name }) => (
              <option key={code} value={code}>
                {pick(name)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t("evidence.kind")}
          <select value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
            <option value="">{t("evidence.any")}</option>
            {list.kinds.map((each) => (
              <option key={each} value={each}>
                {t(`evidence.kinds.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={used !== ""}
            onChange={(event) => setUsed(event.currentTarget.checked ? "1" : "")}
          />
          {t("evidence.only_used")}
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={conflict !== ""}
            onChange={(event) => setConflict(event.currentTarget.checked ? "1" : "")}
          />
          {t("evidence.only_conflicts")}
        </label>
      </search>
      <p role="status">
        {t("evidence.found_facts", {
          count: found.length,
          number: number(found.length),
          all: number(list.facts.length),
        })}
      </p>
      {found.length === 0 && <p>{t("evidence.nothing")}</p>}
      <ul class="found">
        {shown.map((fact) => (
          <Line key={fact.id} fact={fact} place={pick(places.get(fact.country)!)} />
        ))}
      </ul>
      {found.length > shown.length && (
        <button type="button" onClick={() => setMost(most + PAGE)}>
          {t("evidence.more", { number: Math.min(PAGE, found.length - shown.length) })}
        </button>
      )}
      <p class="small">
        {t("evidence.as_of", { date: date(list.as_of), cutoff: date(list.cutoff) })}
      </p>
    </>
  );
}

function Line({ fact, place }: { fact: Listed; place: string }) {
  return (
    <li>
      <a href={`/evidence/${fact.id}`}>{pick(fact.label)}</a>
      <strong>{amount(fact.value, fact.unit)}</strong>
      <span class="small">
        {[place, t(`evidence.kinds.${fact.kind}`), date(fact.date)].join(" · ")}
        {fact.conflict && <span class="tag warn">{t("evidence.conflict")}</span>}
        {fact.confidence === "low" && (
          <span class="tag">{t(`evidence.confidences.${fact.confidence}`)}</span>
        )}
      </span>
    </li>
  );
}
