import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useCan } from "@/shared/api/session";
import { systemQueries } from "@/shared/api/system";
import { FilterBar, TextFilter } from "@/shared/filters/filter-bar";
import { UnsavedGuard } from "@/shared/forms/unsaved-guard";
import { useListSearch } from "@/shared/table/use-list-search";
import { FilteredOut } from "@/shared/ui/empty-state";
import { Stack } from "@/shared/ui/layout";
import { Page } from "@/shared/ui/page";
import { Panel } from "@/shared/ui/panel";
import { QueryView } from "@/shared/ui/query-view";
import { KNOWN } from "./known-settings";
import { isFound, type Setting, sectionsOf, settingsOf, shownValue } from "./model";
import { SaveBar } from "./save-bar";
import type { SettingsSearch } from "./search";
import { searchWords } from "./search-words";
import { SettingRow } from "./setting-row";
import classes from "./settings.module.css";
import { useDraft } from "./use-draft";
import { useKept } from "./use-kept";

export function SettingsPage() {
  const { t } = useTranslation("settings");
  const configurations = useQuery(systemQueries.configurations());
  return (
    <Page title={t("title")} note={t("note")}>
      <QueryView query={configurations} lines={10}>
        {(answer) => <Settings settings={settingsOf({ ...answer })} />}
      </QueryView>
    </Page>
  );
}

const ORDER = Object.keys(KNOWN);

function Settings({ settings }: { settings: readonly Setting[] }) {
  const { t } = useTranslation("settings");
  const can = useCan();
  const isWritable = can("configuration:update");
  const [search, setSearch] = useListSearch<SettingsSearch & { page?: number }>();
  const form = useDraft(settings);
  useKept(form);
  const wanted = search.q ?? "";
  const found = settings.filter(({ key }) => isFound(searchWords(key), wanted));
  const changed = new Set(form.changes.map(({ setting }) => setting.key));
  return (
    <Stack gap="md">
      <FilterBar>
        <TextFilter
          label={t("filter")}
          value={search.q}
          onChange={(q) => setSearch({ q, key: undefined })}
        />
      </FilterBar>
      {found.length === 0 && <FilteredOut onClear={() => setSearch({ q: undefined })} />}
      {sectionsOf(found, ORDER).map((section) => (
        <Panel key={section.name} title={t(`section.${section.name}`)}>
          <ul className={classes.rows}>
            {section.settings.map((setting) => (
              <SettingRow
                key={setting.key}
                setting={setting}
                value={shownValue(setting, form.draft)}
                error={form.errors[setting.key]}
                onChange={isWritable ? (value) => form.change(setting.key, value) : undefined}
                isChanged={changed.has(setting.key)}
                search={search}
              />
            ))}
          </ul>
        </Panel>
      ))}
      <SaveBar
        changes={form.changes}
        error={form.error}
        isSaving={form.isSaving}
        onSave={form.submit}
        onDiscard={form.discard}
      />
      <UnsavedGuard isDirty={form.changes.length > 0} />
    </Stack>
  );
}
