/** Colours to choose from; any other can be written. Each tells itself from its neighbours. */
export const PALETTE = [
  "#0f6672",
  "#1f6f3a",
  "#5b7c1e",
  "#8a6d00",
  "#b5541c",
  "#b53026",
  "#a03d6c",
  "#6a4fa3",
  "#3b5bb5",
  "#566570",
  "#c9e8d2",
  "#ffd98a",
] as const;

export function isColor(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}

export const LONGEST_NAME = 128;
export const LONGEST_DESCRIPTION = 1024;

export function isLabelName(name: string): boolean {
  const length = name.trim().length;
  return length > 0 && length <= LONGEST_NAME;
}
