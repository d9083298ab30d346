import { group } from "d3-array";
import type { Lever } from "../api/types";
import { pick, t } from "../i18n";

interface Props {
  lever: Lever;
  country: string;
}

/** What a lever does, what it costs, where it enters, and where today's value comes from. */
export function Drawer({ lever, country }: Props) {
  const facts = group(
    lever.sources.filter((source) => source.country === country),
    (source) => source.fact,
  );
  return (
    <div class="drawer">
      <p>{pick(lever.what)}</p>
      <dl>
        <dt>{t("levers.cost")}</dt>
        <dd>{pick(lever.cost)}</dd>
        <dt>{t("levers.equation")}</dt>
        <dd>
          <a href={`/about#${lever.equation}`}>
            <code>{lever.equation}</code>
          </a>
        </dd>
        <dt>{t("levers.sources")}</dt>
        <dd>
          {facts.size === 0 ? (
            t("levers.no_sources")
          ) : (
            <ul>
              {[...facts].map(([fact, sources]) => (
                <li key={fact}>
                  <a href={`/evidence/${fact}`}>{fact}</a>
                  <ul>
                    {sources.map((source) => (
                      <li key={source.url + source.title}>
                        <a href={source.url} rel="noreferrer">
                          {source.title}
                        </a>
                        , {source.publisher}, {source.date}
                      </li>
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
          )}
        </dd>
      </dl>
      <p>
        <a href={`/evidence?parameter=${lever.name}&country=${country}`}>{t("levers.evidence")}</a>
      </p>
    </div>
  );
}
