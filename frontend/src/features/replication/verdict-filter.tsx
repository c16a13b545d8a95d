import { useTranslation } from "react-i18next";
import { Group } from "@/shared/ui/layout";
import { Chip } from "./chip";
import type { OneExecution } from "./model";
import { VERDICTS, type Verdict } from "./search";

interface Props {
  run: OneExecution;
  verdict: Verdict | undefined;
  onChange: (verdict: Verdict | undefined) => void;
}

/** How many tags are copied, replaced, deleted, there already or kept; one narrows the list. */
export function VerdictFilter({ run: { items }, verdict, onChange }: Props) {
  const { t, i18n } = useTranslation("replication");
  const number = (count: number) => count.toLocaleString(i18n.language);
  if (items.total === 0) return null;
  const shown = VERDICTS.filter((one) => items[one] > 0 || one === verdict);
  return (
    <Group gap={6} role="group" aria-label={t("column.verdict")}>
      <Chip isOn={verdict === undefined} onClick={() => onChange(undefined)}>
        {t("counts.all")} {number(items.total)}
      </Chip>
      {shown.map((one) => (
        <Chip
          key={one}
          isOn={verdict === one}
          onClick={() => onChange(verdict === one ? undefined : one)}
        >
          {t(`verdict.${one}`)} {number(items[one])}
        </Chip>
      ))}
    </Group>
  );
}
