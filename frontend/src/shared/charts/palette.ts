/** Colours of series, in the order of use; each tells itself from its neighbours in both themes. */
export const SERIES = [
  "var(--chart-1)",
  "var(--chart-2)",
  "var(--chart-3)",
  "var(--chart-4)",
  "var(--chart-5)",
] as const;

export function seriesColor(index: number): string {
  return SERIES[index % SERIES.length] ?? SERIES[0];
}
