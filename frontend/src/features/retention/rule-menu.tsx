import {
  IconArrowDown,
  IconArrowUp,
  IconCircleCheck,
  IconCircleOff,
  IconDots,
  IconTrash,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/shared/ui/buttons";
import { Menu } from "@/shared/ui/layout";
import type { Draft } from "./draft";
import type { Rules } from "./use-rules";

interface Props {
  draft: Draft;
  number: number;
  rules: Rules;
}

/** What can be done with a rule besides editing it. Where several keep something, the first is named. */
export function RuleMenu({ draft, number, rules }: Props) {
  const { t } = useTranslation("retention");
  const { key, isDisabled } = draft;
  const Toggle = isDisabled ? IconCircleCheck : IconCircleOff;
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <IconButton label={t("rule.menu", { name: t("rule.name", { id: number }) })}>
          <IconDots size={16} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<Toggle size={16} />}
          onClick={() => rules.change(key, { isDisabled: !isDisabled })}
        >
          {isDisabled ? t("rule.turnOn") : t("rule.turnOff")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowUp size={16} />}
          disabled={number === 1}
          onClick={() => rules.move(key, -1)}
        >
          {t("rule.up")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowDown size={16} />}
          disabled={number === rules.drafts.length}
          onClick={() => rules.move(key, 1)}
        >
          {t("rule.down")}
        </Menu.Item>
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={16} />}
          onClick={() => rules.remove(key)}
        >
          {t("rule.remove")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
