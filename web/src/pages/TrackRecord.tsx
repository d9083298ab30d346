import "./texts";
import type { TrackRecord as Document } from "../api/types";
import { t } from "../i18n";
import { Resource } from "../ui/Resource";
import { useTitle } from "../ui/title";
import { Calibrations } from "./track_record/Calibrations";
import { Forecasts } from "./track_record/Forecasts";
import { Headline, Lessons, Reading } from "./track_record/Lessons";
import { OnFile } from "./track_record/OnFile";
import { Scores } from "./track_record/Scores";
import "../charts/chart.css";
import "./choices.css";
import "./track_record/track_record.css";

/** What the model would have forecast at past dates, held against what happened. */
export function TrackRecord() {
  useTitle(t("track_record.title"));
  return (
    <div class="track-record">
      <h1>{t("track_record.title")}</h1>
      <p class="prose">{t("track_record.lead")}</p>
      <Resource<Document> path="/api/track-record">
        {(record) => (
          <>
            <Headline record={record} />
            <Forecasts record={record} />
            <OnFile record={record} />
            <Lessons record={record} />
            <Scores record={record} />
            <Calibrations record={record} />
            <Reading record={record} />
          </>
        )}
      </Resource>
    </div>
  );
}
