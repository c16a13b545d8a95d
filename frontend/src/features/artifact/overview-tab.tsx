import { useTranslation } from "react-i18next";
import { imageConfig, pairs } from "@/shared/artifacts/config";
import { attestationsOf, kindOf, type Platform, platformsOf } from "@/shared/artifacts/kinds";
import { DataTable } from "@/shared/table/data-table";
import { Stack, Text } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { Bytes, Digest } from "@/shared/ui/values";
import type { Artifact, Place } from "./api";
import { chartConfig, linkedValue } from "./config";
import { ArtifactLink, Outside, PartOf, Pieces } from "./links";
import { Lines, WholeDigest, Words } from "./parts";

interface Props {
  place: Place;
  artifact: Artifact;
  image: Artifact;
}

export function OverviewTab({ place, artifact, image }: Props) {
  const { t } = useTranslation("artifact");
  const kind = kindOf(image);
  const platforms = platformsOf(artifact);
  const { labels } = imageConfig(image.extra_attrs);
  const annotations = pairs(image.annotations);
  const ofIndex = image === artifact ? [] : pairs(artifact.annotations);
  return (
    <Stack gap="md">
      {platforms.length > 0 && (
        <Platforms place={place} platforms={platforms} count={attestationsOf(artifact).length} />
      )}
      {kind === "image" && <ImagePanel image={image} />}
      {kind === "chart" && <ChartPanel artifact={image} />}
      <Panel title={t("identity.title")}>
        <Lines
          lines={[
            [t("digest"), <WholeDigest key="digest" digest={image.digest} what={t("digest")} />],
            [t("identity.manifest"), <Mono key="manifest" text={image.manifest_media_type} />],
            [
              t("identity.config"),
              image.media_type !== image.manifest_media_type && (
                <Mono key="config" text={image.media_type} />
              ),
            ],
            [
              t("identity.type"),
              image.artifact_type && <Mono key="type" text={image.artifact_type} />,
            ],
            [t("fact.size"), <Bytes key="size" value={image.size} />],
            [t("partOf"), artifact.parents && <PartOf place={place} parents={artifact.parents} />],
          ]}
        />
      </Panel>
      <Named title={t("annotations.index")} values={ofIndex} />
      <Named title={t("annotations.title")} values={annotations} />
      <Named title={t("annotations.labels")} values={labels} />
    </Stack>
  );
}

function Mono({ text }: { text: string }) {
  return <span className="mono">{text}</span>;
}

function Named({ title, values }: { title: string; values: readonly [string, string][] }) {
  if (values.length === 0) return null;
  return (
    <Panel title={title}>
      <Lines
        lines={values.map(([key, value]) => [
          key,
          <Pieces key={key} pieces={linkedValue(key, value, values)} />,
        ])}
      />
    </Panel>
  );
}

function ImagePanel({ image }: { image: Artifact }) {
  const { t } = useTranslation("artifact");
  const config = imageConfig(image.extra_attrs);
  const lines = [
    [t("config.entrypoint"), config.entrypoint.length > 0 && <Words words={config.entrypoint} />],
    [t("config.command"), config.command.length > 0 && <Words words={config.command} />],
    [
      t("config.environment"),
      config.environment.length > 0 && <Words words={config.environment} />,
    ],
    [t("config.user"), config.user && <Mono text={config.user} />],
    [t("config.ports"), config.ports.length > 0 && <Words words={config.ports} />],
    [
      t("config.workingDirectory"),
      config.workingDirectory && <Mono text={config.workingDirectory} />,
    ],
    [t("config.volumes"), config.volumes.length > 0 && <Words words={config.volumes} />],
    [t("config.stopSignal"), config.stopSignal],
    [t("config.author"), config.author],
    [t("fact.platform"), config.platform],
  ] as const;
  return (
    <Panel title={t("config.title")}>
      {lines.some(([, value]) => Boolean(value)) ? (
        <Lines lines={lines} />
      ) : (
        <Text c="dimmed">{t("config.empty")}</Text>
      )}
    </Panel>
  );
}

function ChartPanel({ artifact }: { artifact: Artifact }) {
  const { t } = useTranslation("artifact");
  const chart = chartConfig(artifact.extra_attrs);
  const lines = [
    [t("chart.name"), chart.name],
    [t("chart.version"), chart.version],
    [t("chart.appVersion"), chart.appVersion],
    [t("chart.description"), chart.description],
    [t("chart.home"), chart.home && <Address text={chart.home} />],
    [
      t("chart.sources"),
      chart.sources.length > 0 &&
        chart.sources.map((source) => (
          <div key={source}>
            <Address text={source} />
          </div>
        )),
    ],
    [t("chart.keywords"), chart.keywords.join(", ")],
    [t("chart.maintainers"), chart.maintainers.join(", ")],
    [t("chart.deprecated"), chart.isDeprecated && t("chart.isDeprecated")],
  ] as const;
  if (!lines.some(([, value]) => Boolean(value))) return null;
  return (
    <Panel title={t("chart.title")}>
      <Lines lines={lines} />
    </Panel>
  );
}

function Address({ text }: { text: string }) {
  const [piece] = linkedValue("org.opencontainers.image.url", text, []);
  return piece?.href ? <Outside href={piece.href}>{text}</Outside> : text;
}

interface PlatformsProps {
  place: Place;
  platforms: readonly Platform[];
  /** How many attestations the index has beside them. */
  count: number;
}

function Platforms({ place, platforms, count }: PlatformsProps) {
  const { t } = useTranslation("artifact");
  return (
    <Panel
      title={t("platforms.title")}
      {...(count > 0 ? { note: t("platforms.attestations", { count }) } : {})}
    >
      <DataTable
        caption={t("platforms.title")}
        rows={platforms}
        rowId={({ name }) => name}
        columns={[
          {
            id: "name",
            header: t("fact.platform"),
            isTitle: true,
            cell: ({ name, digest }) => (
              <ArtifactLink place={place} digest={digest}>
                {name}
              </ArtifactLink>
            ),
          },
          {
            id: "digest",
            header: t("digest"),
            width: "200px",
            cell: ({ digest }) => <Digest value={digest} what={t("digest")} />,
          },
          {
            id: "size",
            header: t("fact.size"),
            width: "120px",
            align: "end",
            cell: ({ size }) => <Bytes value={size} />,
          },
        ]}
      />
    </Panel>
  );
}
