import { useMediaQuery } from "@mantine/hooks";

/** Whether the window is a phone's: tables are cards there, and the rail a drawer. */
export function useIsNarrow(): boolean {
  return useMediaQuery("(max-width: 47.99em)", false, { getInitialValueInEffect: false });
}
