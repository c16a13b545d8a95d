import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/shared/api/client";
import { Paper, SimpleGrid, Text } from "@/shared/ui/layout";
import { QuotaBar } from "@/shared/ui/quota-bar";
import { Bytes, Count } from "@/shared/ui/values";

type Summary = Schemas["ProjectSummary"];

const COUNTS = [
  [1, "project_admin_count"],
  [4, "maintainer_count"],
  [2, "developer_count"],
  [3, "guest_count"],
  [5, "limited_guest_count"],
] as const;

/** Storage, repositories, and members where the caller is told of them. */
export function Figures({ summary }: { summary: Summary }) {
  const { t } = useTranslation(["project-overview", "common"]);
  const counts = COUNTS.map(([role, key]) => ({ role, count: summary[key] }));
  const isTold = counts.some(({ count }) => count !== undefined);
  const members = counts.reduce((sum, { count }) => sum + (count ?? 0), 0);
  return (
    <SimpleGrid cols={{ base: 1, sm: isTold ? 3 : 2 }} spacing="md">
      {summary.quota && (
        <Figure label={t("storage.figure")} value={<Bytes value={summary.quota.used.storage} />}>
          {summary.quota.hard.storage < 0 ? (
            t("storage.unlimited")
          ) : (
            <QuotaBar used={summary.quota.used.storage} limit={summary.quota.hard.storage} />
          )}
        </Figure>
      )}
      <Figure label={t("repositories")} value={<Count value={summary.repo_count} />} />
      {isTold && (
        <Figure label={t("members")} value={<Count value={members} />}>
          {counts
            .filter(({ count }) => count)
            .map(({ role, count }) =>
              t("membersOf", { role: t(`common:role.${role}`), count: count ?? 0 }),
            )
            .join(" · ")}
        </Figure>
      )}
    </SimpleGrid>
  );
}

interface FigureProps {
  label: string;
  value: ReactNode;
  children?: ReactNode;
}

function Figure({ label, value, children }: FigureProps) {
  return (
    <Paper withBorder p="md">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fz={24} fw={650} lh={1.3}>
        {value}
      </Text>
      <Text size="sm" c="dimmed" component="div">
        {children}
      </Text>
    </Paper>
  );
}
