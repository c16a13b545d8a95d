import { useTranslation } from "react-i18next";
import type { Problem } from "./draft";

/** Says what has to be mended before rules can be saved. */
export function ProblemWords({ problem }: { problem: Problem }) {
  const { t } = useTranslation("retention");
  return problem.what === "equal"
    ? t("problem.equal", { ...problem })
    : t("problem.incomplete", { ...problem });
}
