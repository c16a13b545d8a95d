import { useTranslation } from "react-i18next";
import { shortDigest } from "@/shared/lib/digest";
import { splitRepository } from "@/shared/lib/references";
import { repositoryPage } from "@/shared/lib/repository-page";
import type { Column } from "@/shared/table/types";
import { Text } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { Bytes, RelTime, StatusBadge, type Tone } from "@/shared/ui/values";
import type { Draft } from "./draft";
import type { Judged } from "./model";
import classes from "./retention.module.css";
import { useWords } from "./words";

const TAGS_SHOWN = 3;
const VERDICTS = ["DEL", "RETAIN", "IMMUTABLE", "ERR"] as const;
const TONES: Record<(typeof VERDICTS)[number], Tone> = {
  DEL: "bad",
  RETAIN: "good",
  IMMUTABLE: "neutral",
  ERR: "warning",
};

/** An artifact, what becomes of it and why, when it was in use, and what comes free without it. */
export function useJudgedColumns(project: string, rules: readonly Draft[]): Column<Judged>[] {
  const { t } = useTranslation("retention");
  return [
    {
      id: "artifact",
      header: t("column.artifact"),
      isTitle: true,
      cell: (judged) => <Artifact project={project} judged={judged} />,
    },
    {
      id: "verdict",
      header: t("column.verdict"),
      width: "42%",
      cell: (judged) => <VerdictWords judged={judged} rules={rules} />,
    },
    {
      id: "used",
      header: t("column.used"),
      width: "150px",
      cell: (judged) => <Used judged={judged} />,
    },
    {
      id: "freed",
      header: t("column.freed"),
      width: "84px",
      align: "end",
      cell: ({ verdict, freed }) => (verdict === "DEL" ? <Bytes value={freed} /> : "–"),
    },
  ];
}

function Artifact({ project, judged }: { project: string; judged: Judged }) {
  const { t } = useTranslation("retention");
  const { tags, tag_count, digest, repository_name } = judged;
  const { repository } = splitRepository(repository_name);
  const more = tag_count - Math.min(tags.length, TAGS_SHOWN);
  return (
    <div className={classes.words}>
      <Text inherit fw={600}>
        {tags.slice(0, TAGS_SHOWN).join(", ") || t("untagged")}
        {more > 0 && ` ${t("moreTags", { count: more })}`}
      </Text>
      <Link
        {...repositoryPage({ project, repository }, "artifacts", digest)}
        preload={false}
        size="sm"
      >
        {repository}@<wbr />
        <span className={`mono ${classes.digest}`}>{shortDigest(digest)}</span>
      </Link>
    </div>
  );
}

function VerdictWords({ judged, rules }: { judged: Judged; rules: readonly Draft[] }) {
  const { t } = useTranslation("retention");
  const { reason } = useWords();
  const verdict = VERDICTS.find((known) => known === judged.verdict) ?? "ERR";
  return (
    <div className={classes.words}>
      <StatusBadge tone={TONES[verdict]}>{t(`verdict.${verdict}`)}</StatusBadge>
      <Text size="sm">{reason(judged, rules)}</Text>
    </div>
  );
}

function Used({ judged: { push_time, pull_time } }: { judged: Judged }) {
  const { t } = useTranslation("retention");
  return (
    <>
      <Text size="sm">
        {t("pushed")} <RelTime value={push_time} />
      </Text>
      <Text size="sm" c="dimmed">
        {pull_time ? (
          <>
            {t("pulled")} <RelTime value={pull_time} />
          </>
        ) : (
          t("neverPulled")
        )}
      </Text>
    </>
  );
}
