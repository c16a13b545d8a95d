import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { ComingRuns } from "@/shared/forms/coming-runs";
import { formatBytes } from "@/shared/lib/bytes";
import { FactGrid } from "@/shared/ui/facts";
import { Stack } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { Bytes } from "@/shared/ui/values";
import { FLATTEN } from "./mapping";
import { directionOf, type OnePolicy } from "./model";
import { DirectionWords, EndsWords, FilterChips, successWords, useTriggerWords } from "./words";

/** What a policy does, in a glance. */
export function SettingsPanel({ policy }: { policy: OnePolicy }) {
  const { t, i18n } = useTranslation("replication");
  const words = useTriggerWords();
  return (
    <Panel title={t("settings")}>
      <Stack gap="md">
        <FactGrid
          facts={[
            [t("column.ends"), <Way key="ends" policy={policy} />],
            [t("column.filters"), <FilterChips key="filters" policy={policy} />],
            [t("where.title"), placeWords(policy, t)],
            [t("column.when"), words(policy.trigger)],
            [t("how.title"), howWords(policy, t, i18n.language).join(" · ")],
            [t("success.title"), successWords(policy.success, t, i18n.language)],
            [t("sent"), <Bytes key="sent" value={policy.sent_bytes} />],
          ]}
        />
        <ComingRuns times={policy.coming} />
      </Stack>
    </Panel>
  );
}

function Way({ policy }: { policy: OnePolicy }) {
  return (
    <>
      <DirectionWords direction={directionOf(policy)} />
      <EndsWords policy={policy} />
    </>
  );
}

type Where = Pick<OnePolicy, "dest_namespace" | "dest_namespace_replace_count">;

export function placeWords(policy: Where, t: TFunction<"replication">): string {
  const { dest_namespace: namespace, dest_namespace_replace_count: count } = policy;
  if (!namespace) return t("where.same");
  if (count === FLATTEN) return t("where.flat", { namespace });
  return count === 0 ? t("where.below", { namespace }) : t("where.instead", { namespace, count });
}

type How = Pick<
  OnePolicy,
  | "override"
  | "mirror"
  | "replicate_deletion"
  | "speed"
  | "copy_by_chunk"
  | "single_active_replication"
>;

const KIB = 1024;

/** How a policy goes about it, as far as it is worth a word. */
export function howWords(how: How, t: TFunction<"replication">, language: string): string[] {
  const { override, mirror, replicate_deletion, speed, copy_by_chunk } = how;
  return [
    override ? t("how.override") : t("how.keep"),
    mirror && t("how.mirror"),
    replicate_deletion && t("how.deletion"),
    speed > 0 && t("how.speed", { rate: formatBytes(speed * KIB, language) }),
    copy_by_chunk && t("how.chunks"),
    how.single_active_replication && t("how.single"),
  ].filter((words) => words !== false);
}
