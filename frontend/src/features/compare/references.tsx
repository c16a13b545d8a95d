import { IconArrowsExchange } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { SelectField } from "@/shared/forms/fields";
import { isDigest } from "@/shared/lib/digest";
import { Button } from "@/shared/ui/buttons";
import { type Place, tagsQuery } from "./api";
import classes from "./compare.module.css";
import { useCompareSearch } from "./search";

/** What is compared, and what with. */
export function References({ place }: { place: Place }) {
  const { t } = useTranslation("compare");
  const [{ base, head }, setSearch] = useCompareSearch();
  return (
    <div className={classes.references}>
      <ReferenceField
        place={place}
        label={t("base")}
        value={base}
        onChange={(next) => setSearch({ base: next })}
      />
      <Button
        icon={<IconArrowsExchange size={16} />}
        disabled={!base && !head}
        onClick={() => setSearch({ base: head, head: base })}
      >
        {t("swap")}
      </Button>
      <ReferenceField
        place={place}
        label={t("head")}
        value={head}
        onChange={(next) => setSearch({ head: next })}
      />
    </div>
  );
}

interface FieldProps {
  place: Place;
  label: string;
  value: string | undefined;
  onChange: (value: string) => void;
}

/** A tag, which is looked for as it is typed, or a digest as a whole. */
function ReferenceField({ place, label, value, onChange }: FieldProps) {
  const { t } = useTranslation("compare");
  const [typed, setTyped] = useState("");
  // What is chosen stands in the field as if it were typed, and would be looked for.
  const text = useDeferredValue(typed === value ? "" : typed.trim());
  const tags = useQuery(tagsQuery(place, isDigest(text) ? "" : text));
  const known = [value ?? [], isDigest(text) ? text : []].flat();
  return (
    <SelectField
      label={label}
      placeholder={t("choose.placeholder")}
      searchable
      allowDeselect={false}
      data={[...new Set([...known, ...(tags.data ?? [])])]}
      value={value ?? null}
      nothingFoundMessage={tags.isPending ? "…" : t("choose.none")}
      onSearchChange={setTyped}
      onChange={(next) => next && onChange(next)}
    />
  );
}
