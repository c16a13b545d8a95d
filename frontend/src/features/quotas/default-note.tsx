import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useCan } from "@/shared/api/session";
import { systemQueries } from "@/shared/api/system";
import { formatBytes, UNLIMITED } from "@/shared/lib/bytes";
import { Link } from "@/shared/ui/link";

/** What a new project may hold, and where that is set. */
export function DefaultNote() {
  const { t, i18n } = useTranslation("quotas");
  const can = useCan();
  const { data } = useQuery({
    ...systemQueries.configurations(),
    enabled: can("configuration:read"),
  });
  if (!data) return t("note");
  const bytes = data.storage_per_project.value;
  const limit = bytes === UNLIMITED ? null : formatBytes(bytes, i18n.language);
  return (
    <>
      {t("note")} {limit ? t("default.limit", { limit }) : t("default.none")}{" "}
      <Link to="/admin/settings" search={{ key: "storage_per_project" }} td="underline">
        {t("default.change")}
      </Link>
    </>
  );
}
