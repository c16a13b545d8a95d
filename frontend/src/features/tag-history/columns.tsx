import { IconArrowRight } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { repositoryPage } from "@/shared/lib/repository-page";
import type { Column } from "@/shared/table/types";
import { DigestLink } from "@/shared/ui/digest-link";
import { Group, Text } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { RelTime, StatusBadge, type Tone } from "@/shared/ui/values";
import type { Move, Place } from "./api";
import { deedOf } from "./model";

const TONES: Record<ReturnType<typeof deedOf>, Tone> = {
  created: "good",
  moved: "busy",
  deleted: "warning",
};

export function moveColumns(t: TFunction<["tag-history", "common"]>, place: Place): Column<Move>[] {
  return [
    {
      id: "deed",
      header: t("column.deed"),
      isTitle: true,
      cell: (move) => {
        const deed = deedOf(move);
        return <StatusBadge tone={TONES[deed]}>{t(`deed.${deed}`)}</StatusBadge>;
      },
    },
    {
      id: "digests",
      header: t("column.digests"),
      width: "300px",
      cell: ({ old_digest, new_digest }) => (
        <Group gap={8}>
          <Named digest={old_digest} place={place} />
          <IconArrowRight size={15} aria-label={t("to")} role="img" />
          <Named digest={new_digest} place={place} />
        </Group>
      ),
    },
    {
      id: "difference",
      header: t("column.difference"),
      width: "96px",
      cell: ({ old_digest, new_digest }) =>
        old_digest && new_digest ? (
          <Link
            {...repositoryPage(place, "compare")}
            search={{ base: old_digest, head: new_digest }}
          >
            {t("compare")}
          </Link>
        ) : null,
    },
    {
      id: "who",
      header: t("column.who"),
      width: "130px",
      cell: ({ moved_by }) => moved_by || "–",
    },
    {
      id: "when",
      header: t("column.when"),
      width: "136px",
      cell: ({ moved_at }) => <RelTime value={moved_at} />,
    },
  ];
}

/** What the tag named, if anything. */
function Named({ digest, place }: { digest: string; place: Place }) {
  const { t } = useTranslation("tag-history");
  if (!digest) {
    return (
      <Text span inherit c="dimmed">
        {t("nothing")}
      </Text>
    );
  }
  return (
    <Group gap={2} wrap="nowrap">
      <DigestLink place={place} digest={digest} what={t("theDigest")} />
    </Group>
  );
}
