import { useTranslation } from "react-i18next";
import { DataTable } from "@/shared/table/data-table";
import type { Column } from "@/shared/table/types";
import { Stack, Text } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { Bytes, Digest } from "@/shared/ui/values";
import type { Layer } from "./api";
import { ChangeMark } from "./change-mark";
import classes from "./compare.module.css";
import { Delta } from "./delta";
import { alignLayers, type LayerRow, type Placed } from "./layers";
import { useCompareSearch } from "./search";

interface Props {
  base: readonly Layer[];
  head: readonly Layer[];
}

/** The layers of both on one ladder: what they share stands there once. */
export function LayerTable({ base, head }: Props) {
  const { t } = useTranslation("compare");
  const [{ show }] = useCompareSearch();
  const rows = alignLayers(base, head);
  const changed = rows.filter(({ change }) => change !== "same");
  const shown = show === "changed" ? changed : rows;
  const hidden = rows.length - shown.length;
  const largest = Math.max(0, ...[...base, ...head].map(({ size }) => size));
  return (
    <Panel
      title={t("layers.title")}
      {...(hidden > 0 ? { note: t("layers.hidden", { count: hidden }) } : {})}
    >
      {shown.length > 0 ? (
        <DataTable
          caption={t("layers.title")}
          rows={shown}
          rowId={({ id }) => id}
          rowName={nameOf}
          columns={layerColumns(t, largest)}
        />
      ) : (
        <Text c="dimmed">{t(rows.length > 0 ? "layers.same" : "layers.none")}</Text>
      )}
    </Panel>
  );
}

function nameOf({ command, base, head }: LayerRow): string {
  return command || (head ?? base)?.digest || "";
}

type Texts = ReturnType<typeof useTranslation<"compare">>["t"];

function layerColumns(t: Texts, largest: number): Column<LayerRow>[] {
  return [
    {
      id: "base",
      header: t("base"),
      align: "end",
      width: "64px",
      cell: ({ base }) => <Place layer={base} />,
    },
    {
      id: "head",
      header: t("head"),
      align: "end",
      width: "64px",
      cell: ({ head }) => <Place layer={head} />,
    },
    {
      id: "layer",
      header: t("layers.layer"),
      isTitle: true,
      width: "34%",
      cell: (row) => <LayerName row={row} />,
    },
    {
      id: "change",
      header: t("change"),
      width: "130px",
      cell: ({ change }) => <ChangeMark change={change}>{t(`layers.is.${change}`)}</ChangeMark>,
    },
    {
      id: "size",
      header: t("layers.size"),
      width: "190px",
      cell: (row) => <Sizes row={row} largest={largest} />,
    },
    {
      id: "delta",
      header: t("layers.delta"),
      align: "end",
      width: "100px",
      cell: deltaOf,
    },
  ];
}

function Place({ layer }: { layer: Placed | undefined }) {
  if (!layer) return "–";
  return <span className="number">{layer.number}</span>;
}

function LayerName({ row: { command, base, head } }: { row: LayerRow }) {
  const { t } = useTranslation("compare");
  const digests = [...new Set([base, head].flatMap((layer) => layer?.digest ?? []))];
  return (
    <Stack gap={2} align="flex-start">
      {command && (
        <span className={`mono ${classes.command}`} title={command}>
          {command}
        </span>
      )}
      {digests.map((digest) => (
        <Text key={digest} span size="xs" c="dimmed">
          <Digest value={digest} what={t("digest")} />
        </Text>
      ))}
    </Stack>
  );
}

function Sizes({ row: { change, base, head }, largest }: { row: LayerRow; largest: number }) {
  const { t } = useTranslation("compare");
  if (change === "replaced" && base && head) {
    return (
      <Stack gap={4}>
        <Size label={t("base")} size={base.size} largest={largest} color="var(--chart-2)" />
        <Size label={t("head")} size={head.size} largest={largest} color="var(--chart-4)" />
      </Stack>
    );
  }
  const color = change === "added" || change === "removed" ? COLORS[change] : "var(--chart-1)";
  return <Size size={(head ?? base)?.size ?? 0} largest={largest} color={color} />;
}

const COLORS = { removed: "var(--chart-2)", added: "var(--chart-4)" };

interface SizeProps {
  label?: string;
  size: number;
  largest: number;
  color: string;
}

function Size({ label, size, largest, color }: SizeProps) {
  const share = largest > 0 ? (size / largest) * 100 : 0;
  return (
    <div className={classes.size}>
      <span>
        {label} <Bytes value={size} />
      </span>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect className={classes.track} width={100} height={6} />
        <rect width={Math.max(0.8, share)} height={6} fill={color} />
      </svg>
    </div>
  );
}

function deltaOf({ change, base, head }: LayerRow) {
  if (change === "same" || change === "moved") return "–";
  return <Delta value={(head?.size ?? 0) - (base?.size ?? 0)} />;
}
