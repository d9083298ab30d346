import type { Row, RowList } from "../../api/types";
import { pick, t } from "../../i18n";
import { number } from "../../i18n/format";
import { Choice } from "../../ui/Choice";
import { Resource } from "../../ui/Resource";
import { useQuery } from "../query";
import { Scrolling } from "../Scrolling";
import { GROUNDS, ROW_KINDS } from "./kinds";
import { SearchField } from "./SearchField";
import { matches, wordsOf } from "./search";

/** All parameters, levers and shocks, to search and to filter. */
export function Rows() {
  return <Resource<RowList> path="/api/parameters">{(list) => <Found list={list} />}</Resource>;
}

function Found({ list }: { list: RowList }) {
  const [query, setQuery] = useQuery("q", "");
  const [kind, setKind] = useQuery("type", "", ["", ...ROW_KINDS]);
  const [ground, setGround] = useQuery("ground", "", ["", ...GROUNDS]);
  const found = list.rows.filter(
    (row) =>
      (!kind || row.kind === kind) &&
      (!ground || row.grounds[ground as "facts"] !== undefined) &&
      matches(wordsOf({ id: row.name, label: row.label }), query),
  );
  const { facts = 0, both = 0, assumption = 0 } = list.coverage;
  return (
    <>
      <p class="prose">
        {t("evidence.coverage", { all: facts + both + assumption, facts, both, assumption })}
      </p>
      <search class="choices">
        <SearchField value={query} hint={t("evidence.search_rows_hint")} onChange={setQuery} />
        <Choice
          label={t("evidence.type")}
          value={kind}
          options={ROW_KINDS.map((each) => ({
            value: each,
            label: t(`evidence.kinds_of_row.${each}`),
          }))}
          any={t("evidence.any")}
          onChange={setKind}
        />
        <Choice
          label={t("evidence.rests_on")}
          value={ground}
          options={GROUNDS.map((each) => ({ value: each, label: t(`evidence.grounds.${each}`) }))}
          any={t("evidence.any")}
          onChange={setGround}
        />
      </search>
      <p role="status">
        {t("evidence.found_rows", {
          count: found.length,
          number: number(found.length),
          all: number(list.rows.length),
        })}
      </p>
      {found.length === 0 ? <p>{t("evidence.nothing")}</p> : <Table rows={found} />}
    </>
  );
}

function Table({ rows }: { rows: Row[] }) {
  return (
    <Scrolling label={t("evidence.parameters")}>
      <table class="rows">
        <thead>
          <tr>
            <th scope="col">{t("evidence.row")}</th>
            <th scope="col">{t("evidence.type")}</th>
            <th scope="col">{t("evidence.group")}</th>
            <th scope="col">{t("evidence.rests_on")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">
                <a href={`/evidence?parameter=${row.name}`}>{pick(row.label)}</a>
              </th>
              <td>{t(`evidence.kinds_of_row.${row.kind}`)}</td>
              <td>{t(`evidence.groups.${row.group ?? "shocks"}`)}</td>
              <td>{grounds(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

/** What a row rests on, counted over countries where it has a value in each. */
function grounds(row: Row): string {
  const told = GROUNDS.filter((ground) => row.grounds[ground] !== undefined);
  if (told.length === 0) return "–";
  if (told.length === 1) return t(`evidence.grounds.${told[0]!}`);
  return told
    .map((ground) =>
      t("evidence.grounds_of", {
        ground: t(`evidence.grounds.${ground}`),
        count: row.grounds[ground]!,
      }),
    )
    .join(", ");
}
