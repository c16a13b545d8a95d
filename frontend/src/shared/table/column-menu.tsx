import { Menu } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/buttons";
import type { ColumnChoice } from "./use-column-choice";

/** Which columns a table shows. It stays open, so that several are chosen in one go. */
export function ColumnMenu<Row>({ choice }: { choice: ColumnChoice<Row> }) {
  const { t } = useTranslation();
  const { hideable, shown, toggle, showAll } = choice;
  const hidden = hideable.filter((column) => !shown.includes(column)).length;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="compact-sm" weight="plain" icon={<IconColumns3 size={15} />}>
          {hidden > 0 ? t("table.columnsHidden", { hidden }) : t("table.columns")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {hideable.map((column) => (
          <Menu.CheckboxItem
            key={column.id}
            checked={shown.includes(column)}
            onChange={() => toggle(column.id)}
          >
            {column.header}
          </Menu.CheckboxItem>
        ))}
        <Menu.Divider />
        <Menu.Item disabled={hidden === 0} onClick={showAll}>
          {t("table.showAll")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
