import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { retentionQueries } from "./api";
import { type Draft, problemOf, ruleBody } from "./draft";
import type { Preview } from "./model";
import type { Asked } from "./preview";

const PAUSE = 250;

/**
 * What a run by these rules would do now, asked for when somebody pauses. Rules that cannot be
 * asked about leave in place what was told before.
 */
export function usePreview(
  project: string,
  projectId: number,
  drafts: readonly Draft[],
  rows: Pick<Asked, "shown" | "page">,
): UseQueryResult<Preview> {
  const rules = useSettled(problemOf(drafts) ? null : JSON.stringify(drafts.map(ruleBody)));
  return useQuery({
    ...retentionQueries.preview(project, {
      project: projectId,
      rules: JSON.parse(rules ?? "[]"),
      ...rows,
    }),
    enabled: rules !== null,
  });
}

/** The last text that has stood for a while; the first one at once. */
function useSettled(text: string | null): string | null {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    if (text === null) return;
    const timer = setTimeout(() => setSettled(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
