import type { Belief, Row } from "../../api/types";

/** What a number rests on. */
export type Grounded = Pick<Belief, "ground" | "facts" | "assumption" | "why">;
export type Ground = Grounded["ground"];
export const GROUNDS = ["facts", "both", "assumption"] as const satisfies readonly Ground[];
export const ROW_KINDS = ["parameter", "lever", "shock"] as const satisfies readonly Row["kind"][];
