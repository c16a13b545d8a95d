import { IconArrowRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DigestLink } from "@/shared/ui/digest-link";
import { Figure } from "@/shared/ui/figure";
import { Group, SimpleGrid } from "@/shared/ui/layout";
import { Bytes, Count, RelTime } from "@/shared/ui/values";
import type { Image, Place } from "./api";
import { Delta } from "./delta";
import { sumsOf } from "./layers";
import { ageOf, spanInWords } from "./sides";

interface Props {
  base: Image;
  head: Image;
}

/** How far the two are from each other, in a few numbers. */
export function Figures({ place, base, head }: Props & { place: Place }) {
  const { t } = useTranslation("compare");
  const sums = sumsOf(base.layers, head.layers);
  return (
    <SimpleGrid cols={{ base: 2, md: 3 }} spacing="sm">
      <Figure
        label={t("figure.size")}
        size={20}
        value={<Delta value={head.artifact.size - base.artifact.size} />}
      >
        <FromTo
          base={<Bytes value={base.artifact.size} />}
          head={<Bytes value={head.artifact.size} />}
        />
      </Figure>
      <AgeFigure base={base} head={head} />
      <Figure label={t("figure.digests")} size={20} value={t(sameness(base, head))}>
        <FromTo
          base={<DigestLink place={place} digest={base.artifact.digest} what={t("digest")} />}
          head={<DigestLink place={place} digest={head.artifact.digest} what={t("digest")} />}
        />
      </Figure>
      {(["shared", "added", "removed"] as const).map((which) => (
        <Figure
          key={which}
          label={t(`figure.${which}`)}
          size={20}
          value={<Count value={sums[which].count} />}
        >
          <Bytes value={sums[which].bytes} />
        </Figure>
      ))}
    </SimpleGrid>
  );
}

function sameness(base: Image, head: Image): "figure.same" | "figure.different" {
  return base.artifact.digest === head.artifact.digest ? "figure.same" : "figure.different";
}

function AgeFigure({ base, head }: Props) {
  const { t, i18n } = useTranslation("compare");
  const age = ageOf(base.artifact, head.artifact);
  const span = spanInWords(age.milliseconds, i18n.language);
  const direction = age.milliseconds > 0 ? "newer" : "older";
  return (
    <Figure
      label={t(`age.${age.by}`)}
      size={20}
      value={age.milliseconds === 0 ? t("age.same") : t(`age.${direction}`, { span })}
    >
      <FromTo base={<RelTime value={age.base} />} head={<RelTime value={age.head} />} />
    </Figure>
  );
}

/** What the base has, and what the head has of it. */
export function FromTo({ base, head }: { base: ReactNode; head: ReactNode }) {
  const { t } = useTranslation("compare");
  return (
    <Group gap={6} component="span">
      {base}
      <IconArrowRight size={14} aria-label={t("to")} role="img" />
      {head}
    </Group>
  );
}
