import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { repositoryPath } from "@/shared/lib/references";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { Alert, List, Stack, Text } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import { Bytes } from "@/shared/ui/values";
import { WayBack } from "@/shared/ui/way-back";
import { type Artifact, artifactQueries, type Place } from "./api";
import { useDeleteArtifact } from "./changes";
import { type DeletionImpact, deletionImpact } from "./model";

interface Props {
  place: Place;
  artifact: Artifact;
  isOpen: boolean;
  onClose: () => void;
}

/** From so many tags on, somebody has to mean it. */
const MANY = 10;

export function DeleteArtifact({ place, artifact, isOpen, onClose }: Props) {
  const { t } = useTranslation("artifact");
  const navigate = useNavigate();
  const remove = useDeleteArtifact(place, artifact.digest);
  const impact = deletionImpact(artifact);
  const { project, repository } = place;
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        toast.success(t("delete.done"));
        navigate({
          to: "/projects/$project/repos/$",
          params: { project, _splat: repositoryPath(repository, "tags") },
        });
      },
    });
  return (
    <ConfirmDelete
      isOpen={isOpen}
      onClose={onClose}
      onConfirm={confirm}
      title={t("delete.title")}
      action={t("delete.action")}
      isPending={remove.isPending}
      isDisabled={impact.immutable.length > 0}
      error={remove.error}
      {...(impact.tags.length >= MANY ? { typedName: repository } : {})}
    >
      {impact.immutable.length > 0 ? (
        <Alert color="yellow" title={t("delete.kept")}>
          <Names names={impact.immutable} />
        </Alert>
      ) : (
        <Impact impact={impact} freed={<Freed place={place} digest={artifact.digest} />} />
      )}
    </ConfirmDelete>
  );
}

function Impact({ impact, freed }: { impact: DeletionImpact; freed: ReactNode }) {
  const { t } = useTranslation("artifact");
  const { tags, children, attestations, accessories } = impact;
  return (
    <Stack gap="sm">
      {tags.length > 0 ? (
        <div>
          <Text>{t("delete.tags", { count: tags.length })}</Text>
          <Names names={tags} />
        </div>
      ) : (
        <Text>{t("delete.noTag")}</Text>
      )}
      {children.length > 0 && (
        <div>
          <Text>{t("delete.children", { count: children.length })}</Text>
          <Names names={children.map(({ name }) => name)} />
        </div>
      )}
      {attestations > 0 && <Text>{t("delete.attestations", { count: attestations })}</Text>}
      {accessories > 0 && <Text>{t("delete.accessories", { count: accessories })}</Text>}
      <WayBack />
      {freed}
    </Stack>
  );
}

function Freed({ place, digest }: { place: Place; digest: string }) {
  const { t } = useTranslation("artifact");
  const { data } = useQuery(artifactQueries.storage(place, digest));
  if (!data) return null;
  return (
    <Text c="dimmed">
      {t("delete.freed")} <Bytes value={data.unique} />
    </Text>
  );
}

const SHOWN = 12;

function Names({ names }: { names: readonly string[] }) {
  const { t } = useTranslation("artifact");
  const more = names.length - SHOWN;
  return (
    <List size="sm" mt={4} style={{ overflowWrap: "anywhere" }}>
      {names.slice(0, SHOWN).map((name) => (
        <List.Item key={name}>{name}</List.Item>
      ))}
      {more > 0 && <List.Item>{t("delete.more", { count: more })}</List.Item>}
    </List>
  );
}
