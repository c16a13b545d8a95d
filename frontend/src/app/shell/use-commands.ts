import { useMantineColorScheme } from "@mantine/core";
import { linkOptions } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { changeLanguage } from "@/app/i18n";
import { useCan } from "@/shared/api/session";
import { useSetting } from "@/shared/hooks/use-setting";
import { LANGUAGE_NAMES, LANGUAGES } from "@/shared/i18n/language";
import type { Command, Target } from "@/shared/lib/commands";
import { visibleTo } from "./navigation";
import { useSignOut } from "./user-menu";

const SCHEMES = ["light", "dark", "auto"] as const;

/** The pages that the caller may see, and what the account's menu does. */
export function useCommands(): Command[] {
  const { t, i18n } = useTranslation(["app", "common"]);
  const can = useCan();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [, rememberLanguage] = useSetting("language");
  const signOut = useSignOut();
  const pages = visibleTo(can)
    .flatMap((group) => group.items)
    .map(({ to, label }): Command => {
      return { id: to, label: i18n.t(label), kind: "page", target: { to } };
    });
  const themes = SCHEMES.filter((scheme) => scheme !== colorScheme).map((scheme): Command => {
    const label = t("command.theme", { theme: t(`common:theme.${scheme}`) });
    return { id: `theme-${scheme}`, label, kind: "action", run: () => setColorScheme(scheme) };
  });
  const languages = LANGUAGES.filter((each) => each !== i18n.language).map((language): Command => {
    const run = () => {
      rememberLanguage(language);
      void changeLanguage(language);
    };
    const label = t("command.language", { language: LANGUAGE_NAMES[language] });
    return { id: `language-${language}`, label, kind: "action", run };
  });
  const newRobot = linkOptions({ to: "/admin/robots", search: { open: "new" } }) as Target;
  const robots: Command[] = can("robot:create")
    ? [{ id: "new-robot", label: t("command.newRobot"), kind: "action", target: newRobot }]
    : [];
  const out: Command = {
    id: "sign-out",
    label: t("shell.signOut"),
    kind: "action",
    run: () => void signOut(),
  };
  return [...pages, ...robots, ...themes, ...languages, out];
}
