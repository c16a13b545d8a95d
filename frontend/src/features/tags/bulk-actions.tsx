import { IconBox, IconCopy, IconTag, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "@/shared/hooks/use-copy";
import { BulkBar } from "@/shared/table/bulk-bar";
import type { Selection } from "@/shared/table/types";
import { Button } from "@/shared/ui/buttons";
import { whenOpened } from "@/shared/ui/lazy";
import { toast } from "@/shared/ui/toasts";
import type { Place, TagRow } from "./api";
import { CompareTags } from "./compare-tags";
import type { Chosen } from "./model";

const AttachLabel = whenOpened(
  () => import("./attach-label").then((found) => found.AttachLabel),
  ({ isOpen }) => isOpen,
);
const DeleteArtifacts = whenOpened(
  () => import("./delete-artifacts").then((found) => found.DeleteArtifacts),
  ({ isOpen }) => isOpen,
);
const DeleteMatching = whenOpened(
  () => import("./delete-matching").then((found) => found.DeleteMatching),
  ({ isOpen }) => isOpen,
);
const DeleteTags = whenOpened(
  () => import("./delete-tags").then((found) => found.DeleteTags),
  ({ isOpen }) => isOpen,
);

export interface BulkContext {
  place: Place;
  projectId: number | undefined;
  /** What the caller may do here, as the repository tells it. */
  can: (right: string) => boolean;
}

/** All tags that match, of which the list may show but a part. */
export interface Matching {
  /** The API's words for them, and how many they are. */
  q: string;
  count: number;
  /** Whether all of them are chosen, not only those that are shown. */
  isChosen: boolean;
  /** Choose all of them, where that is offered. */
  onChoose: (() => void) | undefined;
}

interface Props extends BulkContext {
  selection: Selection;
  /** In a list of tags. */
  matching?: Matching;
  /** The tags that were chosen; none in a list of artifacts. */
  tags?: readonly TagRow[];
  chosen: readonly Chosen[];
  /** The lines to copy. */
  references: readonly string[];
}

type Open = "tags" | "artifacts" | "label" | null;

/** What can be done with the chosen rows, as far as the caller may. */
export function BulkActions(props: Props) {
  const { matching } = props;
  return matching?.isChosen ? (
    <WithAll {...props} matching={matching} />
  ) : (
    <WithChosen {...props} />
  );
}

/** With all that match there is one thing to do, in the background. */
function WithAll({ selection, place, matching }: Props & { matching: Matching }) {
  const { t } = useTranslation("tags");
  const [isOpen, setIsOpen] = useState(false);
  const { q, count } = matching;
  return (
    <>
      <BulkBar selection={selection} count={count}>
        <Button weight="danger" icon={<IconTrash size={16} />} onClick={() => setIsOpen(true)}>
          {t("deleteMatching.title")}
        </Button>
      </BulkBar>
      <DeleteMatching
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        onDone={() => selection.onChange(new Set())}
        place={place}
        q={q}
        count={count}
      />
    </>
  );
}

function WithChosen(props: Props) {
  const { t } = useTranslation("tags");
  const { selection, matching, tags, chosen, references, place, projectId, can } = props;
  const [open, setOpen] = useState<Open>(null);
  const dialog = (name: Open) => ({
    isOpen: open === name,
    onClose: () => setOpen(null),
    onDone: () => selection.onChange(new Set()),
  });
  const copy = async () => {
    const isDone = await copyText(references.join("\n"));
    if (isDone) toast.success(t("copy.done", { count: references.length }));
    else toast.failure(new Error(t("copy.failed")));
  };
  return (
    <>
      <BulkBar selection={selection}>
        {matching?.onChoose && can("tag:delete") && (
          <Button weight="plain" onClick={matching.onChoose}>
            {t("deleteMatching.choose", { count: matching.count })}
          </Button>
        )}
        <Button icon={<IconCopy size={16} />} onClick={copy}>
          {t("copy.action")}
        </Button>
        {tags && <CompareTags place={place} chosen={tags} />}
        {can("artifact-label:create") && projectId !== undefined && (
          <Button icon={<IconTag size={16} />} onClick={() => setOpen("label")}>
            {t("attach.title")}
          </Button>
        )}
        {can("artifact:delete") && (
          <Button icon={<IconBox size={16} />} onClick={() => setOpen("artifacts")}>
            {t("deleteArtifacts.title")}
          </Button>
        )}
        {tags && can("tag:delete") && (
          <Button weight="danger" icon={<IconTrash size={16} />} onClick={() => setOpen("tags")}>
            {t("deleteTags.title")}
          </Button>
        )}
      </BulkBar>
      {tags && (
        <DeleteTags place={place} rows={tags} canRestore={can("tag:create")} {...dialog("tags")} />
      )}
      <DeleteArtifacts place={place} chosen={chosen} {...dialog("artifacts")} />
      {projectId !== undefined && (
        <AttachLabel
          place={place}
          projectId={projectId}
          digests={chosen.map(({ digest }) => digest)}
          {...dialog("label")}
        />
      )}
    </>
  );
}
