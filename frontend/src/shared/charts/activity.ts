/** What was pulled and pushed on a day, `2026-01-31`, which is one of UTC. */
export interface Day {
  day: string;
  pulls: number;
  pushes: number;
}

export function totals(days: readonly Day[]): { pulls: number; pushes: number } {
  return days.reduce(
    (all, { pulls, pushes }) => ({ pulls: all.pulls + pulls, pushes: all.pushes + pushes }),
    { pulls: 0, pushes: 0 },
  );
}

export function startOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
