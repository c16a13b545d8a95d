import { useTranslation } from "react-i18next";
import { SegmentedControl } from "@/shared/ui/layout";
import type { Run } from "./model";
import classes from "./retention.module.css";
import { type Shown, VERDICTS } from "./search";

interface Props {
  sums: Pick<Run, "total" | "retained" | "deleted" | "immutable">;
  value: Shown | undefined;
  onChange: (value: Shown | undefined) => void;
}

/** Which artifacts are listed: all, or those that one thing becomes of. */
export function ShownFilter({ sums, value, onChange }: Props) {
  const { t } = useTranslation("retention");
  const counts: Record<Shown, number> = {
    DEL: sums.deleted,
    RETAIN: sums.retained - sums.immutable,
    IMMUTABLE: sums.immutable,
  };
  return (
    <SegmentedControl
      aria-label={t("shown.label")}
      size="xs"
      className={classes.shown}
      data={[
        { value: "", label: t("shown.all", { count: sums.total }) },
        ...VERDICTS.map((each) => ({
          value: each,
          label: t(`shown.${each}`, { count: counts[each] }),
        })),
      ]}
      value={value ?? ""}
      onChange={(next) => onChange(VERDICTS.find((each) => each === next))}
    />
  );
}
