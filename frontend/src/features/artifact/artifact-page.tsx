import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { toApiError } from "@/shared/api/errors";
import { kindOf } from "@/shared/artifacts/kinds";
import { shortDigest } from "@/shared/lib/digest";
import { NothingYet } from "@/shared/ui/empty-state";
import { LoadFailure } from "@/shared/ui/error-panel";
import { Stack } from "@/shared/ui/layout";
import { Page } from "@/shared/ui/page";
import { Skeletons } from "@/shared/ui/query-view";
import { StatusBadge } from "@/shared/ui/values";
import { Actions } from "./actions";
import { type Artifact, artifactQueries, type Place } from "./api";
import { ArtifactTabs } from "./artifact-tabs";
import { ArtifactTop } from "./artifact-top";
import { RepositoryLink } from "./links";
import { bestTag } from "./model";
import { WholeDigest } from "./parts";

interface Props extends Place {
  /** As the address has it; a tag is as good, it names what it names now. */
  digest: string;
}

export function ArtifactPage({ project, repository, digest }: Props) {
  const { t } = useTranslation("artifact");
  const place = { project, repository };
  const query = useQuery(artifactQueries.one(place, digest));
  const artifact = query.data;
  if (!artifact) {
    return (
      <Page title={titleOf(repository, digest)}>
        {query.isError ? (
          <Absent place={place} error={query.error} onRetry={() => query.refetch()} />
        ) : (
          <Skeletons lines={10} />
        )}
      </Page>
    );
  }
  return (
    <Page
      title={titleOf(repository, artifact.digest, artifact)}
      mark={<StatusBadge tone="neutral">{t(`kind.${kindOf(artifact)}`)}</StatusBadge>}
      note={
        <Stack gap={2} align="flex-start">
          <WholeDigest digest={artifact.digest} what={t("digest")} />
          <RepositoryLink place={place}>{t("allTags", { name: repository })}</RepositoryLink>
        </Stack>
      }
      actions={<Actions key={artifact.digest} place={place} artifact={artifact} />}
    >
      {query.isError && <LoadFailure error={query.error} onRetry={() => query.refetch()} />}
      <ArtifactTop place={place} artifact={artifact} />
      <ArtifactTabs place={place} artifact={artifact} />
    </Page>
  );
}

function titleOf(repository: string, digest: string, artifact?: Artifact): string {
  const tag = bestTag(artifact?.tags);
  return tag ? `${repository}:${tag}` : `${repository}@${shortDigest(digest)}`;
}

interface AbsentProps {
  place: Place;
  error: unknown;
  onRetry: () => void;
}

/** Whoever follows an old link learns where to look instead. */
function Absent({ place, error, onRetry }: AbsentProps) {
  const { t } = useTranslation("artifact");
  if (toApiError(error).status !== 404) return <LoadFailure error={error} onRetry={onRetry} />;
  return (
    <NothingYet
      title={t("absent.title")}
      action={<RepositoryLink place={place}>{t("absent.action")}</RepositoryLink>}
    >
      {t("absent.text")}
    </NothingYet>
  );
}
