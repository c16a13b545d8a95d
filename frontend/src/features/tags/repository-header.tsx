import { IconPencil } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useHasDraft } from "@/shared/forms/draft";
import { IconButton } from "@/shared/ui/buttons";
import { Dialog } from "@/shared/ui/dialog";
import { Group, Stack, Text } from "@/shared/ui/layout";
import { whenShown } from "@/shared/ui/lazy";
import { RelTime } from "@/shared/ui/values";
import type { Place, Repository } from "./api";
import { descriptionDraft } from "./model";
import classes from "./tags.module.css";

const DescriptionForm = whenShown(() =>
  import("./description-form").then((found) => found.DescriptionForm),
);

interface Props {
  place: Place;
  query: UseQueryResult<Repository>;
}

/** What stands below the repository's name: what it is, how much it has, and when it was used. */
export function RepositoryNote({ place, query }: Props) {
  const { t, i18n } = useTranslation("tags");
  const [isEditing, setIsEditing] = useState(useHasDraft(descriptionDraft(place)));
  const { data } = query;
  if (!data) return null;
  const number = (value: number) => new Intl.NumberFormat(i18n.language).format(value);
  const mayEdit = data.actions?.includes("repository:update") ?? false;
  const { tag_count = 0, artifact_count, pull_count } = data;
  return (
    <Stack gap={4}>
      <Group gap={4} wrap="nowrap" align="flex-start">
        {data.description ? (
          <div className={classes.description}>{data.description}</div>
        ) : (
          mayEdit && <span>{t("describe.none")}</span>
        )}
        {mayEdit && (
          <IconButton size="sm" label={t("describe.title")} onClick={() => setIsEditing(true)}>
            <IconPencil size={15} />
          </IconButton>
        )}
      </Group>
      <Group gap="md">
        <Text span inherit>
          {t("count.tags", { count: tag_count, shown: number(tag_count) })}
        </Text>
        <Text span inherit>
          {t("count.artifacts", { count: artifact_count, shown: number(artifact_count) })}
        </Text>
        <Text span inherit>
          {t("count.pulls", { count: pull_count, shown: number(pull_count) })}
        </Text>
        {data.last_push_time && (
          <Text span inherit>
            {t("count.pushed")} <RelTime value={data.last_push_time} />
          </Text>
        )}
      </Group>
      <Dialog
        isOpen={isEditing}
        onClose={() => setIsEditing(false)}
        title={t("describe.title")}
        size="lg"
      >
        <DescriptionForm
          place={place}
          description={data.description}
          onClose={() => setIsEditing(false)}
        />
      </Dialog>
    </Stack>
  );
}
