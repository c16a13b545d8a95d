import { useTranslation } from "react-i18next";
import type { Schemas } from "@/shared/api/client";
import { Figure } from "@/shared/ui/figure";
import { SimpleGrid } from "@/shared/ui/layout";
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
      <Figure size={28} label={t("projects")} value={<Count value={counts.total_project_count} />}>
        {t("split", { open: counts.public_project_count, closed: counts.private_project_count })}
      </Figure>
      <Figure size={28} label={t("repositories")} value={<Count value={counts.total_repo_count} />}>
        {t("split", { open: counts.public_repo_count, closed: counts.private_repo_count })}
      </Figure>
      {isAdmin && (
        <Figure
          size={28}
          label={t("storage")}
          value={<Bytes value={counts.total_storage_consumption} />}
        >
          {t("storageNote")}
        </Figure>
      )}
    </SimpleGrid>
  );
}
