import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "@/shared/api/client";
import { oneByOne } from "@/shared/api/one-by-one";
import { PAGE_SIZE, type Page, unwrapPage } from "@/shared/api/pagination";
import { filterTerms, given } from "@/shared/api/parameters";
import type { RobotSearch } from "./search";

export type Robot = Schemas["RobotRead"];
export type RobotDraft = Schemas["RobotWriteRequest"];
export type RobotChange = Schemas["RobotChangeRequest"];
export type Catalogue = Schemas["Catalogue"];

/** Robots of one project, by its id; of the system where there is none. */
export type Home = number | null;

export const robotQueries = {
  all: () => ["robots"] as const,
  list: (home: Home, search: RobotSearch) =>
    queryOptions({
      queryKey: [...robotQueries.all(), "list", home, listQuery(home, search)],
      queryFn: ({ signal }): Promise<Page<Robot>> =>
        api
          .GET("/api/v2.0/robots", { params: { query: listQuery(home, search) }, signal })
          .then(unwrapPage),
      placeholderData: keepPreviousData,
    }),
  one: (id: number) =>
    queryOptions({
      queryKey: [...robotQueries.all(), "one", id],
      queryFn: ({ signal }) =>
        api
          .GET("/api/v2.0/robots/{robot_id}", { params: { path: { robot_id: id } }, signal })
          .then(unwrap),
    }),
  /** What robots may be granted; it changes with the server's version alone. */
  catalogue: () =>
    queryOptions({
      queryKey: [...robotQueries.all(), "catalogue"],
      queryFn: ({ signal }) => api.GET("/api/v2.0/permissions", { signal }).then(unwrap),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  /** Projects to choose from, by a part of their names. */
  projects: (text: string) =>
    queryOptions({
      queryKey: [...robotQueries.all(), "projects", text],
      queryFn: async ({ signal }) => {
        const query = { ...given({ name: text }), sort: "name", page_size: 50 };
        const found = await api
          .GET("/api/v2.0/projects", { params: { query }, signal })
          .then(unwrap);
        return found.map(({ name }) => name);
      },
      placeholderData: keepPreviousData,
    }),
};

function listQuery(home: Home, { q, state, sort = "name", page = 1 }: RobotSearch) {
  const terms = filterTerms({
    ...(home === null ? {} : { Level: "project", ProjectID: home }),
    name: q && `~${q}`,
    disable: state && state === "disabled",
  });
  return { ...given({ q: terms }), sort, page, page_size: PAGE_SIZE };
}

export function useCreateRobot() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: RobotDraft) => api.POST("/api/v2.0/robots", { body }).then(unwrap),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: robotQueries.all() }),
  });
}

export function useChangeRobot() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body }: { id: number; body: RobotChange }) => changeRobot(id, body),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: robotQueries.all() }),
  });
}

function changeRobot(id: number, body: RobotChange) {
  const params = { path: { robot_id: id } };
  return api.PUT("/api/v2.0/robots/{robot_id}", { params, body });
}

/** A new secret; the one that there is lives on for *graceSeconds*. */
export function useRenewSecret() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, graceSeconds }: { id: number; graceSeconds: number }) =>
      api
        .PATCH("/api/v2.0/robots/{robot_id}", {
          params: { path: { robot_id: id } },
          body: { secret: "", grace_seconds: graceSeconds },
        })
        .then(unwrap),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: robotQueries.all() }),
  });
}

export type Deed = "delete" | "enable" | "disable";

function perform(deed: Deed, id: number) {
  if (deed !== "delete") return changeRobot(id, { disable: deed === "disable" });
  return api.DELETE("/api/v2.0/robots/{robot_id}", { params: { path: { robot_id: id } } });
}

export function useBulk() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ deed, robots }: { deed: Deed; robots: readonly Robot[] }) =>
      oneByOne(robots, ({ id }) => perform(deed, id)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: robotQueries.all() }),
  });
}
