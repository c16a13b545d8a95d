import { IconCopyPlus, IconTagPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/buttons";
import { AddTag } from "./add-tag";
import type { Artifact, Place } from "./api";
import { CopyArtifact } from "./copy-artifact";
import { DeleteArtifact } from "./delete-artifact";

interface Props {
  place: Place;
  artifact: Artifact;
}

type Open = "tag" | "copy" | "delete" | null;

export function Actions({ place, artifact }: Props) {
  const { t } = useTranslation("artifact");
  const [open, setOpen] = useState<Open>(null);
  const can = (right: string) => artifact.actions?.includes(right) ?? false;
  const dialog = { place, artifact, onClose: () => setOpen(null) };
  return (
    <>
      {can("tag:create") && (
        <Button icon={<IconTagPlus size={16} />} onClick={() => setOpen("tag")}>
          {t("addTag.action")}
        </Button>
      )}
      {can("artifact:read") && can("repository:pull") && (
        <Button icon={<IconCopyPlus size={16} />} onClick={() => setOpen("copy")}>
          {t("copy.open")}
        </Button>
      )}
      {can("artifact:delete") && (
        <Button icon={<IconTrash size={16} />} onClick={() => setOpen("delete")}>
          {t("delete.open")}
        </Button>
      )}
      <AddTag {...dialog} isOpen={open === "tag"} />
      <CopyArtifact {...dialog} isOpen={open === "copy"} />
      <DeleteArtifact {...dialog} isOpen={open === "delete"} />
    </>
  );
}
