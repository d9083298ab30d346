import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

interface Pointed {
  index: number;
  /** Tapped or clicked, so that it stays until something else is. */
  held: boolean;
}

export interface Pointing {
  /** Index of the month whose values are shown. */
  index: number | null;
  down: () => void;
  move: (event: PointerEvent, index: number) => void;
  up: (index: number) => void;
  leave: (event: PointerEvent) => void;
  cancel: () => void;
}

/**
 * The month of a chart that is pointed at: a mouse shows it in passing, a tap or click keeps it
 * until one elsewhere, or Escape.
 */
export function usePointing(chart: RefObject<Element | null>): Pointing {
  const [pointed, setPointed] = useState<Pointed | null>(null);
  /** What was shown before a finger came down: a finger that scrolls the page chooses nothing. */
  const before = useRef<Pointed | null>(null);
  const held = pointed?.held === true;
  useEffect(() => {
    if (!held) return;
    // A finger that scrolls is cancelled, not lifted, so that the values stay.
    const lifted = (event: PointerEvent) => {
      if (!chart.current?.contains(event.target as Node)) setPointed(null);
    };
    const pressed = (event: KeyboardEvent) => {
      if (event.key === "Escape") setPointed(null);
    };
    addEventListener("pointerup", lifted);
    addEventListener("keydown", pressed);
    return () => {
      removeEventListener("pointerup", lifted);
      removeEventListener("keydown", pressed);
    };
  }, [held]);
  return {
    index: pointed?.index ?? null,
    down: () => {
      before.current = pointed;
    },
    move: (event, index) => {
      const passing = event.pointerType === "mouse" && held;
      if (!passing) setPointed({ index, held: false });
    },
    up: (index) => setPointed({ index, held: true }),
    leave: (event) => {
      if (event.pointerType === "mouse" && !held) setPointed(null);
    },
    cancel: () => setPointed(before.current),
  };
}
