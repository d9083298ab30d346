import { useState } from "preact/hooks";
import type { Claim, ClaimEffect } from "../../api/types";
import { t } from "../../i18n";
import { estimated, months, number, percent } from "../../i18n/format";
import { Resource } from "../../ui/Resource";

/** What a claim changes in Korea's answer, worked out when somebody asks. */
export function EffectOf({ claim }: { claim: Claim }) {
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <button type="button" onClick={() => setAsked(true)}>
        {t("evidence.effect_ask")}
      </button>
    );
  }
  return (
    <Resource<ClaimEffect> path={`/api/claims/${claim.id}/effect`}>
      {(effect) => <Told effect={effect} against={claim.effect!.against} />}
    </Resource>
  );
}

function Told({ effect, against }: { effect: ClaimEffect; against: "shown" | "otherwise" }) {
  const { in_race: inside, lag_months: lag } = effect.difference;
  const points = { value: 100 * inside.mean, low: 100 * inside.low, high: 100 * inside.high };
  const told = (share: number) =>
    t("evidence.effect_told", { share: percent(share), year: effect.question.by });
  return (
    <div role="status">
      <dl class="properties">
        <div>
          <dt>{t("evidence.as_stated")}</dt>
          <dd>{told(effect.stated.in_race)}</dd>
        </div>
        <div>
          <dt>{t(`evidence.as_${against}`)}</dt>
          <dd>{told(effect[against]!.in_race)}</dd>
        </div>
      </dl>
      <p>
        {t("evidence.effect_difference", {
          points: estimated(points, (size) =>
            t("evidence.effect_points", { number: number(size, 4) }),
          ),
          lag: estimated({ ...lag, value: lag.mean }, (size) => months(size, 4)),
        })}{" "}
        <span class="small">{t("evidence.effect_noise")}</span>
      </p>
    </div>
  );
}
