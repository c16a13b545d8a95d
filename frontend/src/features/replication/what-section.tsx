import type { UseQueryResult } from "@tanstack/react-query";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { MultiSelectField, SelectField, TextField } from "@/shared/forms/fields";
import { useOwner, useScope } from "@/shared/registries/scope";
import { Group, Stack } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { replicationQueries } from "./api";
import { MatchPreview } from "./match-preview";
import { HERE, type Preview, type Registry } from "./model";
import { useKind } from "./use-kind";
import type { SectionProps } from "./wizard";

interface Props extends SectionProps {
  registries: readonly Registry[];
  preview: UseQueryResult<Preview>;
}

/** Which images it is about, and what those are just now. */
export function WhatSection({ draft, onChange, registries, preview }: Props) {
  const { t } = useTranslation("replication");
  const { project } = useScope();
  const isOwn = project !== undefined && draft.direction === "push";
  const source = draft.direction === "push" ? HERE : draft.registry;
  const filters = useKind(source, registries)?.supported_filters ?? [];
  const labels = useLabels(source);
  return (
    <Panel title={t("section.what")} note={t("what.note")}>
      <Stack gap="md">
        <TextField
          label={t("what.name")}
          description={isOwn ? t("what.nameHelpOwn", { project }) : t("what.nameHelp")}
          placeholder={`${isOwn ? project : "library"}/**`}
          classNames={{ input: "mono" }}
          autoComplete="off"
          spellCheck={false}
          value={draft.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <Group gap="xs" align="end" wrap="nowrap">
          <ModeSelect
            label={t("what.tagMode")}
            value={draft.excludesTag}
            onChange={(excludesTag) => onChange({ excludesTag })}
          />
          <TextField
            label={t("what.tag")}
            flex={1}
            miw={0}
            placeholder="v*"
            classNames={{ input: "mono" }}
            autoComplete="off"
            spellCheck={false}
            value={draft.tag}
            onChange={(event) => onChange({ tag: event.currentTarget.value })}
          />
        </Group>
        {filters.includes("label") && (
          <Group gap="xs" align="end" wrap="nowrap">
            <ModeSelect
              label={t("what.labelMode")}
              value={draft.excludesLabels}
              onChange={(excludesLabels) => onChange({ excludesLabels })}
            />
            <MultiSelectField
              label={t("what.labels")}
              flex={1}
              miw={0}
              data={[...new Set([...labels, ...draft.labels])]}
              value={[...draft.labels]}
              searchable
              onChange={(next) => onChange({ labels: next })}
            />
          </Group>
        )}
        {filters.includes("resource") && (
          <SelectField
            label={t("what.resource")}
            w={{ base: "100%", sm: 280 }}
            data={[
              { value: "", label: t("what.any") },
              { value: "image", label: t("filter.image") },
              { value: "artifact", label: t("filter.artifact") },
            ]}
            value={draft.resource}
            allowDeselect={false}
            onChange={(next) => onChange({ resource: next ?? "" })}
          />
        )}
        <MatchPreview draft={draft} preview={preview} />
      </Stack>
    </Panel>
  );
}

/** Those of other registries are not known. */
function useLabels(source: number | null): readonly string[] {
  const scope = useScope();
  const owner = useOwner();
  const isKnown = scope.project === undefined || owner !== undefined;
  const { data } = useQuery({
    ...replicationQueries.labels(scope, owner?.project_id),
    enabled: source === HERE && isKnown,
  });
  return source === HERE ? (data ?? []) : [];
}

interface ModeProps {
  label: string;
  value: boolean;
  onChange: (excludes: boolean) => void;
}

function ModeSelect({ label, value, onChange }: ModeProps) {
  const { t } = useTranslation("common");
  return (
    <SelectField
      aria-label={label}
      w={128}
      flex="none"
      data={[
        { value: "matches", label: t("pattern.matching") },
        { value: "excludes", label: t("pattern.excluding") },
      ]}
      value={value ? "excludes" : "matches"}
      allowDeselect={false}
      onChange={(next) => onChange(next === "excludes")}
    />
  );
}
