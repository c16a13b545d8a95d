import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FilterBar, SelectFilter, TextFilter } from "@/shared/filters/filter-bar";
import { SelectField } from "@/shared/forms/fields";
import { shortDigest } from "@/shared/lib/digest";
import { tagQueries } from "./api";
import { IDLE_DAYS, NO_FILTERS, SIGNED, type TagSearch, TYPES } from "./search";

interface Props {
  search: TagSearch;
  onSearch: (change: Partial<TagSearch>) => void;
  /** Whose labels there are to choose from; none before it is known. */
  projectId: number | undefined;
}

export function TagFilters({ search, onSearch, projectId }: Props) {
  const { t } = useTranslation("tags");
  const types = TYPES.map((value) => ({ value, label: t(`type.${value}`) }));
  const signed = SIGNED.map((value) => ({ value, label: t(`signed.${value}`) }));
  const idle = IDLE_DAYS.map((value) => ({ value, label: t("filter.days", { count: +value }) }));
  const { digest } = search;
  const chips = digest
    ? [
        {
          label: t("filter.digest", { digest: shortDigest(digest) }),
          onRemove: () => onSearch({ digest: undefined }),
        },
      ]
    : [];
  return (
    <FilterBar chips={chips} onClear={() => onSearch(NO_FILTERS)}>
      <TextFilter label={t("filter.text")} value={search.q} onChange={(q) => onSearch({ q })} />
      <SelectFilter
        label={t("column.type")}
        value={search.type}
        options={types}
        onChange={(type) => onSearch({ type })}
      />
      <SelectFilter
        label={t("filter.signed")}
        value={search.signed}
        options={signed}
        onChange={(value) => onSearch({ signed: value })}
      />
      <SelectFilter
        label={t("filter.idle")}
        value={search.idle}
        options={idle}
        onChange={(days) => onSearch({ idle: days })}
      />
      {projectId !== undefined && (
        <LabelFilter
          projectId={projectId}
          value={search.label}
          onChange={(label) => onSearch({ label })}
        />
      )}
    </FilterBar>
  );
}

interface LabelProps {
  projectId: number;
  value: number | undefined;
  onChange: (label: number | undefined) => void;
}

/** Asks what labels there are once somebody wants to choose one. */
function LabelFilter({ projectId, value, onChange }: LabelProps) {
  const { t } = useTranslation("tags");
  const [isWanted, setIsWanted] = useState(value !== undefined);
  const labels = useQuery({ ...tagQueries.labels(projectId), enabled: isWanted });
  return (
    <SelectField
      aria-label={t("column.labels")}
      placeholder={t("column.labels")}
      w={{ base: "48%", xs: 160 }}
      clearable
      searchable
      value={value === undefined ? null : String(value)}
      data={(labels.data ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
      nothingFoundMessage={labels.isSuccess ? t("filter.noLabels") : undefined}
      onDropdownOpen={() => setIsWanted(true)}
      onChange={(id) => onChange(id === null ? undefined : Number(id))}
    />
  );
}
