import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { toApiError } from "@/shared/api/errors";
import { NothingYet } from "@/shared/ui/empty-state";
import { LoadFailure } from "@/shared/ui/error-panel";
import { Skeletons } from "@/shared/ui/query-view";
import { artifactQuery, type Place } from "./api";
import { Sides } from "./sides-view";

interface Props {
  place: Place;
  /** Tags or digests. */
  base: string;
  head: string;
}

export function Comparison({ place, base, head }: Props) {
  const sides = [useQuery(artifactQuery(place, base)), useQuery(artifactQuery(place, head))];
  const [one, other] = sides.map(({ data }) => data);
  if (one && other) return <Sides place={place} base={one} head={other} />;
  if (!sides.some(({ isError }) => isError)) return <Skeletons lines={10} />;
  const retry = () => {
    for (const side of sides) if (side.isError) side.refetch();
  };
  const errors = sides.map(({ error }) => error);
  return <Failures references={[base, head]} errors={errors} onRetry={retry} />;
}

interface FailuresProps {
  references: readonly string[];
  /** In the order of the references; nothing for one that is there. */
  errors: readonly (Error | null)[];
  onRetry: () => void;
}

/** What is not there is named; of all else that went wrong the first is told. */
function Failures({ references, errors, onRetry }: FailuresProps) {
  const { t } = useTranslation("compare");
  const other = errors.find((error) => error && !isAbsence(error));
  if (other) return <LoadFailure error={other} onRetry={onRetry} />;
  const names = [...new Set(references.filter((_, at) => errors[at]))];
  return (
    <NothingYet title={t("absent.title", { names: names.join(", "), count: names.length })}>
      {t("absent.text")}
    </NothingYet>
  );
}

function isAbsence(error: Error): boolean {
  return toApiError(error).status === 404;
}
