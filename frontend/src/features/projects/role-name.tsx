import { useTranslation } from "react-i18next";
import { Text } from "@/shared/ui/layout";

const ROLES = [1, 2, 3, 4, 5] as const;

/** What Harbor calls a role; *none* where the caller has no role in the project. */
export function RoleName({ id, none = "–" }: { id: number; none?: string }) {
  const { t } = useTranslation("common");
  const role = ROLES.find((each) => each === id);
  if (role) return <span>{t(`role.${role}`)}</span>;
  return (
    <Text span inherit c="dimmed">
      {none}
    </Text>
  );
}
