import { useTranslation } from "react-i18next";
import { ClientTabs } from "./client-tabs";
import { CommandBlock, LoginFold } from "./command-block";
import { loginCommands, PUSH_CLIENTS, pushCommands } from "./commands";
import classes from "./pull-box.module.css";
import { useRegistry } from "./use-registry";

export interface PushBoxProps {
  project: string;
  /** An example stands where there is none. */
  repository?: string;
}

/** What to type to push the first image, chart or file. */
export function PushBox({ project, repository }: PushBoxProps) {
  const { t } = useTranslation();
  const { host, username } = useRegistry();
  const target = { host, project, ...(repository ? { repository } : {}) };
  return (
    <ClientTabs setting="push.client" label={t("pull.clients")} clients={PUSH_CLIENTS}>
      {(client) => (
        <div className={classes.stack}>
          <LoginFold commands={loginCommands(client, host, username)} />
          {pushCommands(client, target).map((command) => (
            <CommandBlock key={command.text} command={command} />
          ))}
        </div>
      )}
    </ClientTabs>
  );
}
