import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { formatDuration } from "@/shared/lib/time";
import { useScope } from "@/shared/registries/scope";
import { Badge, Group, Text, VisuallyHidden } from "@/shared/ui/layout";
import { RelTime } from "@/shared/ui/values";
import { cronWords } from "./cron-words";
import { type Direction, type Filters, filtersOf, HERE, lasted, type Policy } from "./model";
import { TRIGGERS } from "./search";

/** Which way images go: from here, or to here. */
export function DirectionWords({ direction }: { direction: Direction }) {
  const { t } = useTranslation("replication");
  const Mark = direction === "push" ? IconArrowUp : IconArrowDown;
  return (
    <Group gap={4} wrap="nowrap">
      <Mark size={16} aria-hidden />
      {t(`direction.${direction}`)}
    </Group>
  );
}

/** What an end is called; this registry has no name of its own. */
export function EndName({ end }: { end: { id: number; name: string } }) {
  const { t } = useTranslation("replication");
  const { project } = useScope();
  if (end.id !== HERE) return end.name;
  return project === undefined ? t("here") : t("hereProject");
}

/** `quay → this registry`. */
export function EndsWords({ policy }: { policy: Pick<Policy, "src_registry" | "dest_registry"> }) {
  const { t } = useTranslation("replication");
  return (
    <span style={{ overflowWrap: "anywhere" }}>
      <EndName end={policy.src_registry} /> <span aria-hidden>→</span>
      <VisuallyHidden>{t("to")}</VisuallyHidden> <EndName end={policy.dest_registry} />
    </span>
  );
}

/** A policy's filters, each in a few words. */
export function filterWords(filters: Filters, t: TFunction<"replication">): string[] {
  const { name, tag, excludesTag, labels, excludesLabels, resource } = filters;
  const of = labels.join(", ");
  return [
    name && t("filter.name", { pattern: name }),
    tag && (excludesTag ? t("filter.notTag", { pattern: tag }) : t("filter.tag", { pattern: tag })),
    of &&
      (excludesLabels ? t("filter.notLabels", { labels: of }) : t("filter.labels", { labels: of })),
    resource === "image" && t("filter.image"),
    resource === "artifact" && t("filter.artifact"),
  ].filter((words): words is string => typeof words === "string" && words !== "");
}

export function FilterChips({ policy }: { policy: Pick<Policy, "filters"> }) {
  const { t } = useTranslation("replication");
  const words = filterWords(filtersOf(policy.filters), t);
  if (words.length === 0) return <Text size="sm">{t("filter.none")}</Text>;
  return (
    <Group gap={4}>
      {words.map((one) => (
        <Badge key={one} variant="default" tt="none" fw={400} maw="100%" title={one}>
          {one}
        </Badge>
      ))}
    </Group>
  );
}

/** When a policy runs by itself, in words. */
export function useTriggerWords(): (trigger: Policy["trigger"]) => string {
  const { t, i18n } = useTranslation("replication");
  return ({ type, trigger_settings, time_zone }) => {
    if (type === "scheduled") return cronWords(trigger_settings.cron, time_zone, t, i18n.language);
    return t(type === "event_based" ? "trigger.onPush" : "trigger.never");
  };
}

export function WhenWords({ policy }: { policy: Policy }) {
  const { t } = useTranslation("replication");
  const words = useTriggerWords();
  const { enabled, next_run_time } = policy;
  return (
    <div>
      {words(policy.trigger)}
      {enabled && next_run_time && (
        <Text size="sm" c="dimmed" component="div">
          {t("next")} <RelTime value={next_run_time} />
        </Text>
      )}
    </div>
  );
}

/** What began a run. */
export function TriggerName({ trigger }: { trigger: string }) {
  const { t } = useTranslation("replication");
  const known = TRIGGERS.find((one) => one === trigger);
  return known ? t(`trigger.${known}`) : trigger;
}

interface LastedProps {
  run: Parameters<typeof lasted>[0];
  now: number;
}

/** How long it took, or has taken by the time that it was last asked for. */
export function Lasted({ run, now }: LastedProps) {
  const time = lasted(run, now);
  return <span className="number">{time === null ? "–" : formatDuration(time)}</span>;
}

/** The part of the runs of a month that went well. */
export function successWords(
  { rate, total, succeeded }: Policy["success"],
  t: TFunction<"replication">,
  language: string,
): string {
  if (rate === null) return t("success.none");
  const part = new Intl.NumberFormat(language, { style: "percent" }).format(rate);
  return t("success.of", { part, succeeded, total });
}
