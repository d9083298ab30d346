import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { Copy } from "../ui/Copy";
import { Chart } from "./Chart";
import { ChartTable } from "./ChartTable";
import { download, standalone, toPng } from "./export";
import type { ChartSpec } from "./spec";
import { csv, json } from "./table";

interface Props {
  spec: ChartSpec;
  panelHeight: number;
  /** The page that shows this chart alone, and the one that shows all. */
  addresses: () => { embed: string; page: string };
}

/** A chart with its title, reading, source, table, downloads and embed code. */
export function ChartFrame(props: Props) {
  const { spec, panelHeight } = props;
  const box = useRef<HTMLDivElement>(null);
  const shown = useRef(props);
  shown.current = props;
  const [width, setWidth] = useState(0);
  const table = useSignal(false);
  useLayoutEffect(() => {
    const measure = () => setWidth(Math.floor(box.current?.clientWidth ?? 0));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);

  return (
    <figure class={spec.panels.length > 1 ? "frame spread" : "frame"}>
      <figcaption>
        <h2>{spec.title}</h2>
      </figcaption>
      <div ref={box} class="frame-box">
        {width > 0 && <Chart spec={spec} width={width} panelHeight={panelHeight} />}
      </div>
      <p class="small frame-reading">
        {spec.reading} {spec.source}
      </p>
      {table.value && <ChartTable spec={spec} />}
      <Tools title={spec.title} shown={shown} box={box} table={table} />
    </figure>
  );
}

interface ToolsProps {
  title: string;
  /** What is on the screen: read when a button is pressed, so that no answer draws these anew. */
  shown: RefObject<Props>;
  box: RefObject<HTMLDivElement | null>;
  table: Signal<boolean>;
}

function Tools({ title, shown, box, table }: ToolsProps) {
  const told = useSignal("");
  const spec = () => shown.current!.spec;
  const svg = () => standalone(box.current!.querySelector("svg")!, spec());
  const file = (ending: string) => `slipstream-${spec().name}.${ending}`;
  const png = async () => {
    try {
      download(file("png"), await toPng(svg()));
      told.value = "";
    } catch {
      told.value = t("chart.png_failed");
    }
  };
  const save = (ending: string, type: string, text: string) =>
    download(file(ending), new Blob([text], { type }));
  const page = () => shown.current!.addresses().page;
  const embed = () =>
    `<iframe src="${shown.current!.addresses().embed}" title="${escaped(spec().title)}" width="700" height="520" loading="lazy"></iframe>`;
  return (
    <details class="menu frame-tools no-print">
      <summary>
        {t("chart.actions")}
        <span class="hidden-text">: {title}</span>
      </summary>
      <div class="buttons">
        <button
          type="button"
          aria-pressed={table.value}
          onClick={() => {
            table.value = !table.value;
          }}
        >
          {t("chart.table")}
        </button>
        <button type="button" onClick={png}>
          PNG
        </button>
        <button type="button" onClick={() => save("svg", "image/svg+xml", svg())}>
          SVG
        </button>
        <button type="button" onClick={() => save("csv", "text/csv", csv(spec()))}>
          CSV
        </button>
        <button
          type="button"
          onClick={() => save("json", "application/json", json(spec(), page()))}
        >
          JSON
        </button>
        <Copy label={t("chart.embed")} text={embed} />
      </div>
      <p role="status">{told.value}</p>
    </details>
  );
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
