import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { seriesColor } from "@/shared/charts/palette";
import { SwitchField } from "@/shared/forms/fields";
import { formatBytes } from "@/shared/lib/bytes";
import { DataTable } from "@/shared/table/data-table";
import type { Column } from "@/shared/table/types";
import { NothingYet } from "@/shared/ui/empty-state";
import { Group, Stack, Text } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import { Bytes, Digest, RelTime } from "@/shared/ui/values";
import { type Artifact, artifactQueries, type Place } from "./api";
import classes from "./artifact.module.css";
import { barParts, buildSteps, type LayerStep, type Step } from "./layers";
import { useArtifactSearch } from "./search";

interface Props {
  place: Place;
  artifact: Artifact;
}

export function LayersTab({ place, artifact }: Props) {
  const { digest } = artifact;
  const layers = useQuery(artifactQueries.layers(place, digest));
  const hasHistory = "build_history" in artifact.addition_links;
  const history = useQuery({
    ...artifactQueries.addition(place, digest, "build_history"),
    select: readHistory,
    enabled: hasHistory,
  });
  return (
    <QueryView query={layers}>
      {(found) =>
        // The history only adds to what there is: layers are shown where it cannot be had.
        hasHistory && history.isPending ? null : (
          <Steps steps={buildSteps(found, history.data ?? [])} />
        )
      }
    </QueryView>
  );
}

function readHistory(answer: string): unknown[] {
  const found: unknown = JSON.parse(answer);
  return Array.isArray(found) ? found : [];
}

function Steps({ steps }: { steps: readonly Step[] }) {
  const { t, i18n } = useTranslation("artifact");
  const [search, setSearch] = useArtifactSearch();
  const layers = steps.filter((step) => step.kind === "layer");
  const total = layers.reduce((sum, layer) => sum + layer.size, 0);
  const empty = steps.length - layers.length;
  if (layers.length === 0) return <NothingYet title={t("layers.none")} />;
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs">
        <Text>
          {t("layers.summary", {
            count: layers.length,
            size: formatBytes(total, i18n.language),
          })}
        </Text>
        {empty > 0 && (
          <SwitchField
            label={t("layers.showEmpty", { count: empty })}
            checked={search.steps ?? false}
            onChange={({ currentTarget }) =>
              setSearch({ steps: currentTarget.checked || undefined })
            }
          />
        )}
      </Group>
      <StackBar layers={layers} total={total} />
      <DataTable
        caption={t("tab.layers")}
        rows={search.steps ? steps : layers}
        rowId={({ id }) => id}
        rowName={nameOf}
        columns={stepColumns(t, total)}
        details={(step) => <pre className={`mono ${classes.whole}`}>{wholeOf(step)}</pre>}
      />
    </Stack>
  );
}

function nameOf(step: Step): string {
  return step.command || (step.kind === "layer" ? step.digest : step.id);
}

function wholeOf(step: Step): string {
  if (step.kind === "empty") return step.command;
  return [step.command, step.digest, step.mediaType].filter(Boolean).join("\n");
}

/** All layers on a line, as long as they are heavy; the table has the same in words. */
function StackBar({ layers, total }: { layers: readonly LayerStep[]; total: number }) {
  const { i18n } = useTranslation();
  return (
    <div className={classes.stack} aria-hidden>
      {barParts(layers).map(({ id, size, layer }) => (
        <span
          key={id}
          title={[layer?.command, formatBytes(size, i18n.language)].filter(Boolean).join(" · ")}
          style={{
            width: `${total > 0 ? (size / total) * 100 : 0}%`,
            background: layer ? colorOf(layer) : "var(--mantine-color-dimmed)",
          }}
        />
      ))}
    </div>
  );
}

function colorOf({ number }: LayerStep): string {
  return seriesColor(number - 1);
}

type Texts = ReturnType<typeof useTranslation<"artifact">>["t"];

function stepColumns(t: Texts, total: number): Column<Step>[] {
  return [
    {
      id: "number",
      header: t("layers.number"),
      width: "60px",
      cell: (step) => (step.kind === "layer" ? step.number : "–"),
    },
    {
      id: "command",
      header: t("layers.command"),
      isTitle: true,
      width: "38%",
      cell: (step) => <Command step={step} />,
    },
    {
      id: "size",
      header: t("fact.size"),
      align: "end",
      width: "100px",
      cell: (step) => (step.kind === "layer" ? <Bytes value={step.size} /> : "–"),
    },
    {
      id: "share",
      header: t("layers.share"),
      width: "150px",
      cell: (step) => (step.kind === "layer" ? <Share layer={step} total={total} /> : null),
    },
    {
      id: "digest",
      header: t("digest"),
      width: "150px",
      cell: (step) =>
        step.kind === "layer" ? <Digest value={step.digest} what={t("digest")} /> : null,
    },
    {
      id: "created",
      header: t("fact.created"),
      width: "120px",
      cell: ({ created }) => (created ? <RelTime value={created} /> : "–"),
    },
  ];
}

function Command({ step }: { step: Step }) {
  const { t } = useTranslation("artifact");
  if (!step.command) {
    return (
      <Text span inherit c="dimmed">
        {t("layers.unknown")}
      </Text>
    );
  }
  const color = step.kind === "empty" ? { c: "dimmed" } : {};
  return (
    <Text span inherit {...color} className={`mono ${classes.command}`} title={step.command}>
      {step.command}
    </Text>
  );
}

function Share({ layer, total }: { layer: LayerStep; total: number }) {
  const { i18n } = useTranslation();
  const share = total > 0 ? layer.size / total : 0;
  const words = new Intl.NumberFormat(i18n.language, {
    style: "percent",
    maximumFractionDigits: 1,
  });
  return (
    <div className={classes.share}>
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect className={classes.track} width={100} height={8} />
        <rect width={Math.max(0.8, share * 100)} height={8} fill={colorOf(layer)} />
      </svg>
      <span className="number">{words.format(share)}</span>
    </div>
  );
}
