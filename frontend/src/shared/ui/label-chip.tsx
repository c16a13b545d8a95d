import { readableOn } from "@/shared/lib/contrast";
import classes from "./label-chip.module.css";

interface Props {
  name: string;
  /** `#rrggbb`; anything else shows in the surface's own grey. */
  color: string | null | undefined;
}

/** A label as it hangs on a project, an artifact or a list: its words read well on its colour. */
export function LabelChip({ name, color }: Props) {
  const isColor = /^#[0-9a-f]{6}$/i.test(color ?? "");
  const background = isColor && color ? color : "#e2e7ea";
  return (
    <span
      className={classes.chip}
      style={{ background, color: readableOn(background) }}
      title={name}
    >
      {name}
    </span>
  );
}
