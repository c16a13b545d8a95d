export const SECTIONS = ["access", "storage", "robots", "pulls", "system", "other"] as const;
export type Section = (typeof SECTIONS)[number];

interface Shape {
  section: Section;
  kind: "flag" | "text" | "words" | "number" | "bytes" | "choice";
  /** Of a number. */
  least?: number;
  most?: number;
  /** Of a text. */
  pattern?: RegExp;
  longest?: number;
  /** Where a value that cannot be changed here comes from; `fixed` where absent. */
  source?: "environment";
}

/** What the console knows of the settings; the API may have others. */
export const KNOWN = {
  project_creation_restriction: { section: "access", kind: "choice" },
  session_timeout: { section: "access", kind: "number", least: 1, most: 43_200 },
  token_expiration: { section: "access", kind: "number", source: "environment" },
  auth_mode: { section: "access", kind: "choice" },
  primary_auth_mode: { section: "access", kind: "flag" },
  self_registration: { section: "access", kind: "flag" },
  storage_per_project: { section: "storage", kind: "bytes" },
  quota_per_project_enable: { section: "storage", kind: "flag" },
  robot_name_prefix: {
    section: "robots",
    kind: "text",
    pattern: /^(?=[^#$%~]*[#$%~])[\w.@+#$%~-]{1,64}$/,
  },
  robot_token_duration: { section: "robots", kind: "number", least: 1, most: 36_500 },
  pull_audit_log_disable: { section: "pulls", kind: "flag" },
  pull_count_update_disable: { section: "pulls", kind: "flag" },
  pull_time_update_disable: { section: "pulls", kind: "flag" },
  read_only: { section: "system", kind: "flag" },
  banner_message: { section: "system", kind: "words", longest: 4096 },
  notification_enable: { section: "system", kind: "flag" },
} as const satisfies Record<string, Shape>;

export type KnownKey = keyof typeof KNOWN;

/** The values of choices that there are words for. */
export const CHOICES = ["everyone", "adminonly", "db_auth"] as const;
export const RESTRICTIONS = ["everyone", "adminonly"] as const;

export function isKnown(key: string): key is KnownKey {
  return key in KNOWN;
}

export function shapeOf(key: string, value: unknown): Shape {
  if (isKnown(key)) return KNOWN[key];
  const kinds: Record<string, Shape["kind"]> = { boolean: "flag", number: "number" };
  return { section: "other", kind: kinds[typeof value] ?? "text" };
}
