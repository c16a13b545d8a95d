import { IconSearch } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useHotkeys } from "@/shared/hooks/use-hotkeys";
import type { Command } from "@/shared/lib/commands";
import { Kbd, UnstyledButton } from "@/shared/ui/layout";
import classes from "./trigger.module.css";
import { useGoKeys } from "./use-go-keys";

// Loaded when it is opened for the first time.
const Palette = lazy(() => import("./palette"));
const HelpDialog = lazy(() => import("./help-dialog"));

interface Props {
  /** Who has looked at what is remembered by it. */
  username: string;
  commands: readonly Command[];
}

/** Opens the palette, by a click or from anywhere by its keys. */
export function PaletteTrigger({ username, commands }: Props) {
  const { t } = useTranslation("search");
  const [open, setOpen] = useState<"palette" | "help" | null>(null);
  useHotkeys({ "mod+k": () => setOpen("palette"), "?": () => setOpen("help") });
  useGoKeys(commands);
  const close = () => setOpen(null);
  return (
    <>
      <UnstyledButton
        className={classes.trigger}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen("palette")}
      >
        <IconSearch size={16} stroke={1.8} aria-hidden />
        <span className={classes.label}>{t("palette.trigger")}</span>
        <Kbd size="xs" className={classes.words}>
          {modifier()} K
        </Kbd>
      </UnstyledButton>
      <Suspense>
        {open === "palette" && <Palette username={username} commands={commands} onClose={close} />}
        {open === "help" && <HelpDialog commands={commands} onClose={close} />}
      </Suspense>
    </>
  );
}

/** The key as this machine's keyboard has it. */
export function modifier(): string {
  return /mac|iphone|ipad/i.test(navigator.userAgent) ? "⌘" : "Ctrl";
}
