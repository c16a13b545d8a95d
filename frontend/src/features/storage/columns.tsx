import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { repositoryPath } from "@/shared/lib/references";
import type { Column } from "@/shared/table/types";
import { Progress } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { Bytes } from "@/shared/ui/values";
import type { Part } from "./api";
import { type Depth, measuresAt } from "./model";
import type { Measure, StorageSearch } from "./search";

interface Options {
  depth: Depth;
  measure: Measure;
  search: StorageSearch;
  shortName: (name: string) => string;
}

/** The chart's numbers and the other measures; the one that is looked at comes first. */
export function partColumns(t: TFunction<"storage">, options: Options): Column<Part>[] {
  const { depth, measure, search, shortName } = options;
  const others = measuresAt(depth).filter((each) => each !== measure);
  return [
    {
      id: "name",
      header: t(`column.${depth}`),
      isTitle: true,
      cell: ({ name }) => (
        <Link
          to="/admin/storage"
          search={
            depth === "registry"
              ? { by: search.by, project: name }
              : { ...search, repository: shortName(name) }
          }
          fw={600}
        >
          {shortName(name)}
        </Link>
      ),
    },
    ...[measure, ...others].map(
      (each): Column<Part> => ({
        id: each,
        header: t(`measure.${each}`),
        align: "end",
        width: "120px",
        cell: (part) => <Bytes value={part[each]} />,
      }),
    ),
    {
      id: "part",
      header: t("column.uniquePart"),
      width: "130px",
      cell: (part) => <UniquePart part={part} label={t("column.uniquePart")} />,
    },
    ...(depth === "project" ? [tagsColumn(t, search, shortName)] : []),
  ];
}

function UniquePart({ part, label }: { part: Part; label: string }) {
  const { i18n } = useTranslation();
  if (part.stored === 0) return "–";
  const share = part.unique / part.stored;
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent" }).format(share);
  return (
    <div>
      <span className="number">{percent}</span>
      <Progress value={share * 100} size="xs" mt={3} aria-label={`${part.name}: ${label}`} />
    </div>
  );
}

function tagsColumn(
  t: TFunction<"storage">,
  { project = "" }: StorageSearch,
  shortName: (name: string) => string,
): Column<Part> {
  return {
    id: "tags",
    header: t("column.tags"),
    width: "110px",
    cell: ({ name }) => (
      <Link
        to="/projects/$project/repos/$"
        params={{ project, _splat: repositoryPath(shortName(name), "tags") }}
        aria-label={t("tagsOf", { name: shortName(name) })}
      >
        {t("column.tagsLink")}
      </Link>
    ),
  };
}
