import { List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatAbsolute, parseTime } from "@/shared/lib/time";

/** When a schedule, as it is saved, runs next. */
export function ComingRuns({ times }: { times: readonly string[] }) {
  const { t, i18n } = useTranslation();
  const known = times.map(parseTime).filter((time) => time !== null);
  if (known.length === 0) return null;
  return (
    <div>
      <Text size="sm" c="dimmed">
        {t("schedule.coming")}
      </Text>
      <List type="ordered" size="sm" aria-label={t("schedule.coming")}>
        {known.map((time) => (
          <List.Item key={+time}>
            <time dateTime={time.toISOString()}>{formatAbsolute(time, i18n.language)}</time>
          </List.Item>
        ))}
      </List>
    </div>
  );
}
