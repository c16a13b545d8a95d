import { IconEqual } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useListSearch } from "@/shared/table/use-list-search";
import { Tooltip, UnstyledButton } from "@/shared/ui/layout";
import type { TagSearch } from "./search";
import classes from "./tags.module.css";

const NAMED = 8;

interface Props {
  digest: string;
  names: readonly string[] | undefined;
}

/** Marks a digest that several of the tags have; a click leaves only those. */
export function SameDigest({ digest, names }: Props) {
  const { t } = useTranslation("tags");
  const [, setSearch] = useListSearch<TagSearch>();
  if (!names) return null;
  const rest = names.length > NAMED ? " …" : "";
  const label = t("same.digest", {
    count: names.length,
    names: names.slice(0, NAMED).join(", ") + rest,
  });
  return (
    <Tooltip label={label} multiline maw={320}>
      <UnstyledButton
        aria-label={label}
        className={classes.same}
        onClick={() => setSearch({ digest, q: undefined })}
      >
        <IconEqual size={12} aria-hidden />
        {names.length}
      </UnstyledButton>
    </Tooltip>
  );
}
