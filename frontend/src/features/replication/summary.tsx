import { IconDeviceFloppy, IconPlayerPlay, IconSearch } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/buttons";
import { ErrorPanel } from "@/shared/ui/error-panel";
import { List, Stack, Text } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { bodyOf, type Draft } from "./draft";
import { usePreviewWords } from "./match-preview";
import type { Preview, Registry } from "./model";
import type { Problem } from "./problems";
import classes from "./replication.module.css";
import { howWords, placeWords } from "./settings-panel";
import type { After, Save } from "./use-save";
import { filterWords, useTriggerWords } from "./words";

interface Props {
  draft: Draft;
  registries: readonly Registry[];
  preview: Preview | undefined;
  problems: readonly Problem[];
  save: Save;
  onSave: (after: After) => void;
}

const BUTTONS: readonly [After, ReactNode][] = [
  ["save", <IconDeviceFloppy key="save" size={16} />],
  ["run", <IconPlayerPlay key="run" size={16} />],
  ["dry", <IconSearch key="dry" size={16} />],
];

/** What the form comes to in plain words, and the ways to save it. */
export function Summary({ draft, registries, preview, problems, save, onSave }: Props) {
  const { t } = useTranslation("replication");
  const lines = useLines(draft, registries, preview);
  return (
    <div className={classes.aside}>
      <Panel title={t("summary.title")}>
        <Stack gap="md">
          <List size="sm" spacing={4} style={{ overflowWrap: "anywhere" }}>
            {lines.map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
          {problems.length > 0 && (
            <Text size="sm" c="red" role="alert">
              {t("summary.problems", { count: problems.length })}
            </Text>
          )}
          {save.error ? <ErrorPanel error={save.error} /> : null}
          <Stack gap="xs">
            {BUTTONS.map(([after, icon]) => (
              <Button
                key={after}
                fullWidth
                weight={after === "save" ? "primary" : "quiet"}
                icon={icon}
                type={after === "save" ? "submit" : "button"}
                loading={save.pending === after}
                disabled={
                  (save.pending !== null && save.pending !== after) ||
                  (after !== "save" && !draft.enabled)
                }
                {...(after === "save" ? {} : { onClick: () => onSave(after) })}
              >
                {t(`save.${after}`)}
              </Button>
            ))}
          </Stack>
        </Stack>
      </Panel>
    </div>
  );
}

function useLines(
  draft: Draft,
  registries: readonly Registry[],
  preview: Preview | undefined,
): string[] {
  const { t, i18n } = useTranslation("replication");
  const previewWords = usePreviewWords();
  const triggerWords = useTriggerWords();
  const registry = registries.find(({ id }) => id === draft.registry);
  const body = bodyOf(draft);
  const filters = filterWords(draft, t);
  const where = {
    dest_namespace: draft.namespace.trim(),
    dest_namespace_replace_count: draft.replaced,
  };
  const how = {
    override: draft.override,
    mirror: body.mirror ?? false,
    replicate_deletion: body.replicate_deletion ?? false,
    speed: draft.speed ?? 0,
    copy_by_chunk: draft.chunks,
    single_active_replication: draft.singleActive,
  };
  const trigger = {
    type: draft.trigger,
    trigger_settings: { cron: draft.cron },
    time_zone: draft.zone,
  };
  return [
    registry ? t(`summary.${draft.direction}`, { name: registry.name }) : t("summary.nowhere"),
    filters.length > 0 ? filters.join(" · ") : t("filter.none"),
    preview ? t("summary.now", { words: previewWords(preview) }) : "",
    placeWords(where, t),
    triggerWords(trigger),
    ...howWords(how, t, i18n.language),
    draft.enabled ? "" : t("summary.off"),
  ].filter(Boolean);
}
