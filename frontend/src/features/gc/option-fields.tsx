import { useTranslation } from "react-i18next";
import { CheckboxField, NumberField } from "@/shared/forms/fields";
import { MOST_WORKERS, type Options } from "./model";

interface Props {
  options: Options;
  onChange: (options: Options) => void;
  /** Whether something is deleted, by so many at a time. */
  withWorkers?: boolean;
}

/** What a run may be told besides. */
export function OptionFields({ options, onChange, withWorkers = true }: Props) {
  const { t } = useTranslation("gc");
  return (
    <>
      <CheckboxField
        label={t("option.untagged")}
        description={t("option.untaggedText")}
        checked={options.delete_untagged}
        onChange={(event) => onChange({ ...options, delete_untagged: event.currentTarget.checked })}
      />
      {withWorkers && (
        <NumberField
          label={t("option.workers")}
          description={t("option.workersText")}
          value={options.workers}
          min={1}
          max={MOST_WORKERS}
          clampBehavior="strict"
          allowDecimal={false}
          styles={{ wrapper: { maxWidth: 120 } }}
          onChange={(value) => onChange({ ...options, workers: Number(value) || 1 })}
        />
      )}
    </>
  );
}
