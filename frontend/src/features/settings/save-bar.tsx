import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/buttons";
import { ErrorPanel } from "@/shared/ui/error-panel";
import { Group, Paper, Text } from "@/shared/ui/layout";
import type { Change } from "./model";
import classes from "./settings.module.css";
import { useWords } from "./use-words";

interface Props {
  changes: readonly Change[];
  /** What no field can show. */
  error: unknown;
  isSaving: boolean;
  onSave: () => void;
  onDiscard: () => void;
}

/** How much was changed, what it was and will be, and the way to save it; absent without changes. */
export function SaveBar({ changes, error, isSaving, onSave, onDiscard }: Props) {
  const { t } = useTranslation("settings");
  const [isShown, setIsShown] = useState(false);
  const count = changes.length;
  if (count === 0) return null;
  return (
    <Paper withBorder className={classes.bar} role="region" aria-label={t("bar.label")}>
      {isShown && <Diff changes={changes} />}
      {error ? <ErrorPanel error={error} /> : null}
      <Group justify="space-between" gap="sm">
        <Text fw={600} aria-live="polite">
          {t("bar.count", { count })}
        </Text>
        <Group gap="xs">
          <Button weight="plain" aria-expanded={isShown} onClick={() => setIsShown(!isShown)}>
            {isShown ? t("bar.hide") : t("bar.show")}
          </Button>
          <Button onClick={onDiscard}>{t("bar.discard")}</Button>
          <Button weight="primary" loading={isSaving} onClick={onSave}>
            {t("bar.save", { count })}
          </Button>
        </Group>
      </Group>
    </Paper>
  );
}

function Diff({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation("settings");
  const { nameOf, wordsOf } = useWords();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
    <section className={classes.diff} tabIndex={0} aria-label={t("bar.diff")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("diff.setting")}</th>
            <th scope="col">{t("diff.before")}</th>
            <th scope="col">{t("diff.after")}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ setting, after }) => (
            <tr key={setting.key}>
              <th scope="row">{nameOf(setting.key)}</th>
              <td>
                <del>{wordsOf(setting, setting.value)}</del>
              </td>
              <td>
                <ins>{wordsOf(setting, after)}</ins>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
