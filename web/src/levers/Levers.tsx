import type { Meta } from "../api/types";
import { pick, t } from "../i18n";
import { month } from "../i18n/format";
import { leverValue, restingLater, restingValue, roomFor } from "../state/scenario";
import { scenario } from "../state/store";
import { LeverRow } from "./LeverRow";
import { ShockRow } from "./ShockRow";
import "./levers.css";

/**
 * All levers in their groups, then the shocks. A group says how much of it was changed.
 *
 * A row is given the parts of the scenario that it shows, which stay the same while another moves:
 * then it is not drawn anew.
 */
export function Levers({ meta }: { meta: Meta }) {
  const now = scenario.value!;
  const shocksSet = Object.keys(now.shocks).length;
  const restingKey = now.policy.join() === meta.defaults.policy ? "today" : "resting";
  return (
    <section class="levers no-print" aria-labelledby="levers-title">
      <h2 id="levers-title" tabIndex={-1}>
        {t("levers.title")}
      </h2>
      <p class="small">
        {t("levers.hint", { month: month(meta.shocks[0]?.window[0] ?? meta.as_of) })}
      </p>
      {meta.groups.map((group, i) => {
        const levers = meta.levers.filter((lever) => lever.group === group.name);
        const changed = levers.filter((lever) => lever.name in now.levers).length;
        return (
          <details
            class="group"
            key={group.name}
            open={i === 0}
            data-testid={`group-${group.name}`}
          >
            <summary>
              <h3>{pick(group.label)}</h3>
              {changed > 0 && <span class="badge">{t("levers.changed", { count: changed })}</span>}
            </summary>
            {levers.map((lever) => (
              <LeverRow
                key={lever.name}
                lever={lever}
                country={now.country}
                value={leverValue(lever, now, meta)}
                resting={restingValue(lever, now, meta)}
                later={restingLater(lever, now, meta)}
                restingKey={restingKey}
                changed={lever.name in now.levers}
                room={roomFor(lever, now, meta)}
              />
            ))}
          </details>
        );
      })}
      <details class="group" data-testid="group-shocks">
        <summary>
          <h3>{t("levers.shocks")}</h3>
          {shocksSet > 0 && <span class="badge">{t("levers.changed", { count: shocksSet })}</span>}
        </summary>
        <p class="small">{t("levers.shocks_hint")}</p>
        {meta.shocks.map((shock) => (
          <ShockRow
            key={shock.name}
            shock={shock}
            policy={now.policy}
            choice={now.shocks[shock.name]}
            meta={meta}
          />
        ))}
      </details>
    </section>
  );
}
