import { useMantineColorScheme } from "@mantine/core";

type Scheme = "light" | "dark" | "auto";

/** The theme that is chosen, remembered in this browser. */
export function useColorScheme(): [Scheme, (scheme: Scheme) => void] {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return [colorScheme, setColorScheme];
}
