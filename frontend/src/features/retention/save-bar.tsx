import { useTranslation } from "react-i18next";
import { formatBytes } from "@/shared/lib/bytes";
import { Button } from "@/shared/ui/buttons";
import { ErrorPanel } from "@/shared/ui/error-panel";
import { Group, Paper, Text } from "@/shared/ui/layout";
import type { Problem } from "./draft";
import type { Preview } from "./model";
import { ProblemWords } from "./problem-words";
import classes from "./retention.module.css";

interface Props {
  /** What the rules come to, as they are now; nothing where there are none. */
  sums: Preview["sums"] | undefined;
  problem: Problem | null;
  isUnderWay: boolean;
  error: unknown;
  isSaving: boolean;
  onSave: () => void;
  onDiscard: () => void;
}

/** Sticks to the bottom while rules are not saved, and says what they would come to. */
export function SaveBar({ sums, problem, isUnderWay, error, isSaving, ...deeds }: Props) {
  const { t, i18n } = useTranslation("retention");
  const bytes = formatBytes(sums?.bytes ?? 0, i18n.language);
  return (
    <Paper withBorder className={classes.bar} role="region" aria-label={t("save.unsaved")}>
      {error ? <ErrorPanel error={error} /> : null}
      <Group justify="space-between" gap="sm">
        <div>
          <Text fw={600}>{t("save.unsaved")}</Text>
          <Text size="sm" role="status">
            {problem && <ProblemWords problem={problem} />}
            {!problem && sums && t("save.sums", { count: sums.deleted, of: sums.total, bytes })}
            {isUnderWay && ` ${t("save.stops")}`}
          </Text>
        </div>
        <Group gap="xs">
          <Button onClick={deeds.onDiscard} disabled={isSaving}>
            {t("save.discard")}
          </Button>
          <Button
            weight="primary"
            loading={isSaving}
            disabled={problem !== null}
            onClick={deeds.onSave}
          >
            {t("save.action")}
          </Button>
        </Group>
      </Group>
    </Paper>
  );
}
