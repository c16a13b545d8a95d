import { useTranslation } from "react-i18next";
import { useSetting } from "@/shared/hooks/use-setting";
import { SegmentedControl, Stack } from "@/shared/ui/layout";
import { ClientTabs } from "./client-tabs";
import { CommandBlock, LoginFold } from "./command-block";
import { clientsOf, loginCommands, type PullKind, pullCommands } from "./commands";
import classes from "./pull-box.module.css";
import { useRegistry } from "./use-registry";

export interface PullBoxProps {
  project: string;
  repository: string;
  tag?: string;
  digest?: string;
  kind: PullKind;
  /** `linux/arm64/v8`, for the flag of the clients that have one. */
  platform?: string;
}

/** What to type to pull an artifact, for the clients that can pull its kind. */
export function PullBox({ project, repository, tag, digest, kind, platform }: PullBoxProps) {
  const { t } = useTranslation();
  const { host, username } = useRegistry();
  const [wanted, want] = useSetting(`pull.by.${kind}`);
  const isDigest = Boolean(digest) && (!tag || wanted === "digest");
  const reference = (isDigest ? digest : tag) ?? "latest";
  const target = { host, project, repository, reference, isDigest, platform, username };
  return (
    <Stack gap="xs">
      {tag && digest && (
        <SegmentedControl
          size="xs"
          w="fit-content"
          aria-label={t("pull.by")}
          value={isDigest ? "digest" : "tag"}
          onChange={want}
          data={(["tag", "digest"] as const).map((value) => ({
            value,
            label: t(`pull.by.${value}`),
          }))}
        />
      )}
      <ClientTabs
        setting={`pull.client.${kind}`}
        label={t("pull.clients")}
        clients={clientsOf(kind)}
      >
        {(client) => (
          <div className={classes.stack}>
            <LoginFold commands={loginCommands(client, host, username)} />
            {pullCommands(client, target).map((command) => (
              <CommandBlock key={command.text} command={command} />
            ))}
          </div>
        )}
      </ClientTabs>
    </Stack>
  );
}
