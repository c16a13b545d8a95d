import { useTranslation } from "react-i18next";
import { causeOf, sentenceOf } from "@/shared/registries/causes";
import { Alert, Text } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import type { Cause, OneExecution } from "./model";
import classes from "./replication.module.css";

/** What failed, grouped by why, and what can be done about it. */
export function CausesPanel({ run }: { run: OneExecution }) {
  const { t } = useTranslation("replication");
  return (
    <Panel title={t("causes.title")} note={t("causes.note")}>
      <ul className={classes.causes} aria-label={t("causes.title")}>
        {run.causes.map((cause) => (
          <li key={`${cause.cause} ${cause.text}`}>
            <OneCause cause={cause} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function OneCause({ cause: { cause, text, count } }: { cause: Cause }) {
  const { t } = useTranslation(["replication", "registries"]);
  const known = causeOf(cause, text);
  const what = known ? t(`registries:cause.${known}`) : t("registries:cause.other");
  return (
    <Alert color="red" variant="light" title={t("causes.one", { count, what })}>
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        {sentenceOf(text)}
      </Text>
      {known && (
        <Text size="sm" mt={4}>
          {t(`registries:fix.${known}`)}
        </Text>
      )}
    </Alert>
  );
}
