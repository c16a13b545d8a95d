import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCopy } from "@/shared/hooks/use-copy";
import { useRegistry } from "@/shared/pull-box/use-registry";
import { Button } from "@/shared/ui/buttons";
import { Alert, Stack, Tabs, Text } from "@/shared/ui/layout";
import { OnceDialog } from "@/shared/ui/once-dialog";
import classes from "./robots.module.css";
import { type Credentials, snippetOf, TOOLS, type Tool } from "./snippets";

export interface FreshSecret {
  name: string;
  secret: string;
  /** How long the secret before it lives on, where there was one. */
  graceSeconds?: number;
}

interface Props {
  fresh: FreshSecret | null;
  onClose: () => void;
}

/** The secret, this once: there is no way out but to have copied it, or to say so. */
export function SecretDialog({ fresh, onClose }: Props) {
  if (!fresh) return null;
  return <Shown key={fresh.secret} fresh={fresh} onClose={onClose} />;
}

function Shown({ fresh, onClose }: { fresh: FreshSecret; onClose: () => void }) {
  const { t } = useTranslation(["robots", "common"]);
  const { host } = useRegistry();
  const [isCopied, setIsCopied] = useState(false);
  const credentials = { host, name: fresh.name, secret: fresh.secret };
  const copied = () => setIsCopied(true);
  return (
    <OnceDialog
      onClose={onClose}
      title={t("secret.title", { name: fresh.name })}
      close={t("secret.close")}
      kept={t("secret.stored")}
      isCopied={isCopied}
    >
      <Alert color="yellow" title={t("secret.once")}>
        {t("secret.onceText")}
      </Alert>
      {fresh.graceSeconds !== undefined && (
        <Text>{fresh.graceSeconds > 0 ? t("secret.bothLive") : t("secret.oldDead")}</Text>
      )}
      <div>
        <CopyLine label={t("secret.name")} text={fresh.name} />
        <CopyLine label={t("secret.secret")} text={fresh.secret} onCopied={copied} isFirst />
      </div>
      <ToolTabs credentials={credentials} onCopied={copied} />
    </OnceDialog>
  );
}

interface CopyLineProps {
  label: string;
  text: string;
  onCopied?: () => void;
  isFirst?: boolean;
}

function CopyLine({ label, text, onCopied, isFirst = false }: CopyLineProps) {
  const { t } = useTranslation();
  const { isCopied, copy } = useCopy();
  const press = async () => {
    if (await copy(text)) onCopied?.();
  };
  return (
    <div className={classes.line}>
      <div className={classes.lineText}>
        <div className={classes.label}>{label}</div>
        <code className={classes.code}>{text}</code>
      </div>
      <Button
        size="xs"
        className={classes.lineCopy}
        onClick={press}
        aria-label={t("action.copyNamed", { what: label })}
        {...(isFirst ? { "data-autofocus": true, weight: "primary" as const } : {})}
      >
        {isCopied ? t("action.copied") : t("action.copy")}
      </Button>
    </div>
  );
}

interface ToolTabsProps {
  credentials: Credentials;
  onCopied: () => void;
}

function ToolTabs({ credentials, onCopied }: ToolTabsProps) {
  const { t } = useTranslation("robots");
  const [tool, setTool] = useState<Tool>("docker");
  return (
    <Tabs
      value={tool}
      onChange={(next) => setTool(TOOLS.find((each) => each === next) ?? "docker")}
      keepMounted={false}
    >
      <Tabs.List aria-label={t("secret.tools")}>
        {TOOLS.map((each) => (
          <Tabs.Tab key={each} value={each} px={10} py={7}>
            {t(`tool.${each}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {TOOLS.map((each) => {
        const { text, variable } = snippetOf(each, credentials);
        return (
          <Tabs.Panel key={each} value={each} pt="xs">
            <Stack gap={4}>
              {/* Where the secret is not in it, it was not copied with it. */}
              <CopyLine
                label={t(`toolWhat.${each}`)}
                text={text}
                {...(variable ? {} : { onCopied })}
              />
              {variable && (
                <Text size="sm" c="dimmed">
                  {t("secret.variable", { variable })}
                </Text>
              )}
            </Stack>
          </Tabs.Panel>
        );
      })}
    </Tabs>
  );
}
