import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { CheckboxField, NumberField, SelectField } from "@/shared/forms/fields";
import { PatternList } from "@/shared/forms/pattern-list";
import { Group, Stack } from "@/shared/ui/layout";
import {
  type Draft,
  isCountable,
  isCounted,
  isOfDays,
  MOST,
  OFFERED,
  TEMPLATES,
  type Template,
} from "./draft";

interface Props {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
}

/** What a rule keeps, and of what. Each change counts at once, and is seen beside it. */
export function RuleForm({ draft, onChange }: Props) {
  const { t } = useTranslation("retention");
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const { template, count } = draft;
  // Of those that are not offered, only the one that this rule has.
  const templates: readonly Template[] = TEMPLATES.filter(
    (each) => each === template || OFFERED.some((offered) => offered === each),
  );
  return (
    <Stack gap="sm" mt="sm">
      <Group gap="sm" align="flex-start">
        <SelectField
          ref={first}
          label={t("form.template")}
          description={/pull/i.test(template) ? t("form.neverPulled") : null}
          flex="1 1 200px"
          data={templates.map((value) => ({ value, label: t(`template.${value}`) }))}
          value={template}
          allowDeselect={false}
          onChange={(next) => {
            const found = TEMPLATES.find((each) => each === next);
            if (found) onChange({ template: found, count: count ?? 10 });
          }}
        />
        {isCounted(template) && (
          <NumberField
            label={isOfDays(template) ? t("form.days") : t("form.count")}
            w={110}
            value={count ?? ""}
            min={1}
            max={MOST}
            allowDecimal={false}
            error={isCountable(draft) ? null : t("form.badCount")}
            onChange={(value) => onChange({ count: value === "" ? null : Number(value) })}
          />
        )}
      </Group>
      <PatternList
        label={t("form.repositories")}
        hint={t("form.repositoriesHint")}
        error={t("form.emptyPattern")}
        value={draft.repositories}
        onChange={(repositories) => onChange({ repositories })}
      />
      <PatternList
        label={t("form.tags")}
        hint={t("form.tagsHint")}
        error={t("form.emptyPattern")}
        value={draft.tags}
        onChange={(tags) => onChange({ tags })}
      />
      <CheckboxField
        label={t("form.untagged")}
        checked={draft.withUntagged}
        onChange={(event) => onChange({ withUntagged: event.currentTarget.checked })}
      />
    </Stack>
  );
}
