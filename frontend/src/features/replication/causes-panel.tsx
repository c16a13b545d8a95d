import { useTranslation } from "react-i18next";
import { Alert, Text } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { type Failures, failuresOf } from "./causes";
import type { OneExecution } from "./model";
import classes from "./replication.module.css";

const TEXTS_SHOWN = 3;

/** What failed, grouped by why, and what can be done about it. */
export function CausesPanel({ run }: { run: OneExecution }) {
  const { t } = useTranslation("replication");
  return (
    <Panel title={t("causes.title")} note={t("causes.note")}>
      <ul className={classes.causes} aria-label={t("causes.title")}>
        {failuresOf(run).map(({ key, ...failures }) => (
          <li key={key}>
            <OneCause failures={failures} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function OneCause({ failures: { of, cause, texts, count } }: { failures: Failures }) {
  const { t } = useTranslation(["replication", "registries"]);
  const what = cause ? t(`registries:cause.${cause}`) : t("registries:cause.other");
  return (
    <Alert color="red" variant="light" title={t(`causes.${of}`, { count, what })}>
      {texts.slice(0, TEXTS_SHOWN).map((text) => (
        <Text key={text} size="sm" style={{ overflowWrap: "anywhere" }}>
          {text}
        </Text>
      ))}
      {cause && (
        <Text size="sm" mt={4}>
          {t(`registries:fix.${cause}`)}
        </Text>
      )}
    </Alert>
  );
}
