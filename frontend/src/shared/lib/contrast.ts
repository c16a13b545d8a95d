/** How bright a colour of the form `#rrggbb` is, from 0 to 1, as WCAG counts it. */
export function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(one: string, other: string): number {
  const [dark = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

const DARK = "#000000";
const BRIGHT = "#ffffff";

/** Black or white, whichever reads better: on any colour at least one of them reads well. */
export function readableOn(background: string): string {
  return contrast(background, BRIGHT) >= contrast(background, DARK) ? BRIGHT : DARK;
}
