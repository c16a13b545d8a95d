import { useTranslation } from "react-i18next";
import { formatBytes } from "@/shared/lib/bytes";

/** How many bytes more or less: `+1.5 KiB`, `−3 B`; in words where it is none. */
export function Delta({ value }: { value: number }) {
  const { t, i18n } = useTranslation("compare");
  if (value === 0) return t("delta.none");
  const exact = new Intl.NumberFormat(i18n.language, { signDisplay: "always" }).format(value);
  return (
    <span className="number" title={`${exact} B`}>
      {value > 0 ? "+" : "−"}
      {formatBytes(Math.abs(value), i18n.language)}
    </span>
  );
}
