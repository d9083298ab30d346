import { useMemo, useState } from "preact/hooks";
import type { FactList, ListedFact } from "../../api/types";
import { pick, t } from "../../i18n";
import { number } from "../../i18n/format";
import { Choice } from "../../ui/Choice";
import { Resource } from "../../ui/Resource";
import { date } from "../dates";
import { useQuery } from "../query";
import { amount } from "./amount";
import { FOCAL, focalFirst } from "./focal";
import { SearchField } from "./SearchField";
import { matches, wordsOf } from "./search";

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
        <SearchField value={query} hint={t("evidence.search_facts_hint")} onChange={setQuery} />
        <Choice
          label={t("evidence.country")}
          value={country}
          options={list.countries.map(({ code, name }) => ({ value: code, label: pick(name) }))}
          any={t("evidence.any")}
          onChange={setCountry}
        />
        <Choice
          label={t("evidence.kind")}
          value={kind}
          options={list.kinds.map((each) => ({ value: each, label: t(`evidence.kinds.${each}`) }))}
          any={t("evidence.any")}
          onChange={setKind}
        />
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

function Line({ fact, place }: { fact: ListedFact; place: string }) {
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
