import { useSetting } from "./use-setting";

export const DENSITIES = ["comfortable", "compact"] as const;
export type Density = (typeof DENSITIES)[number];

/** How much room the rows of tables take, as somebody chose in this browser. */
export function useDensity(): [Density, (density: Density) => void] {
  const [value, setValue] = useSetting("density");
  return [value === "compact" ? "compact" : "comfortable", setValue];
}
