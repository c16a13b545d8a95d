import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { whenShown } from "@/shared/ui/lazy";
import { QueryView } from "@/shared/ui/query-view";
import { Count } from "@/shared/ui/values";
import { type Day, startOf, totals } from "./activity";
import { ChartFrame } from "./chart-frame";

const TimeSeries = whenShown(() => import("./time-series").then((found) => found.TimeSeries));

/** Pulls and pushes day by day, of a project or of the whole registry. */
export function ActivityChart({ query }: { query: UseQueryResult<{ days: Day[] }> }) {
  return <QueryView query={query}>{({ days }) => <Chart days={days} />}</QueryView>;
}

function Chart({ days }: { days: readonly Day[] }) {
  const { t, i18n } = useTranslation();
  const { pulls, pushes } = totals(days);
  const number = new Intl.NumberFormat(i18n.language);
  const short = new Intl.NumberFormat(i18n.language, { notation: "compact" });
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeZone: "UTC" });
  const series = (["pulls", "pushes"] as const).map((key) => ({
    name: t(`activity.${key}`),
    points: days.map((day) => ({ time: startOf(day.day), value: day[key] })),
  }));
  return (
    <ChartFrame
      title={t("activity.title")}
      summary={t("activity.summary", {
        days: days.length,
        pulls: number.format(pulls),
        pushes: number.format(pushes),
      })}
      table={{
        headers: [t("activity.day"), t("activity.pulls"), t("activity.pushes")],
        rows: days
          .toReversed()
          .map((day) => [
            date.format(startOf(day.day)),
            <Count key="pulls" value={day.pulls} />,
            <Count key="pushes" value={day.pushes} />,
          ]),
      }}
    >
      <TimeSeries series={series} format={(value) => short.format(value)} />
    </ChartFrame>
  );
}
