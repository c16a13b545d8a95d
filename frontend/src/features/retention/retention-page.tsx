import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCanInProject, useProject } from "@/shared/api/project";
import { UnsavedGuard } from "@/shared/forms/unsaved-guard";
import { isUnfinished } from "@/shared/jobs/status";
import { useListSearch } from "@/shared/table/use-list-search";
import { NotAllowed } from "@/shared/ui/empty-state";
import { Stack } from "@/shared/ui/layout";
import { Page } from "@/shared/ui/page";
import { QueryView } from "@/shared/ui/query-view";
import { retentionQueries, useSaveRules } from "./api";
import { Deeds } from "./deeds";
import { problemOf, ruleBody } from "./draft";
import { History } from "./history";
import type { Policy, Rule } from "./model";
import { PreviewPanel } from "./preview-panel";
import classes from "./retention.module.css";
import { RulesPanel } from "./rules-panel";
import { SaveBar } from "./save-bar";
import { SchedulePanel } from "./schedule-panel";
import type { RetentionSearch } from "./search";
import { useRuns } from "./use-live";
import { usePreview } from "./use-preview";
import { useRules } from "./use-rules";

/** Which artifacts of a project are kept, what that comes to, when it is done, and what was. */
export function RetentionPage({ project }: { project: string }) {
  const { t } = useTranslation("retention");
  const { data: known } = useProject(project);
  const can = useCanInProject(project);
  const policy = useQuery(retentionQueries.policy(project));
  const runs = useRuns(project, policy.data?.id);
  const isUnderWay = runs.data?.items.some(({ status }) => isUnfinished(status)) ?? false;
  return (
    <Page
      title={t("title")}
      note={t("note")}
      actions={
        policy.data &&
        known && (
          <Deeds
            project={project}
            projectId={known.project_id}
            policy={policy.data}
            isUnderWay={isUnderWay}
          />
        )
      }
    >
      {known && !can("tag-retention:read") ? (
        <NotAllowed />
      ) : (
        <QueryView query={policy}>
          {(found) =>
            known && (
              <Parts
                project={project}
                projectId={known.project_id}
                policy={found}
                isUnderWay={isUnderWay}
              />
            )
          }
        </QueryView>
      )}
      {policy.data && <History project={project} policy={policy.data.id} />}
    </Page>
  );
}

interface PartsProps {
  project: string;
  projectId: number;
  policy: Policy | null;
  isUnderWay: boolean;
}

const NO_RULES: Rule[] = [];

/** The rules, and beside them what they come to. */
function Parts({ project, projectId, policy, isUnderWay }: PartsProps) {
  const can = useCanInProject(project);
  const [search, setSearch] = useListSearch<RetentionSearch>();
  const rules = useRules(project, policy?.rules ?? NO_RULES);
  const [open, setOpen] = useState<number | null>(null);
  const save = useSaveRules(project, projectId);
  const rows = { shown: search.shown, page: search.row };
  const preview = usePreview(project, projectId, rules.drafts, rows);
  const problem = problemOf(rules.drafts);
  const hasRules = rules.drafts.length > 0;
  const discard = () => {
    save.reset();
    setOpen(null);
    rules.reset();
  };
  const send = () =>
    save.mutate({ policy, rules: rules.drafts.map(ruleBody) }, { onSuccess: discard });
  return (
    <Stack gap="md">
      <div className={classes.columns} data-both={hasRules || undefined}>
        <RulesPanel
          rules={rules}
          open={open}
          onOpen={setOpen}
          mayEdit={can(policy ? "tag-retention:update" : "tag-retention:create")}
        />
        {hasRules && (
          <PreviewPanel
            project={project}
            preview={preview}
            rules={rules.drafts}
            isSaved={!rules.isDirty}
            problem={problem}
            search={search}
            onSearch={(change) => setSearch({ page: search.page, shown: search.shown, ...change })}
          />
        )}
        {policy && <SchedulePanel project={project} policy={policy} isUnderWay={isUnderWay} />}
      </div>
      {rules.isDirty && (
        <SaveBar
          sums={hasRules ? preview.data?.sums : undefined}
          problem={problem}
          isUnderWay={isUnderWay}
          error={save.error}
          isSaving={save.isPending}
          onSave={send}
          onDiscard={discard}
        />
      )}
      <UnsavedGuard isDirty={rules.isDirty} />
    </Stack>
  );
}
