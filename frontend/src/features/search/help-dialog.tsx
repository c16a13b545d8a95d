import { useTranslation } from "react-i18next";
import { SwitchField } from "@/shared/forms/fields";
import { useHotkeysSetting } from "@/shared/hooks/use-hotkeys";
import type { Command } from "@/shared/lib/commands";
import { Dialog } from "@/shared/ui/dialog";
import { Kbd, Text } from "@/shared/ui/layout";
import classes from "./search.module.css";
import { GO_KEYS, type GoKey } from "./use-go-keys";

const IS_MAC = /mac|iphone|ipad/i.test(navigator.userAgent);

const SHORTCUTS = {
  palette: [IS_MAC ? "⌘" : "Ctrl", "K"],
  filter: ["/"],
  home: ["g", "h"],
  projects: ["g", "p"],
  replication: ["g", "r"],
  robots: ["g", "b"],
  audit: ["g", "a"],
  rows: ["j", "k"],
  select: ["x"],
  expand: ["→", "←"],
  openRow: ["Enter"],
  help: ["?"],
} as const;
const NAMES = Object.keys(SHORTCUTS) as (keyof typeof SHORTCUTS)[];

interface Props {
  /** Keys that lead to a page are told where there is the page. */
  commands: readonly Command[];
  onClose: () => void;
}

/** The keys that do something, and the switch that stops single ones from it. */
export default function HelpDialog({ commands, onClose }: Props) {
  const { t } = useTranslation("search");
  const pages = new Set(commands.map(({ id }) => id));
  const isUsable = (name: keyof typeof SHORTCUTS) => {
    const [first, second] = SHORTCUTS[name];
    return first !== "g" || pages.has(GO_KEYS[second as GoKey]);
  };
  const [isOn, setIsOn] = useHotkeysSetting();
  return (
    <Dialog isOpen onClose={onClose} title={t("help.title")}>
      <dl className={classes.keys}>
        {NAMES.filter(isUsable).map((name) => (
          <div key={name}>
            <dt>
              {SHORTCUTS[name].map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{t(`key.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <SwitchField
        label={t("help.single")}
        checked={isOn}
        onChange={(event) => setIsOn(event.currentTarget.checked)}
      />
      <Text size="sm" c="dimmed">
        {t("help.singleText")}
      </Text>
    </Dialog>
  );
}
