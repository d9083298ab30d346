import { useRef } from "preact/hooks";
import type { Scenario } from "../api/request";
import type { Lever, LeverSource, Meta } from "../api/types";
import { pick, t } from "../i18n";
import { pathText } from "../levers/LeverRow";
import { restingLater, restingValue, sceneOf } from "../state/scenario";
import { scenario } from "../state/store";
import { sceneName } from "./names";
import { rested } from "./rest";
import { link } from "./ShareButton";

/** On paper alone: the policies in words, with the levers that they set. */
export function PolicyInWords({ meta }: { meta: Meta }) {
  const now = useRestingScenario();
  const preset = meta.levers.filter((lever) => isPreset(lever, now, meta));
  return (
    <section class="handout print-only" data-testid="handout-policy">
      <h2>{t("print.policy", { policy: sceneName(sceneOf(now), meta) })}</h2>
      {now.policy.map((name) => {
        const policy = meta.policies.find((each) => each.name === name);
        return policy && <p key={name}>{pick(policy.description)}</p>;
      })}
      {preset.length > 0 && (
        <ul>
          {preset.map((lever) => (
            <li key={lever.name}>
              {pick(lever.label)}:{" "}
              {pathText(lever, restingValue(lever, now, meta), restingLater(lever, now, meta))}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** On paper alone: what today's values rest on, and the link to the same picture. */
export function SourcesAndLink({ meta }: { meta: Meta }) {
  const now = useRestingScenario();
  return (
    <section class="handout print-only" data-testid="handout-sources">
      <h2>{t("print.sources")}</h2>
      <ul>
        {sourcesOf(now, meta).map(({ title, publisher, date, url }) => (
          <li key={url + title}>
            {title}, {publisher}, {date}. {url}
          </li>
        ))}
      </ul>
      <p>{t("print.all_sources", { address: `${location.origin}/evidence` })}</p>
      <p>
        {t("print.link")}: {link()}
      </p>
    </section>
  );
}

/** The scenario as it was when the levers last rested: paper need not follow a drag. */
function useRestingScenario(): Scenario {
  const shown = useRef(scenario.peek()!);
  if (rested.value) shown.current = scenario.peek()!;
  return shown.current;
}

/** Whether one of the chosen policies, and not the reader, sets a lever. */
function isPreset({ name }: Lever, { policy, levers }: Scenario, meta: Meta): boolean {
  if (name in levers) return false;
  return meta.policies.some((each) => policy.includes(each.name) && name in each.levers);
}

/** Sources of today's values of the levers that are set; of all of them where none is. */
function sourcesOf(now: Scenario, meta: Meta): LeverSource[] {
  const set = meta.levers.filter((each) => each.name in now.levers || isPreset(each, now, meta));
  const found = new Map<string, LeverSource>();
  for (const lever of set.length > 0 ? set : meta.levers) {
    for (const source of lever.sources) {
      if (source.country === now.country) found.set(source.url + source.title, source);
    }
  }
  return [...found.values()];
}
