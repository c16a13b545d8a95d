import { useTranslation } from "react-i18next";
import { SelectField, SwitchField } from "@/shared/forms/fields";
import { useColorScheme } from "@/shared/hooks/use-color-scheme";
import { DENSITIES, useDensity } from "@/shared/hooks/use-density";
import { useHotkeysSetting } from "@/shared/hooks/use-hotkeys";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "@/shared/i18n/language";
import { Stack } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import classes from "./me.module.css";
import { MePage } from "./me-page";

const SCHEMES = ["light", "dark", "auto"] as const;

interface Props {
  /** The app loads the texts, and remembers the choice. */
  onLanguage: (language: Language) => void;
}

export function PreferencesPage({ onLanguage }: Props) {
  const { t, i18n } = useTranslation(["me", "common"]);
  const [scheme, setScheme] = useColorScheme();
  const [density, setDensity] = useDensity();
  const [hasHotkeys, setHotkeys] = useHotkeysSetting();
  return (
    <MePage tab="preferences" note={t("preferences.note")}>
      <Panel>
        <Stack gap="md" className={classes.form}>
          <SelectField
            label={t("common:language.label")}
            data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
            value={i18n.language}
            allowDeselect={false}
            onChange={(value) => {
              const language = LANGUAGES.find((each) => each === value);
              if (language) onLanguage(language);
            }}
          />
          <SelectField
            label={t("common:theme.label")}
            data={SCHEMES.map((value) => ({ value, label: t(`common:theme.${value}`) }))}
            value={scheme}
            allowDeselect={false}
            onChange={(value) => setScheme(SCHEMES.find((each) => each === value) ?? "auto")}
          />
          <SelectField
            label={t("density")}
            data={DENSITIES.map((value) => ({ value, label: t(`density.${value}`) }))}
            value={density}
            allowDeselect={false}
            onChange={(value) =>
              setDensity(DENSITIES.find((each) => each === value) ?? "comfortable")
            }
          />
          <SwitchField
            label={t("preferences.hotkeys")}
            description={t("preferences.hotkeysHint")}
            checked={hasHotkeys}
            onChange={(event) => setHotkeys(event.currentTarget.checked)}
          />
        </Stack>
      </Panel>
    </MePage>
  );
}
