import type { Scene as SceneRequest, ShockSetting, State } from "./types";

/** What holds in a future: policies, the later over the earlier, and what is set over them. */
export interface Scene extends SceneRequest {
  shocks: Record<string, ShockSetting>;
}

/** Everything that an answer depends on. */
export interface Scenario extends Scene, Omit<State, keyof Scene | "compare" | "outputs"> {}

/** The body of a request to `/api/simulate`. */
export interface Simulate extends Scenario, Pick<State, "outputs"> {
  compare: Scene | null;
}

/** Values by the year from which each holds. */
export type Schedule = Record<string, number>;
