import type { Text } from "../../i18n";

export interface Block {
  /** Equations by the names of the registry: the anchors of this block. */
  equations: string[];
  /** Parameters, levers and shocks that enter. */
  rows: string[];
  html: Text;
}

export interface Section {
  id: string;
  title: Text;
  blocks: Block[];
}

export interface Model {
  version: string;
  posterior: { sha256: string; data_cutoff: string; members: number; command: string };
  rows: Record<string, Text>;
  cite: { title: string; authors: string[]; licence: string };
  sections: Section[];
}
