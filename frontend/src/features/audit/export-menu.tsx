import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/buttons";
import { Menu } from "@/shared/ui/layout";
import { exportAddress, FORMATS } from "./model";
import type { AuditSearch } from "./search";

interface Props {
  search: AuditSearch;
  projectId: number | undefined;
}

/** Plain links, so that the browser itself writes the answer to a file, however long it is. */
export function ExportMenu({ search, projectId }: Props) {
  const { t } = useTranslation("audit");
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button icon={<IconDownload size={16} />}>{t("export.action")}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("export.note")}</Menu.Label>
        {FORMATS.map((format) => (
          <Menu.Item
            key={format}
            component="a"
            href={exportAddress(search, projectId, format)}
            download
          >
            {t(`export.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
