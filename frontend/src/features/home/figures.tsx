import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/shared/api/client";
import { Paper, SimpleGrid, Text } from "@/shared/ui/layout";
import { Bytes, Count } from "@/shared/ui/values";

interface Props {
  counts: Schemas["StatisticRead"];
  /** The bytes of the whole registry are told to administrators alone. */
  isAdmin: boolean;
}

/** How much there is, of what the caller may see. */
export function Figures({ counts, isAdmin }: Props) {
  const { t } = useTranslation("home");
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: isAdmin ? 3 : 2 }} spacing="md">
      <Figure
        label={t("projects")}
        value={<Count value={counts.total_project_count} />}
        note={t("split", {
          open: counts.public_project_count,
          closed: counts.private_project_count,
        })}
      />
      <Figure
        label={t("repositories")}
        value={<Count value={counts.total_repo_count} />}
        note={t("split", { open: counts.public_repo_count, closed: counts.private_repo_count })}
      />
      {isAdmin && (
        <Figure
          label={t("storage")}
          value={<Bytes value={counts.total_storage_consumption} />}
          note={t("storageNote")}
        />
      )}
    </SimpleGrid>
  );
}

interface FigureProps {
  label: string;
  value: ReactNode;
  note: string;
}

function Figure({ label, value, note }: FigureProps) {
  return (
    <Paper withBorder p="md">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fz={28} fw={650} lh={1.25}>
        {value}
      </Text>
      <Text size="sm" c="dimmed">
        {note}
      </Text>
    </Paper>
  );
}
