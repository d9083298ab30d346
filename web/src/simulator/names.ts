import type { Scene } from "../api/request";
import type { Meta } from "../api/types";
import { pick, t } from "../i18n";
import { isPlain, same } from "../state/scenario";
import { saved } from "./saved";

/** The name of a policy as a reader knows it. */
export function sceneName(scene: Scene, meta: Meta): string {
  const mine = saved.value.find((each) => same(each.scene, scene));
  if (mine) return mine.name;
  const labels = scene.policy.map((name) => {
    const policy = meta.policies.find((each) => each.name === name);
    return policy ? pick(policy.label) : name;
  });
  const policy = labels.join(" + ");
  return isPlain(scene) ? policy : t("tools.policy_custom", { policy });
}

export function countryName(meta: Meta, code: string): string {
  const country = meta.countries.find((each) => each.code === code);
  return country ? pick(country.name) : code;
}
