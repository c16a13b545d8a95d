import { useQuery } from "@tanstack/react-query";
import { Link as RouterLink, useLocation, useMatchRoute } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/shared/api/client";
import { toApiError } from "@/shared/api/errors";
import { projectSummaryQuery, useCanInProject, useProject } from "@/shared/api/project";
import { sessionQueries } from "@/shared/api/session";
import { CopyButton } from "@/shared/ui/copy-button";
import { NothingYet } from "@/shared/ui/empty-state";
import { LoadFailure } from "@/shared/ui/error-panel";
import { Group, Stack, Text } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { Page } from "@/shared/ui/page";
import { Skeletons } from "@/shared/ui/query-view";
import { QuotaBar } from "@/shared/ui/quota-bar";
import { isPublic } from "./model";
import classes from "./project-shell.module.css";
import { RoleName } from "./role-name";
import { TABS } from "./tabs";
import { Visibility } from "./visibility";

interface Props {
  name: string;
  /** The tab that is open. */
  children: ReactNode;
}

/** What stands above every page of a project. Where the project cannot be seen, no page follows. */
export function ProjectShell({ name, children }: Props) {
  const project = useProject(name);
  if (project.data) {
    return (
      <Stack gap="md">
        <Header project={project.data} />
        <TabBar project={name} />
        {children}
      </Stack>
    );
  }
  if (project.isPending) return <Skeletons />;
  return <Unseen name={name} error={project.error} onRetry={() => project.refetch()} />;
}

function Header({ project }: { project: Schemas["ProjectRead"] }) {
  const { t } = useTranslation("projects");
  const can = useCanInProject(project.name);
  // The other pages need nothing of the summary, and do not wait for it.
  const isOverview = Boolean(useMatchRoute()({ to: "/projects/$project" }));
  const summary = useQuery({
    ...projectSummaryQuery(project.name),
    enabled: isOverview && can("quota:read"),
  });
  const quota = isOverview ? summary.data?.quota : undefined;
  return (
    <div className={classes.header}>
      <div className={classes.who}>
        <span className={classes.name}>{project.name}</span>
        <Group gap="md" c="dimmed">
          <Visibility isOpen={isPublic(project)} />
          <RoleName id={project.current_user_role_id} none={t("shell.noRole")} />
        </Group>
      </div>
      <Group gap="lg">
        <PushPrefix project={project.name} />
        {quota && (
          <div>
            <Text size="xs" c="dimmed">
              {t("shell.storage")}
            </Text>
            <QuotaBar used={quota.used.storage} limit={quota.hard.storage} />
          </div>
        )}
      </Group>
    </div>
  );
}

/** What the name of every image of the project begins with. */
function PushPrefix({ project }: { project: string }) {
  const { t } = useTranslation("projects");
  const { data: system } = useQuery(sessionQueries.system());
  const prefix = `${system?.registry_url ?? location.host}/${project}/`;
  return (
    <div className={classes.prefix}>
      <Text size="xs" c="dimmed">
        {t("shell.prefix")}
      </Text>
      <Group gap={4} wrap="nowrap">
        <span className="mono">{prefix}</span>
        <CopyButton text={prefix} what={t("shell.prefixWhat")} />
      </Group>
    </div>
  );
}

function TabBar({ project }: { project: string }) {
  const { t } = useTranslation("projects");
  const can = useCanInProject(project);
  const bar = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const tabs = TABS.filter((tab) => can(tab.needs));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tab that is open, once it is there
  useEffect(() => {
    // Only sideways: the page keeps its place.
    const open = bar.current?.querySelector<HTMLElement>("[data-active]");
    if (open && bar.current) bar.current.scrollLeft = open.offsetLeft - bar.current.offsetLeft - 16;
  }, [pathname, tabs.length]);
  return (
    <nav ref={bar} aria-label={t("shell.tabs", { project })} className={classes.tabs}>
      {tabs.map(({ name, to }) => (
        <RouterLink
          key={name}
          to={to}
          params={{ project }}
          className={classes.tab}
          activeOptions={{ exact: name === "overview", includeSearch: false }}
          activeProps={{ "data-active": true }}
        >
          {t(`tab.${name}`)}
        </RouterLink>
      ))}
    </nav>
  );
}

interface UnseenProps {
  name: string;
  error: unknown;
  onRetry: () => void;
}

function Unseen({ name, error, onRetry }: UnseenProps) {
  const { t } = useTranslation("projects");
  if (toApiError(error).status !== 404) {
    return (
      <Page title={name}>
        <LoadFailure error={error} onRetry={onRetry} />
      </Page>
    );
  }
  return (
    <Page title={name}>
      <NothingYet
        title={t("missing.title", { name })}
        action={<Link to="/projects">{t("missing.all")}</Link>}
      >
        {t("missing.text")}
      </NothingYet>
    </Page>
  );
}
