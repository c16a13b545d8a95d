import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { chosenPlatform, kindOf, type Platform, platformsOf } from "@/shared/artifacts/kinds";
import { SelectField } from "@/shared/forms/fields";
import { Stack, Tabs } from "@/shared/ui/layout";
import { QueryView, Skeletons } from "@/shared/ui/query-view";
import { type Artifact, artifactQueries, type Place } from "./api";
import { Dependencies, Values } from "./chart-tabs";
import { LayersTab } from "./layers-tab";
import { ManifestTab } from "./manifest-tab";
import { tabsOf } from "./model";
import { OverviewTab } from "./overview-tab";
import { ReferrersTab } from "./referrers-tab";
import { type Tab, useArtifactSearch } from "./search";
import { TagsTab } from "./tags-tab";

// With all that it takes to read Markdown: only for whoever opens it.
const Readme = lazy(() => import("./readme"));

interface Props {
  place: Place;
  artifact: Artifact;
}

export function ArtifactTabs({ place, artifact }: Props) {
  const { t } = useTranslation("artifact");
  const [search, setSearch] = useArtifactSearch();
  const platforms = platformsOf(artifact);
  const platform = chosenPlatform(platforms, search.platform);
  const tabs = tabsOf(artifact);
  const tab = tabs.find((name) => name === search.tab) ?? "overview";
  const show = (next: string | null) => {
    const name = tabs.find((each) => each === next);
    setSearch({ tab: name === "overview" ? undefined : name, sort: undefined });
  };
  return (
    <Stack gap="md">
      {platform && (
        <PlatformSelect
          platforms={platforms}
          value={platform.name}
          onChange={(name) => setSearch({ platform: name })}
        />
      )}
      <Tabs value={tab} onChange={show} keepMounted={false}>
        <Tabs.List mb="md">
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Content tab={tab} place={place} artifact={artifact} platform={platform} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

interface SelectProps {
  platforms: readonly Platform[];
  value: string;
  onChange: (name: string) => void;
}

function PlatformSelect({ platforms, value, onChange }: SelectProps) {
  const { t } = useTranslation("artifact");
  return (
    <SelectField
      label={t("platform.label")}
      data={platforms.map(({ name }) => name)}
      value={value}
      allowDeselect={false}
      searchable={platforms.length > 8}
      w={{ base: "100%", xs: 260 }}
      onChange={(name) => name && onChange(name)}
    />
  );
}

interface ContentProps extends Props {
  tab: Tab;
  platform: Platform | undefined;
}

function Content({ tab, place, artifact, platform }: ContentProps): ReactNode {
  if (tab === "tags") return <TagsTab place={place} artifact={artifact} />;
  if (tab === "readme") {
    return (
      <Suspense fallback={<Skeletons />}>
        <Readme place={place} digest={artifact.digest} />
      </Suspense>
    );
  }
  if (tab === "values") return <Values place={place} digest={artifact.digest} />;
  if (tab === "dependencies") return <Dependencies place={place} digest={artifact.digest} />;
  if (kindOf(artifact) !== "index" || !platform) {
    return <OfOne tab={tab} place={place} artifact={artifact} image={artifact} />;
  }
  return <OfPlatform tab={tab} place={place} artifact={artifact} platform={platform} />;
}

/** Of an index, the image of one platform is what most tabs are about. */
function OfPlatform({ platform, ...rest }: ContentProps & { platform: Platform }) {
  const image = useQuery(artifactQueries.one(rest.place, platform.digest));
  return <QueryView query={image}>{(found) => <OfOne {...rest} image={found} />}</QueryView>;
}

interface OfOneProps extends Props {
  tab: Tab;
  /** What the tab is about: the artifact itself, or one of an index. */
  image: Artifact;
}

function OfOne({ tab, place, artifact, image }: OfOneProps) {
  switch (tab) {
    case "layers":
      return <LayersTab place={place} artifact={image} />;
    case "manifest":
      return <ManifestTab place={place} artifact={artifact} image={image} />;
    case "referrers":
      return <ReferrersTab place={place} artifact={artifact} image={image} />;
    default:
      return <OverviewTab place={place} artifact={artifact} image={image} />;
  }
}
