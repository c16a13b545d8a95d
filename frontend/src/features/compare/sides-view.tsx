import { useTranslation } from "react-i18next";
import { imageConfig } from "@/shared/artifacts/config";
import { kindOf } from "@/shared/artifacts/kinds";
import { SelectField } from "@/shared/forms/fields";
import { NothingYet } from "@/shared/ui/empty-state";
import { LoadFailure } from "@/shared/ui/error-panel";
import { Alert, Group, SegmentedControl, Stack } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { Skeletons } from "@/shared/ui/query-view";
import { type Artifact, type Image, type Place, useImage } from "./api";
import { ConfigTable } from "./config-table";
import { Figures } from "./figures";
import { LayerTable } from "./layer-table";
import { SHOWN, useCompareSearch } from "./search";
import { type Choice, choose } from "./sides";

interface Props {
  place: Place;
  base: Artifact;
  head: Artifact;
}

/** Two artifacts; of indexes, the images for one platform are compared. */
export function Sides({ place, base, head }: Props) {
  const { t } = useTranslation("compare");
  const [search] = useCompareSearch();
  const choice = choose(base, head, search.platform);
  const isOneIndex = (kindOf(base) === "index") !== (kindOf(head) === "index");
  return (
    <Stack gap="md">
      <Choices choice={choice} />
      {base.digest === head.digest && <Alert>{t("note.identical")}</Alert>}
      {isOneIndex && choice.name && (
        <Alert>
          {kindOf(base) === "index"
            ? t("note.baseIsIndex", { platform: choice.name })
            : t("note.headIsIndex", { platform: choice.name })}
        </Alert>
      )}
      {choice.base && choice.head ? (
        <Images place={place} base={base} head={head} digests={[choice.base, choice.head]} />
      ) : (
        <NoImage choice={choice} />
      )}
    </Stack>
  );
}

function Choices({ choice }: { choice: Choice }) {
  const { t } = useTranslation("compare");
  const [{ show }, setSearch] = useCompareSearch();
  return (
    <Group justify="space-between" align="end" gap="sm">
      {choice.names.length > 0 && (
        <SelectField
          label={t("platform.label")}
          data={choice.names}
          value={choice.name ?? null}
          allowDeselect={false}
          searchable={choice.names.length > 8}
          w={{ base: "100%", xs: 260 }}
          onChange={(platform) => platform && setSearch({ platform })}
        />
      )}
      <SegmentedControl
        aria-label={t("show.label")}
        value={show ?? "all"}
        data={SHOWN.map((value) => ({ value, label: t(`show.${value}`) }))}
        onChange={(value) => setSearch({ show: value === "changed" ? value : undefined })}
      />
    </Group>
  );
}

/** An index names no image at all, or none for the platform that the other side has one for. */
function NoImage({ choice: { name, base } }: { choice: Choice }) {
  const { t } = useTranslation("compare");
  if (!name) return <NothingYet title={t("platform.none")}>{t("platform.noneText")}</NothingYet>;
  return (
    <NothingYet title={t(base ? "platform.notInHead" : "platform.notInBase", { platform: name })}>
      {t("platform.another")}
    </NothingYet>
  );
}

interface ImagesProps extends Props {
  digests: readonly [string, string];
}

function Images({ place, digests, ...of }: ImagesProps) {
  const base = useImage(place, of.base, digests[0]);
  const head = useImage(place, of.head, digests[1]);
  const failed = [base, head].find(({ error }) => error);
  if (failed) return <LoadFailure error={failed.error} onRetry={failed.retry} />;
  if (!base.image || !head.image) return <Skeletons lines={10} />;
  return <Differences place={place} base={base.image} head={head.image} />;
}

interface DifferencesProps {
  place: Place;
  base: Image;
  head: Image;
}

function Differences({ place, base, head }: DifferencesProps) {
  const { t } = useTranslation("compare");
  const images = [base, head].filter(({ artifact }) => kindOf(artifact) === "image");
  return (
    <>
      <Figures place={place} base={base} head={head} />
      <LayerTable base={base.layers} head={head.layers} />
      {images.length === 2 ? (
        <ConfigTable
          base={imageConfig(base.artifact.extra_attrs)}
          head={imageConfig(head.artifact.extra_attrs)}
        />
      ) : (
        <Panel title={t("config.title")}>
          {images.length === 1 ? t("config.ofOne") : t("config.ofNone")}
        </Panel>
      )}
    </>
  );
}
