import { IconLock } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Text } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import type { Setting, Value } from "./model";
import type { SettingsSearch } from "./search";
import { SettingField } from "./setting-field";
import classes from "./settings.module.css";
import { useWords } from "./use-words";

interface Props {
  setting: Setting;
  value: Value | null;
  error: string | undefined;
  /** Absent where the caller may not change anything. */
  onChange: ((value: Value | null) => void) | undefined;
  isChanged: boolean;
  search: SettingsSearch;
}

/** One setting: its control, or its value where nobody changes it here, its key and its source. */
export function SettingRow(props: Props) {
  const { setting, value, error, onChange, isChanged, search } = props;
  const { t } = useTranslation("settings");
  const { sourceOf } = useWords();
  const row = useRef<HTMLLIElement>(null);
  const isTarget = search.key === setting.key;
  useEffect(() => {
    if (!isTarget) return;
    // After the router has put the page back to its top.
    const timer = setTimeout(() => {
      row.current?.scrollIntoView({ block: "center" });
      row.current?.focus({ preventScroll: true });
    }, 50);
    return () => clearTimeout(timer);
  }, [isTarget]);
  return (
    <li
      ref={row}
      id={`setting-${setting.key}`}
      tabIndex={-1}
      className={classes.row}
      data-target={isTarget || undefined}
      data-changed={isChanged || undefined}
    >
      {setting.isEditable && onChange ? (
        <SettingField setting={setting} value={value} error={error} onChange={onChange} />
      ) : (
        <FixedValue setting={setting} />
      )}
      <Text size="xs" c="dimmed" mt={8} className={classes.meta} component="div">
        <Link
          to="/admin/settings"
          search={{ ...search, key: setting.key }}
          className="mono"
          aria-label={t("linkTo", { key: setting.key })}
        >
          {setting.key}
        </Link>
        <span className={classes.source}>
          {!setting.isEditable && <IconLock size={13} aria-hidden />}
          {sourceOf(setting)}
        </span>
        {isChanged && <strong>{t("changed")}</strong>}
      </Text>
    </li>
  );
}

function FixedValue({ setting }: { setting: Setting }) {
  const { nameOf, hintOf, wordsOf } = useWords();
  return (
    <div>
      <Text size="sm" className={classes.title}>
        {nameOf(setting.key)}
      </Text>
      <Text size="xs" c="dimmed">
        {hintOf(setting.key)}
      </Text>
      <Text mt={6}>{wordsOf(setting, setting.value)}</Text>
    </div>
  );
}
