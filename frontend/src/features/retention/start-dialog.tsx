import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { sessionQueries } from "@/shared/api/session";
import { formatBytes } from "@/shared/lib/bytes";
import { Confirm } from "@/shared/ui/confirm";
import { Stack, Text } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import { retentionQueries, useStart } from "./api";
import { draftOf, ruleBody } from "./draft";
import type { Policy } from "./model";

interface Props {
  /** What is asked about: to look only, or to delete what no rule keeps. */
  deed: "dry" | "real";
  project: string;
  projectId: number;
  policy: Policy;
  isOpen: boolean;
  onClose: () => void;
}

/** Says what a run by the saved rules does, and begins it; the page of the run follows. */
export function StartDialog({ deed, project, policy, isOpen, onClose, ...of }: Props) {
  const { t } = useTranslation("retention");
  const navigate = useNavigate();
  const start = useStart(project, policy.id);
  const close = () => {
    start.reset();
    onClose();
  };
  const begin = () =>
    start.mutate(deed === "dry", {
      onSuccess: (id) => {
        close();
        navigate({
          to: "/projects/$project/retention/runs/$run",
          params: { project, run: `${id}` },
        });
      },
    });
  return (
    <Confirm
      weight={deed === "dry" ? "primary" : "danger"}
      isOpen={isOpen}
      onClose={close}
      onConfirm={begin}
      title={t(`start.${deed}.title`)}
      action={t(`start.${deed}.action`)}
      isPending={start.isPending}
      error={start.error}
    >
      <Stack gap="sm">
        <Text>{t(`start.${deed}.text`)}</Text>
        {deed === "real" && isOpen && (
          <Outlook project={project} projectId={of.projectId} policy={policy} />
        )}
      </Stack>
    </Confirm>
  );
}

/** What the saved rules come to now, and what becomes of it. */
function Outlook({ project, projectId, policy }: Pick<Props, "project" | "projectId" | "policy">) {
  const { t, i18n } = useTranslation("retention");
  const rules = policy.rules.map(draftOf).map(ruleBody);
  const asked = { project: projectId, rules, size: 1 };
  const preview = useQuery(retentionQueries.preview(project, asked));
  const { data: system } = useQuery(sessionQueries.system());
  const days = system?.trash_days;
  return (
    <QueryView query={preview} lines={1}>
      {({ sums }) => (
        <>
          <Text fw={600}>
            {t("save.sums", {
              count: sums.deleted,
              of: sums.total,
              bytes: formatBytes(sums.bytes, i18n.language),
            })}
          </Text>
          {days !== undefined && (
            <Text size="sm" c="dimmed">
              {days > 0 ? t("start.trash", { count: days }) : t("start.noTrash")}
            </Text>
          )}
        </>
      )}
    </QueryView>
  );
}
