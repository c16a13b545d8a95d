import { useTranslation } from "react-i18next";
import { useListSearch } from "@/shared/table/use-list-search";
import { Tabs } from "@/shared/ui/layout";
import { Page } from "@/shared/ui/page";
import { JobDrawer } from "./job-drawer";
import { JobList } from "./job-list";
import { QueuesTab } from "./queues-tab";
import { SchedulesTab } from "./schedules-tab";
import { type JobSearch, TABS, type Tab } from "./search";
import { WorkersTab } from "./workers-tab";

/** What is done in the background: jobs, what waits, who does it, and what begins by itself. */
export function JobsPage() {
  const { t } = useTranslation("jobs");
  const [search, setSearch] = useListSearch<JobSearch>();
  const tab = search.tab ?? "jobs";
  const show = (next: string | null) => {
    const name = TABS.find((each) => each === next);
    setSearch({ tab: name === "jobs" ? undefined : name, kind: undefined, status: undefined });
  };
  return (
    <Page title={t("title")} note={t("note")}>
      <Tabs value={tab} onChange={show} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Content tab={tab} search={search} onSearch={setSearch} />
        </Tabs.Panel>
      </Tabs>
      <JobDrawer id={search.job} onClose={() => setSearch({ page: search.page, job: undefined })} />
    </Page>
  );
}

interface ContentProps {
  tab: Tab;
  search: JobSearch;
  onSearch: (change: Partial<JobSearch>) => void;
}

function Content({ tab, search, onSearch }: ContentProps) {
  const page = search.page ?? 1;
  switch (tab) {
    case "queues":
      return <QueuesTab />;
    case "workers":
      return <WorkersTab />;
    case "schedules":
      return <SchedulesTab page={page} onPage={(number) => onSearch({ page: number })} />;
    default:
      return <JobList search={search} onSearch={onSearch} />;
  }
}
