import { useTranslation } from "react-i18next";
import { NumberField, SwitchField } from "@/shared/forms/fields";
import { Alert, Stack } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import type { Draft } from "./draft";
import type { Registry } from "./model";
import { useKind } from "./use-kind";
import type { SectionProps } from "./wizard";

interface Props extends SectionProps {
  registries: readonly Registry[];
}

type Switch = "override" | "deletion" | "mirror" | "chunks" | "singleActive" | "enabled";

/** How it goes about it: what gives way, what is deleted, how fast it may be. */
export function HowSection({ draft, onChange, problems, registries }: Props) {
  const { t } = useTranslation("replication");
  const kind = useKind(draft.registry, registries);
  const isEvent = draft.trigger === "event_based";
  const field = (name: Switch) => (
    <SwitchField
      label={t(`option.${name}`)}
      description={t(`option.help.${name}`)}
      checked={draft[name]}
      onChange={(event) => onChange(changed(name, event.currentTarget.checked))}
    />
  );
  return (
    <Panel title={t("section.how")}>
      <Stack gap="md">
        {field("override")}
        {isEvent && field("deletion")}
        {isEvent && draft.deletion && (
          <Alert color="red" variant="light">
            {t("option.deletionNote")}
          </Alert>
        )}
        {!isEvent && field("mirror")}
        {!isEvent && draft.mirror && (
          <Alert color="red" variant="light" title={t("option.mirrorTitle")}>
            {t("option.mirrorNote")}
          </Alert>
        )}
        <NumberField
          id="policy-speed"
          label={t("option.speed")}
          description={t("option.speedHelp")}
          w={{ base: "100%", sm: 280 }}
          min={0}
          allowDecimal={false}
          thousandSeparator=","
          value={draft.speed ?? ""}
          error={problems.includes("speed") ? t("problem.speed") : null}
          onChange={(value) => onChange({ speed: value === "" ? null : Number(value) })}
        />
        {(kind?.supported_copy_by_chunk || draft.chunks) && field("chunks")}
        {field("singleActive")}
        {field("enabled")}
      </Stack>
    </Panel>
  );
}

function changed(name: Switch, isOn: boolean): Partial<Draft> {
  return { [name]: isOn };
}
