import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { attestationsOf } from "@/shared/artifacts/kinds";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import type { Column } from "@/shared/table/types";
import { NothingYet } from "@/shared/ui/empty-state";
import { Stack, Text, Title } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import { Bytes, Digest, RelTime } from "@/shared/ui/values";
import { type Accessory, type Artifact, artifactQueries, type Place } from "./api";
import { ArtifactLink } from "./links";
import { REFERRER_KINDS, referrerKind } from "./model";
import { useArtifactSearch } from "./search";

interface Props {
  place: Place;
  artifact: Artifact;
  image: Artifact;
}

/** What was said of the artifact by others; of an index, also what was of the image shown. */
export function ReferrersTab({ place, artifact, image }: Props) {
  const { t } = useTranslation("artifact");
  const isOfIndex = image !== artifact;
  return (
    <Stack gap="lg">
      {isOfIndex && (
        <Title order={2} size="h5">
          {t("referrers.ofIndex")}
        </Title>
      )}
      <Referrers place={place} artifact={artifact} />
      {isOfIndex && (
        <>
          <Title order={2} size="h5">
            {t("referrers.ofPlatform")}
          </Title>
          <Referrers place={place} artifact={image} />
          <Attested place={place} artifact={artifact} image={image} />
        </>
      )}
    </Stack>
  );
}

function Referrers({ place, artifact }: Omit<Props, "image">) {
  const { t } = useTranslation("artifact");
  const [search, setSearch] = useArtifactSearch();
  const found = useQuery(artifactQueries.accessories(place, artifact.digest, search.page));
  return (
    <QueryView query={found}>
      {({ items, total }) =>
        total === 0 ? (
          <NothingYet title={t("referrers.none")}>{t("referrers.noneText")}</NothingYet>
        ) : (
          <Stack gap="md">
            <Tree place={place} accessories={items} />
            {total > items.length && (
              <Pager
                total={total}
                page={search.page ?? 1}
                size={SIZE}
                onPage={(page) => setSearch({ page })}
              />
            )}
          </Stack>
        )
      }
    </QueryView>
  );
}

/** As many as the API gives at once. */
const SIZE = 100;

function Tree({ place, accessories }: { place: Place; accessories: readonly Accessory[] }) {
  const { t } = useTranslation("artifact");
  return REFERRER_KINDS.map((kind) => {
    const rows = accessories.filter((accessory) => referrerKind(accessory) === kind);
    if (rows.length === 0) return null;
    return (
      <Stack key={kind} gap={6}>
        <Text fw={600}>{t(`referrers.${kind}`, { count: rows.length })}</Text>
        <DataTable
          caption={t(`referrers.${kind}`, { count: rows.length })}
          rows={rows}
          rowId={({ digest }) => digest}
          columns={columns(t, place)}
        />
      </Stack>
    );
  });
}

type Texts = ReturnType<typeof useTranslation<"artifact">>["t"];

function columns(t: Texts, place: Place): Column<Accessory>[] {
  return [
    {
      id: "type",
      header: t("identity.type"),
      isTitle: true,
      width: "45%",
      cell: ({ digest, artifact_type, type }) => (
        <ArtifactLink place={place} digest={digest}>
          {artifact_type || type}
        </ArtifactLink>
      ),
    },
    {
      id: "digest",
      header: t("digest"),
      width: "170px",
      cell: ({ digest }) => <Digest value={digest} what={t("digest")} />,
    },
    {
      id: "size",
      header: t("fact.size"),
      width: "110px",
      align: "end",
      cell: ({ size }) => <Bytes value={size} />,
    },
    {
      id: "created",
      header: t("fact.pushed"),
      width: "150px",
      cell: ({ creation_time }) => <RelTime value={creation_time} />,
    },
  ];
}

/** Builders put what they attest into the index itself. */
function Attested({ place, artifact, image }: Props) {
  const { t } = useTranslation("artifact");
  const rows = attestationsOf(artifact, image.digest);
  if (rows.length === 0) return null;
  return (
    <Stack gap={6}>
      <Text fw={600}>{t("referrers.attestation", { count: rows.length })}</Text>
      <DataTable
        caption={t("referrers.attestation", { count: rows.length })}
        rows={rows}
        rowId={({ child_digest }) => child_digest}
        columns={[
          {
            id: "type",
            header: t("identity.type"),
            isTitle: true,
            cell: ({ child_digest, annotations }) => (
              <ArtifactLink place={place} digest={child_digest}>
                {String(annotations["vnd.docker.reference.type"] ?? child_digest)}
              </ArtifactLink>
            ),
          },
          {
            id: "size",
            header: t("fact.size"),
            width: "110px",
            align: "end",
            cell: ({ size }) => <Bytes value={size} />,
          },
        ]}
      />
    </Stack>
  );
}
