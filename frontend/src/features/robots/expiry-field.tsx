import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NumberField, SelectField } from "@/shared/forms/fields";
import { useNow } from "@/shared/hooks/use-now";
import { formatAbsolute } from "@/shared/lib/time";
import { Group } from "@/shared/ui/layout";
import { endOf, FOR_EVER, isDuration, LONGEST_DAYS } from "./model";

const CHOICES = [7, 30, 90, 365, FOR_EVER] as const;
const OTHER = "other";

interface Props {
  /** When the days began; now, for one that is not there yet. */
  start?: string;
  value?: number;
  onChange?: (days: number) => void;
  error?: React.ReactNode;
}

/** How many days a robot lives from its creation on, or that it never ends. */
export function ExpiryField({ start, value = FOR_EVER, onChange, error }: Props) {
  const { t, i18n } = useTranslation("robots");
  const now = useNow();
  const isListed = CHOICES.some((days) => days === value);
  const [isOther, setIsOther] = useState(!isListed);
  const end = isDuration(value) ? endOf(start ? new Date(start) : now, value) : null;
  const choose = (chosen: string | null) => {
    setIsOther(chosen === OTHER);
    if (chosen !== OTHER) onChange?.(Number(chosen));
  };
  return (
    <Group align="flex-end" gap="sm">
      <SelectField
        label={t("expiry.label")}
        description={end ? t("expiry.on", { when: formatAbsolute(end, i18n.language) }) : undefined}
        inputWrapperOrder={["label", "input", "description", "error"]}
        flex="1 1 220px"
        allowDeselect={false}
        data={[
          ...CHOICES.map((days) => ({
            value: String(days),
            label: days === FOR_EVER ? t("expiry.never") : t("expiry.days", { count: days }),
          })),
          { value: OTHER, label: t("expiry.other") },
        ]}
        value={isOther ? OTHER : String(value)}
        onChange={choose}
        error={isOther ? undefined : error}
      />
      {isOther && (
        <NumberField
          label={t("expiry.count")}
          flex="1 1 120px"
          min={1}
          max={LONGEST_DAYS}
          allowDecimal={false}
          value={value > 0 ? value : ""}
          onChange={(days) => onChange?.(Number(days))}
          error={error}
        />
      )}
    </Group>
  );
}
