import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCopy } from "@/shared/hooks/use-copy";
import { useRegistry } from "@/shared/pull-box/use-registry";
import { Button } from "@/shared/ui/buttons";
import { CopyButton } from "@/shared/ui/copy-button";
import { Alert, Stack, Text } from "@/shared/ui/layout";
import { OnceDialog } from "@/shared/ui/once-dialog";
import type { TokenMade } from "./api";
import classes from "./me.module.css";

interface Props {
  made: TokenMade | null;
  onClose: () => void;
}

/** The token, this once. It closes after it was copied, or whoever sees it says that they have it. */
export function SecretDialog({ made, onClose }: Props) {
  if (!made) return null;
  return <Shown key={made.id} made={made} onClose={onClose} />;
}

function Shown({ made, onClose }: { made: TokenMade; onClose: () => void }) {
  const { t } = useTranslation(["me", "common"]);
  const { host, username } = useRegistry();
  const [wasCopied, setWasCopied] = useState(false);
  const { isCopied, copy } = useCopy();
  const copyToken = async () => {
    if (await copy(made.token)) setWasCopied(true);
  };
  const login = `docker login ${host} -u ${quoted(username)}`;
  return (
    <OnceDialog
      onClose={onClose}
      title={t("secret.title", { name: made.name })}
      close={t("common:action.close")}
      kept={t("secret.kept")}
      isCopied={wasCopied}
    >
      <Alert color="yellow">{t("secret.once")}</Alert>
      <div className={classes.secret}>
        <code className="mono">{made.token}</code>
        <Button
          data-autofocus
          icon={isCopied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          onClick={copyToken}
        >
          <span aria-live="polite">
            {isCopied ? t("common:action.copied") : t("common:action.copy")}
          </span>
        </Button>
      </div>
      <Stack gap={6}>
        <Text size="sm">{t("secret.login")}</Text>
        <div className={classes.secret}>
          <code className="mono">{login}</code>
          <CopyButton text={login} what={t("secret.command")} />
        </div>
      </Stack>
    </OnceDialog>
  );
}

/** A user name as a shell takes it: it may have blanks and quotes in it. */
function quoted(name: string): string {
  return /^[\w.@+-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
}
