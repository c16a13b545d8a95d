import { useTranslation } from "react-i18next";
import { NameField, SelectField, TextareaField } from "@/shared/forms/fields";
import { useIsNarrow } from "@/shared/hooks/use-narrow";
import { places } from "@/shared/registries/places";
import { useScope } from "@/shared/registries/scope";
import { Alert, SegmentedControl, Stack, Text } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { Panel } from "@/shared/ui/panel";
import { turned } from "./draft";
import type { Direction, Registry } from "./model";
import { RegistryCheck } from "./registry-check";
import type { SectionProps } from "./wizard";

interface Props extends SectionProps {
  registries: readonly Registry[];
  /** The name is taken. */
  conflict: string | null;
}

const DIRECTIONS: readonly Direction[] = ["push", "pull"];

/** What it is called, which way images go, and between whom. */
export function EndsSection({ draft, onChange, problems, registries, conflict }: Props) {
  const { t } = useTranslation("replication");
  const scope = useScope();
  const { project } = scope;
  const isNarrow = useIsNarrow();
  const registry = registries.find(({ id }) => id === draft.registry);
  return (
    <Panel title={t("section.ends")}>
      <Stack gap="md">
        <NameField
          id="policy-policyName"
          label={t("column.name")}
          spellCheck
          maxLength={255}
          value={draft.policyName}
          error={problems.includes("policyName") ? t("problem.name") : conflict}
          onChange={(event) => onChange({ policyName: event.currentTarget.value })}
        />
        <TextareaField
          label={t("ends.description")}
          rows={2}
          maxLength={4096}
          value={draft.description}
          onChange={(event) => onChange({ description: event.currentTarget.value })}
        />
        <div>
          <Text size="sm" fw={500} mb={4} id="policy-direction">
            {t("ends.direction")}
          </Text>
          <SegmentedControl
            orientation={isNarrow ? "vertical" : "horizontal"}
            aria-labelledby="policy-direction"
            data={DIRECTIONS.map((value) => ({
              value,
              label: project === undefined ? t(`ends.${value}`) : t(`ends.own.${value}`),
            }))}
            value={draft.direction}
            onChange={(next) => {
              const direction = DIRECTIONS.find((one) => one === next) ?? "push";
              onChange(turned(draft, direction, scope));
            }}
          />
        </div>
        {registries.length === 0 ? (
          <Alert color="yellow" variant="light" title={t("ends.none")}>
            <Link {...places.registries(scope, "new")}>{t("ends.new")}</Link>
          </Alert>
        ) : (
          <SelectField
            id="policy-registry"
            label={draft.direction === "push" ? t("ends.to") : t("ends.from")}
            placeholder={t("ends.choose")}
            data={registries.map(({ id, name }) => ({ value: `${id}`, label: name }))}
            value={draft.registry === null ? null : `${draft.registry}`}
            searchable
            required
            allowDeselect={false}
            error={problems.includes("registry") ? t("problem.registry") : null}
            onChange={(next) => onChange({ registry: next === null ? null : Number(next) })}
          />
        )}
        {registry && <RegistryCheck key={registry.id} registry={registry} />}
      </Stack>
    </Panel>
  );
}
