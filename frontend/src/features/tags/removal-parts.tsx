import { useTranslation } from "react-i18next";
import { Code, Text } from "@/shared/ui/layout";

/** By what the tags were chosen, as the API has it. */
export function Filter({ q }: { q: string }) {
  const { t } = useTranslation("tags");
  return (
    <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
      {q ? (
        <>
          {t("removal.filter")} <Code>{q}</Code>
        </>
      ) : (
        t("removal.noFilter")
      )}
    </Text>
  );
}
