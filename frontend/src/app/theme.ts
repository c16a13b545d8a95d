import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

// Contrast was chosen first: the eighth shade carries white text, the dimmed grey is read on every
// surface, in both themes.
const tide: MantineColorsTuple = [
  "#ebf6f7",
  "#d5eaed",
  "#a9d5db",
  "#7ac0c9",
  "#56aebb",
  "#3a9aa8",
  "#23808d",
  "#146e7b",
  "#0f6672",
  "#0a4f59",
];
const gray: MantineColorsTuple = [
  "#f5f7f8",
  "#edf0f2",
  "#e2e7ea",
  "#d3dade",
  "#bcc6cc",
  "#93a0a9",
  "#566570",
  "#3f4d57",
  "#2a353d",
  "#182026",
];
const dark: MantineColorsTuple = [
  "#e1e7eb",
  "#c2ccd3",
  "#9dabb5",
  "#74838e",
  "#38454f",
  "#2b3640",
  "#222c34",
  "#161d23",
  "#11171c",
  "#0b1014",
];
const red: MantineColorsTuple = [
  "#fdf0ee",
  "#fadcd8",
  "#f3b7b0",
  "#eb9086",
  "#e26d61",
  "#d65145",
  "#c63c31",
  "#b53026",
  "#a3281f",
  "#7d1b14",
];

const FONT =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

export const theme = createTheme({
  primaryColor: "tide",
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  colors: { tide, gray, dark, red },
  white: "#ffffff",
  black: "#182026",
  fontFamily: FONT,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "18px" },
  lineHeights: { xs: "1.35", sm: "1.4", md: "1.45", lg: "1.45", xl: "1.4" },
  headings: {
    fontFamily: FONT,
    fontWeight: "650",
    sizes: {
      h1: { fontSize: "22px", lineHeight: "1.25" },
      h2: { fontSize: "18px", lineHeight: "1.3" },
      h3: { fontSize: "16px", lineHeight: "1.35" },
      h5: { fontSize: "14px", lineHeight: "1.4" },
    },
  },
  defaultRadius: 6,
  cursorType: "pointer",
  respectReducedMotion: true,
  // By their names alone: whoever comes to the sign-in page would wait for the components else.
  components: {
    Badge: { defaultProps: { size: "sm", radius: "sm" } },
    Button: { defaultProps: { size: "sm" } },
    Drawer: { defaultProps: { transitionProps: { duration: 120 } } },
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 120 } } },
    Progress: { defaultProps: { color: "var(--chart-1)" } },
    Select: { defaultProps: { checkIconPosition: "right", size: "sm" } },
    Tooltip: {
      defaultProps: { openDelay: 300, events: { hover: true, focus: true, touch: false } },
    },
  },
});

/** Surfaces and lines that components share, and the colours of charts. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    "--rail": "#0c262c",
    "--rail-text": "#b7cdd1",
    "--rail-dim": "#7f9da3",
    "--rail-hover": "#153740",
    "--rail-active": "#1b4a54",
  },
  light: {
    "--page": "#f5f7f8",
    "--surface-head": "#f9fafb",
    "--surface-hover": "#f5f8f9",
    "--surface-selected": "#e6f3f5",
    "--surface-raised": "#ffffff",
    "--line": "#e2e7ea",
    "--mantine-color-dimmed": "#566570",
    "--mantine-color-anchor": "#0f6672",
    "--chart-1": "#14727f",
    "--chart-2": "#ae5d27",
    "--chart-3": "#5f5aa8",
    "--chart-4": "#4d7a2d",
    "--chart-5": "#a03d6c",
    "--chart-rest": "#586772",
  },
  dark: {
    "--page": "#11171c",
    "--surface-head": "#1a2229",
    "--surface-hover": "#1c252c",
    "--surface-selected": "#173138",
    "--surface-raised": "#222c34",
    "--line": "#2b3640",
    "--mantine-color-dimmed": "#9dabb5",
    "--mantine-color-anchor": "#7ac0c9",
    "--chart-1": "#2f93a2",
    "--chart-2": "#c47a45",
    "--chart-3": "#807bc9",
    "--chart-4": "#6a984a",
    "--chart-5": "#c0608e",
    "--chart-rest": "#8a98a3",
    // Else grey is a black hole, and a warning the brightest thing on the page.
    "--mantine-color-gray-light": "#2b3640",
    "--mantine-color-yellow-light": "#43371a",
  },
});
