import { api, unwrap } from "@/shared/api/client";
import { given } from "@/shared/api/parameters";
import type { Preview, RuleBody } from "./model";
import type { Shown } from "./search";

/** Rows of a preview on one page: it stands beside the rules. */
export const PREVIEW_SIZE = 10;

/** What is to be told of rules, whether anybody has saved them or not. */
export interface Asked {
  project: number;
  rules: readonly RuleBody[];
  shown?: Shown | undefined;
  page?: number | undefined;
  size?: number;
}

export function readPreview(asked: Asked, signal: AbortSignal): Promise<Preview> {
  const { project, rules, shown, page = 1, size = PREVIEW_SIZE } = asked;
  return api
    .POST("/api/v2.0/retentions/preview", {
      params: { query: { ...given({ verdict: shown }), page, page_size: size } },
      body: { scope: { level: "project", ref: project }, rules: [...rules] },
      signal,
    })
    .then(unwrap);
}
