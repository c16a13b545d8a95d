import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sessionQueries, useCan } from "@/shared/api/session";
import { Group, Text } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { Panel } from "@/shared/ui/panel";
import { QueryView } from "@/shared/ui/query-view";
import { StatusBadge } from "@/shared/ui/values";

/** Whether the registry takes changes now. */
export function ReadOnlyPanel() {
  const { t } = useTranslation("health");
  const can = useCan();
  const system = useQuery(sessionQueries.system());
  return (
    <Panel
      title={t("readOnly.title")}
      actions={
        can("configuration:read") && (
          <Link to="/admin/settings" search={{ key: "read_only" }}>
            {t("readOnly.change")}
          </Link>
        )
      }
    >
      <QueryView query={system} lines={2}>
        {({ read_only }) => (
          <>
            <Group gap="xs" mb={4}>
              <StatusBadge tone={read_only ? "warning" : "good"}>
                {read_only ? t("readOnly.on") : t("readOnly.off")}
              </StatusBadge>
            </Group>
            <Text>{read_only ? t("readOnly.onText") : t("readOnly.offText")}</Text>
          </>
        )}
      </QueryView>
    </Panel>
  );
}
