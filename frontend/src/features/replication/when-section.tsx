import { useTranslation } from "react-i18next";
import { useIsNarrow } from "@/shared/hooks/use-narrow";
import { SegmentedControl, Stack, Text } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { CronEditor } from "./cron-editor";
import { TRIGGERS } from "./search";
import type { SectionProps } from "./wizard";

interface Props extends SectionProps {
  /** Milliseconds that the last run took. */
  lasted: number | null;
}

/** When it runs: when somebody says so, by a schedule, or whenever something is pushed here. */
export function WhenSection({ draft, onChange, problems, lasted }: Props) {
  const { t } = useTranslation("replication");
  const isNarrow = useIsNarrow();
  const offered = TRIGGERS.filter((one) => one !== "event_based" || draft.direction === "push");
  return (
    <Panel title={t("section.when")}>
      <Stack gap="md">
        <SegmentedControl
          orientation={isNarrow ? "vertical" : "horizontal"}
          aria-label={t("section.when")}
          data={offered.map((value) => ({ value, label: t(`when.${value}`) }))}
          value={draft.trigger}
          onChange={(next) => {
            const trigger = TRIGGERS.find((one) => one === next);
            if (trigger) onChange({ trigger });
          }}
        />
        <Text size="sm" c="dimmed">
          {t(`when.help.${draft.trigger}`)}
        </Text>
        {draft.trigger === "scheduled" && (
          <CronEditor
            draft={draft}
            onChange={onChange}
            isBad={problems.includes("cron")}
            lasted={lasted}
          />
        )}
      </Stack>
    </Panel>
  );
}
