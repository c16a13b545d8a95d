import { useTranslation } from "react-i18next";
import { SwitchField } from "@/shared/forms/fields";
import type { AuditSearch } from "./search";

interface Props {
  search: AuditSearch;
  onSearch: (change: Partial<AuditSearch>) => void;
}

/** New entries as they come; not of a range that has ended. */
export function FollowSwitch({ search, onSearch }: Props) {
  const { t } = useTranslation("audit");
  return (
    <SwitchField
      label={t("follow.label")}
      {...(search.to ? { description: t("follow.ended") } : {})}
      disabled={Boolean(search.to)}
      checked={Boolean(search.follow) && !search.to}
      onChange={(event) => onSearch({ follow: event.currentTarget.checked || undefined })}
    />
  );
}
