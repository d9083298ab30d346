import { useLocation } from "preact-iso";
import "./texts";
import { t } from "../i18n";
import { useTitle } from "../ui/title";
import { Claims } from "./evidence/Claims";
import { FactCard } from "./evidence/FactCard";
import { Facts } from "./evidence/Facts";
import { FOCAL } from "./evidence/focal";
import { History } from "./evidence/History";
import { RowCard } from "./evidence/RowCard";
import { Rows } from "./evidence/Rows";
import { Weights } from "./evidence/Weights";
import "./choices.css";
import "./evidence/evidence.css";

const TABS = [
  { name: "facts", path: "/evidence" },
  { name: "history", path: "/evidence?tab=history" },
  { name: "parameters", path: "/evidence?tab=parameters" },
  { name: "weight", path: "/evidence?tab=weight" },
  { name: "claims", path: "/evidence?tab=claims" },
] as const;

/** Facts, parameters and claims: a list of each, and a card for each fact and parameter. */
export function Evidence({ id }: { id?: string }) {
  const { query } = useLocation();
  if (id) return <FactCard key={id} id={id} />;
  const { parameter, country = FOCAL } = query;
  if (parameter) return <RowCard key={parameter} name={parameter} focal={country} />;
  return <Lists tab={query.tab ?? "facts"} />;
}

function Lists({ tab }: { tab: string }) {
  useTitle(t("evidence.title"));
  return (
    <div class="evidence">
      <h1>{t("evidence.title")}</h1>
      <p class="prose">{t("evidence.lead")}</p>
      <nav class="tabs" aria-label={t("evidence.tabs")}>
        <ul>
          {TABS.map(({ name, path }) => (
            <li key={name}>
              <a href={path} aria-current={name === tab ? "page" : undefined}>
                {t(`evidence.${name}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <List tab={tab} />
    </div>
  );
}

function List({ tab }: { tab: string }) {
  switch (tab) {
    case "claims":
      return <Claims />;
    case "history":
      return <History />;
    case "parameters":
      return <Rows />;
    case "weight":
      return <Weights />;
    default:
      return <Facts />;
  }
}
