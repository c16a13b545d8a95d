import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "@/shared/api/client";

type Credentials = Required<Schemas["LoginWriteRequest"]>;

/** Log in; what was known of whoever was here before is forgotten. */
export function useLogin(onDone: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (credentials: Credentials) =>
      api
        .POST("/c/login", {
          body: credentials,
          headers: { "Content-Type": "application/x-www-form-urlencoded" },
          bodySerializer: (body) => new URLSearchParams(body as Credentials),
        })
        .then(unwrap),
    onSuccess: () => {
      queryClient.clear();
      onDone();
    },
  });
}
