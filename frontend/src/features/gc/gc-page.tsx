import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "@/shared/api/session";
import { isUnfinished } from "@/shared/jobs/status";
import { useListSearch } from "@/shared/table/use-list-search";
import { Button } from "@/shared/ui/buttons";
import { SimpleGrid, Stack } from "@/shared/ui/layout";
import { whenOpened } from "@/shared/ui/lazy";
import { Page } from "@/shared/ui/page";
import { QueryView } from "@/shared/ui/query-view";
import { CurrentRun } from "./current-run";
import { FreedChart } from "./freed-chart";
import { History } from "./history";
import { SchedulePanel } from "./schedule-panel";
import type { GcSearch } from "./search";
import { useRuns } from "./use-live";
import { WaitingPanel } from "./waiting-panel";
import { WhyKept } from "./why-kept";

const StartDialog = whenOpened(
  () => import("./start-dialog").then((found) => found.StartDialog),
  ({ isOpen }) => isOpen,
);

/** What is collected now, what was, when it is next, and why something is not. */
export function GcPage() {
  const { t } = useTranslation("gc");
  const [search, setSearch] = useListSearch<GcSearch>();
  const page = search.page ?? 1;
  const newest = useRuns();
  const runs = useRuns(page);
  const isUnderWay = newest.data?.items.some((run) => isUnfinished(run.job_status)) ?? true;
  return (
    <Page title={t("title")} note={t("note")} actions={<Deeds isDisabled={isUnderWay} />}>
      <QueryView query={newest}>
        {({ items }) => (
          <Stack gap="md">
            <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
              <CurrentRun run={items[0]} now={newest.dataUpdatedAt} />
              <SchedulePanel />
            </SimpleGrid>
            <WaitingPanel />
            <FreedChart runs={items} />
            <WhyKept
              digest={search.digest}
              onAsk={(digest) => setSearch({ digest, page: search.page })}
            />
            {items.length > 0 && (
              <QueryView query={runs}>
                {(found) => (
                  <History
                    runs={found}
                    now={runs.dataUpdatedAt}
                    page={page}
                    onPage={(number) => setSearch({ page: number })}
                  />
                )}
              </QueryView>
            )}
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

/** One run at a time: while one is under way there is nothing to begin. */
function Deeds({ isDisabled }: { isDisabled: boolean }) {
  const { t } = useTranslation("gc");
  const can = useCan();
  const [asked, setAsked] = useState<"dry" | "full" | null>(null);
  if (!can("garbage-collection:create")) return null;
  return (
    <>
      <Button weight="primary" disabled={isDisabled} onClick={() => setAsked("dry")}>
        {t("start.dry.button")}
      </Button>
      <Button disabled={isDisabled} onClick={() => setAsked("full")}>
        {t("start.full.button")}
      </Button>
      <StartDialog deed="dry" isOpen={asked === "dry"} onClose={() => setAsked(null)} />
      <StartDialog deed="full" isOpen={asked === "full"} onClose={() => setAsked(null)} />
    </>
  );
}
