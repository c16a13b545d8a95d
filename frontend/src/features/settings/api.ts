import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "@/shared/api/client";
import { sessionQueries } from "@/shared/api/session";
import { systemQueries } from "@/shared/api/system";
import type { Change } from "./model";

/** All of them are set or none is. */
export function useSaveSettings() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (changes: readonly Change[]) => {
      const values = changes.map(({ setting, after }) => [setting.key, after]);
      const body: Schemas["ConfigurationsWriteRequest"] = Object.fromEntries(values);
      return api.PUT("/api/v2.0/configurations", { body }).then(unwrap);
    },
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: systemQueries.all() }),
        // The banner and the read-only mode show on every page.
        queryClient.invalidateQueries({ queryKey: sessionQueries.system().queryKey }),
      ]),
  });
}
