/** Size of the texts of a chart, pixels. */
export const TEXT = 12;

let context: CanvasRenderingContext2D | null = null;
let family = "";

/** Width of a text of a chart, pixels: SVG does not break lines by itself. */
export function textWidth(text: string, size = TEXT, weight = 400): number {
  context ??= document.createElement("canvas").getContext("2d");
  if (!context) return text.length * size * 0.6;
  // Asked for once: in the middle of a drawing the browser would work out every style for it.
  family ||= getComputedStyle(document.body).fontFamily;
  context.font = `${weight} ${size}px ${family}`;
  return context.measureText(text).width;
}
