import { timeZones } from "@/shared/forms/schedule";
import type { Scope } from "@/shared/registries/scope";
import { oneSpaced } from "./cron";
import { FLATTEN, MOST_REPLACED } from "./mapping";
import {
  type Direction,
  directionOf,
  type Filters,
  filtersOf,
  HERE,
  NO_FILTERS,
  type OnePolicy,
  type PolicyBody,
} from "./model";
import { TRIGGERS, type Trigger } from "./search";

/** A policy as the form has it. */
export interface Draft extends Filters {
  policyName: string;
  description: string;
  direction: Direction;
  registry: number | null;
  namespace: string;
  replaced: number;
  trigger: Trigger;
  cron: string;
  zone: string;
  deletion: boolean;
  override: boolean;
  enabled: boolean;
  mirror: boolean;
  /** KiB a second; 0 is no limit, `null` what is no number. */
  speed: number | null;
  chunks: boolean;
  singleActive: boolean;
}

export const PRESETS = {
  hourly: "0 0 * * * *",
  daily: "0 0 2 * * *",
  weekly: "0 0 2 * * 0",
} as const;
export type Preset = keyof typeof PRESETS;

export function presetOf(cron: string): Preset | "custom" {
  const names = Object.keys(PRESETS) as Preset[];
  return names.find((name) => PRESETS[name] === oneSpaced(cron)) ?? "custom";
}

/** The zone of whoever fills in the form, where the server knows it. */
function ownZone(): string {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return timeZones().includes(own) ? own : "UTC";
}

export function newDraft(): Draft {
  return {
    ...NO_FILTERS,
    policyName: "",
    description: "",
    direction: "push",
    registry: null,
    namespace: "",
    replaced: 1,
    trigger: "manual",
    cron: PRESETS.daily,
    zone: ownZone(),
    deletion: false,
    override: true,
    enabled: true,
    mirror: false,
    speed: 0,
    chunks: false,
    singleActive: true,
  };
}

/** What changes once images go the other way. */
export function turned(
  draft: Draft,
  direction: Direction,
  { project = "" }: Scope,
): Partial<Draft> {
  const usual = (of: Direction) => (of === "pull" ? project : "");
  const isAsItWas = draft.namespace === usual(draft.direction);
  return {
    direction,
    ...(isAsItWas ? { namespace: usual(direction) } : {}),
    // Nobody tells us what happens elsewhere.
    ...(direction === "pull" && draft.trigger === "event_based" ? { trigger: "manual" } : {}),
  };
}

export function draftOf(policy: OnePolicy): Draft {
  const { trigger, src_registry, dest_registry } = policy;
  return {
    ...filtersOf(policy.filters),
    policyName: policy.name,
    description: policy.description,
    direction: directionOf(policy),
    registry: src_registry.id || dest_registry.id,
    namespace: policy.dest_namespace,
    replaced: policy.dest_namespace_replace_count,
    trigger: TRIGGERS.find((known) => known === trigger.type) ?? "manual",
    cron: trigger.trigger_settings.cron || PRESETS.daily,
    zone: trigger.time_zone || "UTC",
    deletion: policy.replicate_deletion,
    override: policy.override,
    enabled: policy.enabled,
    mirror: policy.mirror,
    speed: policy.speed,
    chunks: policy.copy_by_chunk,
    singleActive: policy.single_active_replication,
  };
}

/** What the API is told; what does not go with the rest is left out. */
export function bodyOf(draft: Draft): PolicyBody {
  const other = { id: draft.registry ?? HERE };
  const isPush = draft.direction === "push";
  const isEvent = draft.trigger === "event_based";
  return {
    name: draft.policyName.trim(),
    description: draft.description,
    src_registry: isPush ? { id: HERE } : other,
    dest_registry: isPush ? other : { id: HERE },
    filters: filtersWritten(draft),
    dest_namespace: draft.namespace.trim(),
    dest_namespace_replace_count: draft.replaced,
    trigger: {
      type: draft.trigger,
      trigger_settings: { cron: draft.trigger === "scheduled" ? oneSpaced(draft.cron) : "" },
      time_zone: draft.zone,
    },
    replicate_deletion: isEvent && draft.deletion,
    override: draft.override,
    enabled: draft.enabled,
    mirror: draft.mirror && !isEvent,
    speed: draft.speed ?? 0,
    copy_by_chunk: draft.chunks,
    single_active_replication: draft.singleActive,
  };
}

function filtersWritten(draft: Draft): NonNullable<PolicyBody["filters"]> {
  const decoration = (excludes: boolean) => (excludes ? "excludes" : "matches");
  return [
    { type: "name", value: draft.name.trim() },
    { type: "tag", value: draft.tag.trim(), decoration: decoration(draft.excludesTag) },
    { type: "label", value: [...draft.labels], decoration: decoration(draft.excludesLabels) },
    { type: "resource", value: draft.resource },
  ].filter(({ value }) => value.length > 0);
}

/** What replaces what, as the form offers it. */
export function replacedOf(text: string): number {
  const count = Number(text);
  return Number.isInteger(count) && count >= FLATTEN && count <= MOST_REPLACED ? count : FLATTEN;
}
