import { IconAdjustmentsHorizontal, IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FilterBar, SelectFilter, TextFilter } from "@/shared/filters/filter-bar";
import { Button } from "@/shared/ui/buttons";
import { Box, Menu } from "@/shared/ui/layout";
import { whenShown } from "@/shared/ui/lazy";
import classes from "./audit.module.css";
import { listOf, OPERATIONS, RESOURCE_TYPES } from "./model";
import { type AuditSearch, DEFAULT_RANGE, NO_FILTERS, RANGES, RESULTS } from "./search";
import { useChips, useWords } from "./words";

const MoreFilters = whenShown(() => import("./more-filters").then((found) => found.MoreFilters));

interface Props {
  search: AuditSearch;
  onSearch: (change: Partial<AuditSearch>) => void;
}

export function AuditFilters({ search, onSearch }: Props) {
  const { t } = useTranslation("audit");
  const words = useWords();
  const chips = useChips(search, onSearch);
  const [isMore, setIsMore] = useState(false);
  const hasOwnRange = Boolean(search.from || search.to);
  return (
    <Box>
      <FilterBar chips={chips} onClear={() => onSearch(NO_FILTERS)}>
        <TextFilter
          label={t("filter.text")}
          value={search.text}
          onChange={(text) => onSearch({ text })}
        />
        <SelectFilter
          label={t("filter.range")}
          value={hasOwnRange ? undefined : (search.range ?? DEFAULT_RANGE)}
          options={RANGES.map((value) => ({ value, label: t(`range.${value}`) }))}
          onChange={(range) => onSearch({ range, from: undefined, to: undefined })}
        />
        <Several
          label={t("filter.operation")}
          values={listOf(search.operation)}
          options={OPERATIONS.map((value) => ({ value, label: words.operation(value) }))}
          onChange={(operation) => onSearch({ operation })}
        />
        <Several
          label={t("filter.type")}
          values={listOf(search.type)}
          options={RESOURCE_TYPES.map((value) => ({ value, label: words.type(value) }))}
          onChange={(type) => onSearch({ type })}
        />
        <SelectFilter
          label={t("filter.result")}
          value={search.result}
          options={RESULTS.map((value) => ({ value, label: t(`result.${value}`) }))}
          onChange={(result) => onSearch({ result })}
        />
        <Button
          weight="plain"
          icon={<IconAdjustmentsHorizontal size={16} />}
          aria-expanded={isMore}
          onClick={() => setIsMore(!isMore)}
        >
          {isMore ? t("filter.fewer") : t("filter.more")}
        </Button>
      </FilterBar>
      {isMore && <MoreFilters search={search} onSearch={onSearch} />}
    </Box>
  );
}

interface SeveralProps {
  label: string;
  values: string[];
  options: { value: string; label: string }[];
  onChange: (values: string | undefined) => void;
}

/** Any of some. A word of the address that is no option is one while it is there. */
function Several({ label, values, options, onChange }: SeveralProps) {
  const unknown = values.filter((value) => !options.some((option) => option.value === value));
  const all = [...options, ...unknown.map((value) => ({ value, label: value }))];
  const toggle = (value: string) => {
    const next = values.includes(value)
      ? values.filter((each) => each !== value)
      : [...values, value];
    onChange(next.join(",") || undefined);
  };
  return (
    <Menu closeOnItemClick={false} position="bottom-start">
      <Menu.Target>
        <Button rightSection={<IconChevronDown size={14} />}>
          {values.length > 0 ? `${label} (${values.length})` : label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} className={classes.options}>
        {all.map(({ value, label: words }) => (
          <Menu.CheckboxItem
            key={value}
            checked={values.includes(value)}
            onChange={() => toggle(value)}
          >
            {words}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
