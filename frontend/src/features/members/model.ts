/** The API's numbers for roles, the mightiest role first. */
export const ROLES = [1, 4, 2, 3, 5] as const;
export type Role = (typeof ROLES)[number];

/** What people choose members' roles by; each line has those roles that may do it. */
export const ABILITIES = [
  { name: "pull", roles: [1, 4, 2, 3, 5] },
  { name: "look", roles: [1, 4, 2, 3] },
  { name: "push", roles: [1, 4, 2] },
  { name: "delete", roles: [1, 4] },
  { name: "rules", roles: [1, 4] },
  { name: "manage", roles: [1] },
] as const satisfies readonly { name: string; roles: readonly Role[] }[];

export function roleOf(text: string | number | null): Role | undefined {
  return ROLES.find((role) => String(role) === String(text));
}

/**
 * The names in a list that somebody pasted: by lines or commas, which no name has; each of them
 * once. A blank or a semicolon may well stand inside a name.
 */
export function namesIn(text: string): string[] {
  const names = text.split(/[\r\n,]/).map((name) => name.trim());
  return [...new Set(names.filter(Boolean))];
}
