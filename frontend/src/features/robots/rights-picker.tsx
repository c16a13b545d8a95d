import { useTranslation } from "react-i18next";
import { CheckboxField } from "@/shared/forms/fields";
import { useIsNarrow } from "@/shared/hooks/use-narrow";
import { SegmentedControl, Stack, Text } from "@/shared/ui/layout";
import {
  byResource,
  type Place,
  PRESETS,
  presetOf,
  presetsOf,
  type Right,
  rightsOf,
} from "./rights";
import classes from "./robots.module.css";

const OWN = "own";

interface Props {
  place: Place;
  available: readonly Right[];
  rights: readonly Right[];
  onChange: (rights: Right[]) => void;
}

/** Rights by what they are for; each of them alone, for whoever opens the matrix. */
export function RightsPicker({ place, available, rights, onChange }: Props) {
  const { t } = useTranslation("robots");
  const isNarrow = useIsNarrow();
  const preset = presetOf(rights, place, available) ?? OWN;
  const choose = (value: string) => {
    const chosen = PRESETS.find((each) => each === value);
    if (chosen) onChange(rightsOf(chosen, available));
  };
  const own = preset === OWN ? [{ value: OWN, label: t("preset.own") }] : [];
  return (
    <Stack gap={6}>
      <SegmentedControl
        size={isNarrow ? "sm" : "xs"}
        fullWidth={isNarrow}
        w={isNarrow ? undefined : "fit-content"}
        orientation={isNarrow ? "vertical" : "horizontal"}
        aria-label={t("preset.label")}
        value={preset}
        onChange={choose}
        data={[
          ...presetsOf(place).map((value) => ({
            value: value as string,
            label: t(`preset.${value}`),
          })),
          ...own,
        ]}
      />
      <Text size="sm" c="dimmed">
        {t(`presetText.${preset}`)}
      </Text>
      <details className={classes.matrix}>
        <summary>{t("rights.matrix", { count: rights.length, total: available.length })}</summary>
        <Matrix place={place} available={available} rights={rights} onChange={onChange} />
      </details>
    </Stack>
  );
}

function Matrix({ available, rights, onChange }: Props) {
  const { t } = useTranslation("robots");
  const granted = new Set(rights);
  const change = (some: readonly Right[], isOn: boolean) =>
    onChange(available.filter((right) => (some.includes(right) ? isOn : granted.has(right))));
  return byResource(available).map(({ resource, actions }) => {
    const all = actions.map((action) => `${resource}:${action}`);
    const count = all.filter((right) => granted.has(right)).length;
    return (
      <fieldset key={resource} className={classes.resource} aria-label={resource}>
        <CheckboxField
          size="sm"
          label={<span className="mono">{resource}</span>}
          aria-label={t("rights.all", { resource })}
          checked={count === all.length}
          indeterminate={count > 0 && count < all.length}
          onChange={() => change(all, count < all.length)}
        />
        <div className={classes.actions}>
          {actions.map((action) => (
            <CheckboxField
              key={action}
              size="sm"
              label={t(`verb.${action}`, { defaultValue: action })}
              checked={granted.has(`${resource}:${action}`)}
              onChange={(event) => change([`${resource}:${action}`], event.currentTarget.checked)}
            />
          ))}
        </div>
      </fieldset>
    );
  });
}
