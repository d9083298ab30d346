import { useEffect } from "preact/hooks";
import { buildChart } from "../charts/build";
import { ChartFrame } from "../charts/ChartFrame";
import { pick, t } from "../i18n";
import { enter, stateAddress } from "../simulator/address";
import { useDrawn } from "../simulator/Charts";
import { Notices } from "../simulator/Notices";
import { answer, chart, loadMeta, meta } from "../state/store";
import { useTitle } from "../ui/title";
import "../simulator/simulator.css";

/** One chart of a state, for other people's pages. */
export function Embed() {
  useTitle(t("sim.title"));
  useEffect(() => {
    void loadMeta();
  }, []);
  const known = meta.value;
  useEffect(() => {
    if (known) enter(location.search, known);
  }, [known]);
  return (
    <>
      <Notices />
      {known && answer.value ? <One /> : <p role="status">{t("sim.waiting")}</p>}
    </>
  );
}

function One() {
  const found = answer.value!;
  const drawn = useDrawn(meta.value!, found);
  const page = () => `${location.origin}/${stateAddress() ?? ""}`;
  const embed = () => `${location.origin}/embed${stateAddress() ?? ""}`;
  return (
    <article data-testid="embed">
      <h1 class="embed-sentence">{pick(found.headline.sentence)}</h1>
      <ChartFrame
        spec={buildChart(chart.value, drawn)}
        panelHeight={260}
        addresses={() => ({ embed: embed(), page: page() })}
      />
      <p>
        <a class="button" href={page()} target="_blank" rel="noopener">
          {t("embed.open")}
        </a>
      </p>
    </article>
  );
}
