import { useTranslation } from "react-i18next";
import { BytesField, SwitchField } from "@/shared/forms/fields";
import type { FormState } from "@/shared/forms/use-api-form";
import { Alert, Box, Stack } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { QuotaBar } from "@/shared/ui/quota-bar";
import type { Quota } from "./api";
import { type Settings, usedOf } from "./model";

interface Props {
  form: FormState<Settings>["form"];
  quota: Quota;
}

/** How much the project may hold: for administrators of the registry. */
export function QuotaCard({ form, quota }: Props) {
  const { t } = useTranslation("project-settings");
  const { isLimited, limit } = form.getValues();
  const used = usedOf(quota);
  const isShort = isLimited && limit !== null && limit < used;
  return (
    <Panel title={t("quota.title")} note={t("quota.note")}>
      <Stack gap="sm">
        <Box maw={420}>
          <QuotaBar used={used} limit={isLimited && limit !== null ? limit : -1} />
        </Box>
        <SwitchField
          label={t("quota.limited")}
          description={t("quota.limitedHint")}
          {...form.getInputProps("isLimited", { type: "checkbox" })}
        />
        {isLimited && (
          <BytesField
            label={t("quota.limit")}
            placeholder="50 GiB"
            w={200}
            {...form.getInputProps("limit")}
          />
        )}
        {isShort && <Alert color="yellow" title={t("quota.short")} />}
      </Stack>
    </Panel>
  );
}
