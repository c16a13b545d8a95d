import { useTranslation } from "react-i18next";
import { FilterBar, SelectFilter, TextFilter } from "@/shared/filters/filter-bar";
import type { ProjectSearch } from "./search";

interface Props {
  search: ProjectSearch;
  onSearch: (change: Partial<ProjectSearch>) => void;
}

export function ProjectFilters({ search, onSearch }: Props) {
  const { t } = useTranslation("projects");
  const options = (["public", "private"] as const).map((value) => ({
    value,
    label: t(`visibility.${value}`),
  }));
  return (
    <FilterBar>
      <TextFilter label={t("filter.name")} value={search.q} onChange={(q) => onSearch({ q })} />
      <SelectFilter
        label={t("column.visibility")}
        value={search.visibility}
        options={options}
        onChange={(visibility) => onSearch({ visibility })}
      />
    </FilterBar>
  );
}
