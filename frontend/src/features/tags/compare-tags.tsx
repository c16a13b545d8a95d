import { IconArrowsDiff } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { repositoryPage } from "@/shared/lib/repository-page";
import { Button } from "@/shared/ui/buttons";
import { Tooltip } from "@/shared/ui/layout";
import type { Place, TagRow } from "./api";

interface Props {
  place: Place;
  chosen: readonly TagRow[];
}

/** Leads to what the newer of two tags has that the older has not; of any other number it waits. */
export function CompareTags({ place, chosen }: Props) {
  const { t } = useTranslation("tags");
  const navigate = useNavigate();
  const [base, head] = [...chosen].sort((one, other) =>
    one.push_time.localeCompare(other.push_time),
  );
  const isPair = chosen.length === 2 && base && head;
  const open = () => {
    if (!isPair) return;
    navigate({
      ...repositoryPage(place, "compare"),
      search: { base: base.name, head: head.name },
    });
  };
  return (
    <Tooltip label={t("compare.two")} disabled={Boolean(isPair)}>
      {/* Still in the order of the keyboard, so that its tooltip tells what it waits for. */}
      <Button
        icon={<IconArrowsDiff size={16} />}
        aria-disabled={!isPair}
        data-disabled={!isPair}
        onClick={open}
      >
        {t("compare.action")}
      </Button>
    </Tooltip>
  );
}
