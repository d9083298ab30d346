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
export function ChartFrame({ spec, panelHeight, addresses }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [table, setTable] = useState(false);
  const [told, setTold] = useState("");
  useLayoutEffect(() => {
    const measure = () => setWidth(Math.floor(box.current?.clientWidth ?? 0));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);

  const name = `slipstream-${spec.name}`;
  const svg = () => standalone(box.current!.querySelector("svg")!, spec);
  const png = async () => {
    try {
      download(`${name}.png`, await toPng(svg()));
      setTold("");
    } catch {
      setTold(t("chart.png_failed"));
    }
  };
  const save = (ending: string, type: string, text: string) =>
    download(`${name}.${ending}`, new Blob([text], { type }));
  const embed = () =>
    `<iframe src="${addresses().embed}" title="${escaped(spec.title)}" width="700" height="520" loading="lazy"></iframe>`;
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
      {table && <ChartTable spec={spec} />}
      <details class="menu frame-tools no-print">
        <summary>
          {t("chart.actions")}
          <span class="hidden-text">: {spec.title}</span>
        </summary>
        <div class="buttons">
          <button type="button" aria-pressed={table} onClick={() => setTable(!table)}>
            {t("chart.table")}
          </button>
          <button type="button" onClick={png}>
            PNG
          </button>
          <button type="button" onClick={() => save("svg", "image/svg+xml", svg())}>
            SVG
          </button>
          <button type="button" onClick={() => save("csv", "text/csv", csv(spec))}>
            CSV
          </button>
          <button
            type="button"
            onClick={() => save("json", "application/json", json(spec, addresses().page))}
          >
            JSON
          </button>
          <Copy label={t("chart.embed")} text={embed} />
        </div>
        <p role="status">{told}</p>
      </details>
    </figure>
  );
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
