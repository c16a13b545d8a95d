import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { imageConfig } from "@/shared/artifacts/config";
import { kindOf, platformsOf } from "@/shared/artifacts/kinds";
import { PullBox } from "@/shared/pull-box/pull-box";
import { FactGrid } from "@/shared/ui/facts";
import { Group, Stack, Text } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { Bytes, Count, RelTime } from "@/shared/ui/values";
import { type Artifact, artifactQueries, type Place } from "./api";
import classes from "./artifact.module.css";
import { Labels } from "./labels";
import { bestTag } from "./model";
import { useArtifactSearch } from "./search";

interface Props {
  place: Place;
  artifact: Artifact;
}

/** What is asked of an artifact most: what it is, how much, since when, and how to get it. */
export function ArtifactTop({ place, artifact }: Props) {
  const { t } = useTranslation("artifact");
  const [search] = useArtifactSearch();
  const kind = kindOf(artifact);
  const tag = bestTag(artifact.tags);
  const platform = platformsOf(artifact).find(({ name }) => name === search.platform)?.name;
  const { created, platform: own } = imageConfig(artifact.extra_attrs);
  return (
    <div className={classes.top}>
      <Panel>
        <Stack gap="md">
          <FactGrid
            columnWidth={kind === "image" ? 104 : 130}
            facts={[
              [t("fact.size"), <Bytes key="size" value={artifact.size} />],
              [t("fact.platform"), kind === "image" && own],
              [t("fact.created"), created && <RelTime key="created" value={created} />],
              [t("fact.pushed"), <RelTime key="pushed" value={artifact.push_time} />],
              [t("fact.pulled"), <RelTime key="pulled" value={artifact.pull_time} />],
              [t("fact.pulls"), <Count key="pulls" value={artifact.pull_count} />],
            ]}
          />
          <StorageLine place={place} digest={artifact.digest} />
          <Labels place={place} artifact={artifact} />
        </Stack>
      </Panel>
      <Panel title={t("pull")}>
        <PullBox
          {...place}
          digest={artifact.digest}
          kind={kind}
          {...(tag ? { tag } : {})}
          {...(platform && /^[\w/.-]+$/.test(platform) ? { platform } : {})}
        />
      </Panel>
    </div>
  );
}

/** A line by the way: where it cannot be told, the page is whole without it. */
function StorageLine({ place, digest }: { place: Place; digest: string }) {
  const { t } = useTranslation("artifact");
  const { data } = useQuery(artifactQueries.storage(place, digest));
  if (!data) return null;
  return (
    <Group gap="xs">
      <Text size="sm" c="dimmed">
        {t("storage.label")}
      </Text>
      <Text size="sm">
        <Bytes value={data.unique} /> {t("storage.unique")} · <Bytes value={data.shared} />{" "}
        {t("storage.shared")}
      </Text>
    </Group>
  );
}
