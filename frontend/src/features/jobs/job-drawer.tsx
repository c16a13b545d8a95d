import { useTranslation } from "react-i18next";
import { Drawer } from "@/shared/ui/dialog";
import { whenShown } from "@/shared/ui/lazy";

const JobDetails = whenShown(() => import("./job-details").then((found) => found.JobDetails));

interface Props {
  id: number | undefined;
  onClose: () => void;
}

/** A job beside the list: its attempts, what it was told, its result and its log. */
export function JobDrawer({ id, onClose }: Props) {
  const { t } = useTranslation("jobs");
  return (
    <Drawer isOpen={id !== undefined} onClose={onClose} size="xl" title={t("drawer.title")}>
      {id !== undefined && <JobDetails key={id} id={id} />}
    </Drawer>
  );
}
