import { useQuery } from "@tanstack/react-query";
import { useScope } from "@/shared/registries/scope";
import { replicationQueries } from "./api";
import { type Kind, kindOf, type Registry } from "./model";

/** What a policy may ask of a registry; nothing until that is known. */
export function useKind(id: number | null, registries: readonly Registry[]): Kind | undefined {
  const { data } = useQuery(replicationQueries.kinds(useScope()));
  return data?.[kindOf(id, registries) ?? ""];
}
