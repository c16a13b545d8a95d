import { useTranslation } from "react-i18next";
import { CopyButton } from "@/shared/ui/copy-button";
import type { Command } from "./commands";
import classes from "./pull-box.module.css";

/** A command as it is typed, with the button that copies it. */
export function CommandBlock({ command }: { command: Command }) {
  const { t } = useTranslation();
  const label = command.label && t(`pull.label.${command.label}`);
  return (
    <div>
      {label && <div className={classes.label}>{label}</div>}
      <div className={classes.block}>
        <code className={classes.text}>{command.text}</code>
        <CopyButton text={command.text} what={label ?? t("pull.command")} />
      </div>
    </div>
  );
}

/** The line that signs in, folded: who is signed in has no need of it. */
export function LoginFold({ commands }: { commands: readonly Command[] }) {
  const { t } = useTranslation();
  if (commands.length === 0) return null;
  return (
    <details className={classes.login}>
      <summary>{t("pull.login")}</summary>
      <div className={classes.stack}>
        {commands.map((command) => (
          <CommandBlock key={command.text} command={command} />
        ))}
      </div>
    </details>
  );
}
