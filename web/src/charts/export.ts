import { wrap } from "./geometry";
import { textWidth } from "./measure";
import type { ChartSpec } from "./spec";

const SVG = "http://www.w3.org/2000/svg";
const PAD = 16;
const TITLE_SIZE = 16;
const SMALL_SIZE = 11;
const LEADING = 1.4;
/** Pixels of the picture for each of the screen's. */
const SHARPNESS = 2;

/** What a copied chart takes along from the style sheet, which stays behind. */
const STYLES = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "paint-order",
] as const;

/** The chart on the screen as an SVG of its own, with title, reading and source. */
export function standalone(drawn: SVGSVGElement, spec: ChartSpec): string {
  const width = drawn.width.baseVal.value;
  const height = drawn.height.baseVal.value;
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  onPaper(() => {
    const originals = [drawn, ...drawn.querySelectorAll("*")];
    const copies = [copy, ...copy.querySelectorAll("*")];
    copies.forEach((element, i) => {
      const style = getComputedStyle(originals[i]!);
      for (const name of STYLES) element.setAttribute(name, style.getPropertyValue(name));
      element.removeAttribute("class");
    });
  });
  for (const unseen of copy.querySelectorAll("rect[fill='rgba(0, 0, 0, 0)']")) unseen.remove();

  const frame = document.createElementNS(SVG, "svg");
  frame.setAttribute("xmlns", SVG);
  const total = width + 2 * PAD;
  const paper = document.createElementNS(SVG, "rect");
  frame.append(paper);
  let y = PAD;
  y = write(frame, spec.title, y, width, TITLE_SIZE, 700);
  copy.setAttribute("x", String(PAD));
  copy.setAttribute("y", String(y + PAD / 2));
  frame.append(copy);
  y += height + PAD;
  y = write(frame, spec.reading, y, width, SMALL_SIZE, 400);
  y = write(frame, spec.source, y, width, SMALL_SIZE, 400) + PAD;
  for (const [element, name, value] of [
    [frame, "width", total],
    [frame, "height", y],
    [frame, "viewBox", `0 0 ${total} ${y}`],
    [paper, "width", total],
    [paper, "height", y],
    [paper, "fill", "#ffffff"],
  ] as const) {
    element.setAttribute(name, String(value));
  }
  return new XMLSerializer().serializeToString(frame);
}

/** Do something in the light theme: a picture is for other people's pages, and for paper. */
function onPaper(work: () => void): void {
  const { dataset } = document.documentElement;
  const kept = dataset.theme;
  dataset.theme = "light";
  try {
    work();
  } finally {
    if (kept) dataset.theme = kept;
    else delete dataset.theme;
  }
}

/** Write lines of text from `y` down; returns where they end. */
function write(
  frame: Element,
  text: string,
  y: number,
  width: number,
  size: number,
  weight: number,
): number {
  const lines = wrap(text, width, (each) => textWidth(each, size, weight));
  for (const [i, content] of lines.entries()) {
    const line = document.createElementNS(SVG, "text");
    line.textContent = content;
    for (const [name, value] of [
      ["x", PAD],
      ["y", y + size + i * size * LEADING],
      ["font-size", size],
      ["font-weight", weight],
      ["font-family", getComputedStyle(document.body).fontFamily],
      ["fill", "#1b2430"],
    ] as const) {
      line.setAttribute(name, String(value));
    }
    frame.append(line);
  }
  return y + lines.length * size * LEADING;
}

/** Paint an SVG as PNG; fails where the browser does not let pictures be read back. */
export async function toPng(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * SHARPNESS;
    canvas.height = image.naturalHeight * SHARPNESS;
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, fail) => {
      canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/png");
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Hand a file to the reader. */
export function download(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The download has its own hold on the content once it has begun.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
