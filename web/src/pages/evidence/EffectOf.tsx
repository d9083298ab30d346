import { useState } from "preact/hooks";
import type { Claim, ClaimEffect } from "../../api/types";
import { t } from "../../i18n";
import { months, number, percent, signed } from "../../i18n/format";
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
  const points = (value: number) => signed(100 * value, (size) => number(size, 2));
  const moved = (value: number) => signed(value, (size) => months(size, 2));
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
          points: points(inside.mean),
          low: points(inside.low),
          high: points(inside.high),
          lag: moved(lag.mean),
          lag_low: moved(lag.low),
          lag_high: moved(lag.high),
        })}
      </p>
    </div>
  );
}
