import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useScope } from "@/shared/registries/scope";
import { replicationQueries } from "./api";
import { bodyOf, type Draft } from "./draft";
import type { Preview } from "./model";
import { problemsOfContent } from "./problems";

const PAUSE = 400;

/**
 * What a policy would copy now, asked for when somebody pauses. What cannot be asked about leaves
 * in place what was told before.
 */
export function usePreview(draft: Draft): UseQueryResult<Preview> {
  const scope = useScope();
  const wanted = useSettled(problemsOfContent(draft, scope).length > 0 ? null : contentOf(draft));
  return useQuery({
    ...replicationQueries.preview(scope, JSON.parse(wanted ?? '{"name":""}')),
    enabled: wanted !== null,
  });
}

/** Only what decides about which images go where. */
function contentOf(draft: Draft): string {
  const body = bodyOf({ ...draft, trigger: "manual", mirror: false, deletion: false });
  const { src_registry, dest_registry, filters, dest_namespace, dest_namespace_replace_count } =
    body;
  return JSON.stringify({
    name: "draft",
    src_registry,
    dest_registry,
    filters,
    dest_namespace,
    dest_namespace_replace_count,
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
