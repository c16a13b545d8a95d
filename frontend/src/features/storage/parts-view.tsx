import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ChartFrame } from "@/shared/charts/chart-frame";
import { formatBytes } from "@/shared/lib/bytes";
import { splitRepository } from "@/shared/lib/references";
import { DataTable } from "@/shared/table/data-table";
import { NothingYet } from "@/shared/ui/empty-state";
import { SegmentedControl, Stack, Text } from "@/shared/ui/layout";
import { whenShown } from "@/shared/ui/lazy";
import { Bytes } from "@/shared/ui/values";
import type { Part } from "./api";
import { partColumns } from "./columns";
import { areasOf, bySize, type Depth, measureAt, measuresAt, sumOf } from "./model";
import type { Measure, StorageSearch } from "./search";

const Treemap = whenShown(() => import("@/shared/charts/treemap").then((found) => found.Treemap));

interface Props {
  depth: Depth;
  parts: readonly Part[];
  search: StorageSearch;
}

/** The parts of a place as areas, and the same in a table below. */
export function PartsView({ depth, parts, search }: Props) {
  const { t } = useTranslation("storage");
  const navigate = useNavigate();
  const measure = measureAt(depth, search.by);
  const shortName = (name: string) =>
    depth === "project" ? splitRepository(name).repository : name;
  const go = (change: StorageSearch) =>
    navigate({ to: "/admin/storage", search: { ...search, ...change }, resetScroll: false });
  const open = (name: string) =>
    go(depth === "registry" ? { project: name } : { repository: shortName(name) });

  if (parts.length === 0) {
    return <NothingYet title={t(`empty.${depth}`)}>{t("empty.text")}</NothingYet>;
  }
  return (
    <Stack gap="md">
      <MeasureChoice depth={depth} measure={measure} onChoose={(by) => go({ by })} />
      <Areas depth={depth} parts={parts} measure={measure} shortName={shortName} onOpen={open} />
      <DataTable
        caption={t(`caption.${depth}`)}
        choice="storage"
        rows={bySize(parts, measure)}
        columns={partColumns(t, { depth, measure, search, shortName })}
        rowId={({ name }) => name}
        onOpen={({ name }) => open(name)}
      />
    </Stack>
  );
}

interface ChoiceProps {
  depth: Depth;
  measure: Measure;
  onChoose: (measure: Measure) => void;
}

function MeasureChoice({ depth, measure, onChoose }: ChoiceProps) {
  const { t } = useTranslation("storage");
  const measures = measuresAt(depth);
  return (
    <div>
      <SegmentedControl
        aria-label={t("measure.label")}
        value={measure}
        data={measures.map((value) => ({ value, label: t(`measure.${value}`) }))}
        onChange={(value) => onChoose(measures.find((each) => each === value) ?? "unique")}
      />
      <Text size="sm" c="dimmed" mt={6}>
        {t(`meaning.${measure}`)}
      </Text>
    </div>
  );
}

interface AreasProps {
  depth: Depth;
  parts: readonly Part[];
  measure: Measure;
  shortName: (name: string) => string;
  onOpen: (name: string) => void;
}

/** The id of the area that stands for many: no project or repository is called that. */
const MANY = "*";

function Areas({ depth, parts, measure, shortName, onOpen }: AreasProps) {
  const { t, i18n } = useTranslation("storage");
  const size = (bytes: number) => formatBytes(bytes, i18n.language);
  const areas = areasOf(parts, measure).map(({ name, bytes, count }) => ({
    id: name ?? MANY,
    name: name === null ? t("others", { count }) : shortName(name),
    value: bytes,
    text: size(bytes),
  }));
  const [largest] = areas;
  if (!largest) return <Text c="dimmed">{t(`nothing.${measure}`)}</Text>;
  return (
    <ChartFrame
      title={t(`caption.${depth}`)}
      summary={t(measure === "unique" ? "summary.unique" : "summary.added", {
        sum: size(sumOf(parts, measure)),
        measure: t(`measure.${measure}`),
        name: largest.name,
        largest: largest.text,
      })}
      table={{
        headers: [t(`column.${depth}`), t(`measure.${measure}`)],
        rows: areas.map(({ id, name, value }) => [name, <Bytes key={id} value={value} />]),
      }}
    >
      <Treemap
        label={t(`caption.${depth}`)}
        tiles={areas}
        height={320}
        onOpen={(id) => id !== MANY && onOpen(id)}
      />
    </ChartFrame>
  );
}
