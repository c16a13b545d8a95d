import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { whenOf, whenWords } from "@/shared/forms/schedule";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import type { Column } from "@/shared/table/types";
import { NothingYet } from "@/shared/ui/empty-state";
import { Stack, Text } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import { RelTime } from "@/shared/ui/values";
import { jobQueries } from "./api";
import type { Schedule } from "./model";
import { useKindWords } from "./words";

interface Props {
  page: number;
  onPage: (page: number) => void;
}

/** What begins by itself, and when it does next. */
export function SchedulesTab({ page, onPage }: Props) {
  const { t } = useTranslation("jobs");
  const { t: common } = useTranslation();
  const schedules = useQuery(jobQueries.schedules(page));
  const kindWords = useKindWords();
  return (
    <QueryView query={schedules}>
      {({ items, total }) =>
        total === 0 ? (
          <NothingYet title={t("schedules.none")}>{t("schedules.noneText")}</NothingYet>
        ) : (
          <Stack gap="sm">
            <DataTable
              caption={t("tab.schedules")}
              rows={items}
              columns={columnsOf(t, kindWords, (schedule) => whenWords(whenOf(schedule), common))}
              rowId={({ id }) => `${id}`}
            />
            <Pager total={total} page={page} onPage={onPage} />
          </Stack>
        )
      }
    </QueryView>
  );
}

function columnsOf(
  t: TFunction<"jobs">,
  kindWords: (kind: string) => string,
  words: (schedule: Schedule) => string,
): Column<Schedule>[] {
  return [
    {
      id: "kind",
      header: t("column.kind"),
      isTitle: true,
      cell: ({ vendor_type, vendor_id }) => (
        <Text fw={600}>
          {vendor_id > 0
            ? t("schedules.of", { kind: kindWords(vendor_type), id: vendor_id })
            : kindWords(vendor_type)}
        </Text>
      ),
    },
    { id: "when", header: t("column.when"), width: "40%", cell: words },
    {
      id: "next",
      header: t("column.next"),
      width: "160px",
      cell: ({ next_scheduled_time }) => <RelTime value={next_scheduled_time} />,
    },
  ];
}
