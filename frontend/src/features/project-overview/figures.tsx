import { useTranslation } from "react-i18next";
import type { Schemas } from "@/shared/api/client";
import { formatBytes } from "@/shared/lib/bytes";
import { Figure } from "@/shared/ui/figure";
import { SimpleGrid } from "@/shared/ui/layout";
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
  const { t, i18n } = useTranslation(["project-overview", "common"]);
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
          {summary.trash && summary.trash.count > 0 && (
            <div>
              {t("storage.trash", { size: formatBytes(summary.trash.bytes, i18n.language) })}
            </div>
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
