import { signal } from "@preact/signals";
import type { Scene } from "../api/request";

/** A policy that the reader keeps in the browser. */
export interface Saved {
  name: string;
  scene: Scene;
}

const KEY = "slipstream.policies";

export const saved = signal<readonly Saved[]>(load());

function load(): Saved[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter(isSaved) : [];
  } catch {
    return []; // forbidden storage, or what another program wrote there
  }
}

function isSaved(value: unknown): value is Saved {
  const each = value as Saved | null;
  return (
    typeof each?.name === "string" &&
    Array.isArray(each.scene?.policy) &&
    typeof each.scene.levers === "object" &&
    typeof each.scene.shocks === "object"
  );
}

/** Keep a policy under a name, in place of one of the same name. Returns whether it is kept. */
export function save(name: string, scene: Scene): boolean {
  return put([...saved.value.filter((each) => each.name !== name), { name, scene }]);
}

export function forget(name: string): boolean {
  return put(saved.value.filter((each) => each.name !== name));
}

function put(next: readonly Saved[]): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    return false;
  }
  saved.value = next;
  return true;
}
