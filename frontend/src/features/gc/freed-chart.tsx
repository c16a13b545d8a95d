import { useTranslation } from "react-i18next";
import { ChartFrame } from "@/shared/charts/chart-frame";
import { formatBytes } from "@/shared/lib/bytes";
import { formatAbsolute, parseTime } from "@/shared/lib/time";
import { whenShown } from "@/shared/ui/lazy";
import { Bytes } from "@/shared/ui/values";
import { type Freed, freedBy, type Run } from "./model";

const Columns = whenShown(() => import("@/shared/charts/columns").then((found) => found.Columns));

/** What each run has freed; absent until one has come to its end. */
export function FreedChart({ runs }: { runs: readonly Run[] }) {
  const { t, i18n } = useTranslation("gc");
  const freed = freedBy(runs);
  if (freed.length === 0) return null;
  const size = (bytes: number) => formatBytes(bytes, i18n.language);
  const day = new Intl.DateTimeFormat(i18n.language, { month: "short", day: "numeric" });
  const whole = (one: Freed) => {
    const time = parseTime(one.run.creation_time);
    return time ? formatAbsolute(time, i18n.language) : "–";
  };
  const sum = freed.reduce((bytes, one) => bytes + one.bytes, 0);
  return (
    <ChartFrame
      title={t("chart.title")}
      summary={t("chart.summary", { count: freed.length, sum: size(sum) })}
      table={{
        headers: [t("column.run"), t("column.begun"), t("column.freed")],
        rows: freed
          .toReversed()
          .map((one) => [
            t("run", { id: one.run.id }),
            whole(one),
            <Bytes key="bytes" value={one.bytes} />,
          ]),
      }}
    >
      <Columns
        format={size}
        columns={freed.map((one) => ({
          id: `${one.run.id}`,
          name: day.format(new Date(one.run.creation_time)),
          value: one.bytes,
          text: `${t("run", { id: one.run.id })}, ${whole(one)}: ${size(one.bytes)}`,
        }))}
      />
    </ChartFrame>
  );
}
