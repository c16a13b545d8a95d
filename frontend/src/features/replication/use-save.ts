import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { toApiError } from "@/shared/api/errors";
import { places } from "@/shared/registries/places";
import { useScope } from "@/shared/registries/scope";
import { useSavePolicy, useStart } from "./changes";
import { bodyOf, type Draft } from "./draft";

/** What follows once the policy is saved. */
export type After = "save" | "run" | "dry";

export interface Save {
  send: (draft: Draft, after: After) => void;
  /** Which of the buttons is at work. */
  pending: After | null;
  isDone: boolean;
  /** The name is somebody else's: what the server says of it. */
  conflict: string | null;
  error: unknown;
}

/** Saves a policy, begins a run where that is wanted, and goes to the page of what there is then. */
export function useSave(id: number | undefined): Save {
  const navigate = useNavigate();
  const { project } = useScope();
  const save = useSavePolicy(id);
  const start = useStart();
  const [pending, setPending] = useState<After | null>(null);
  const [saved, setSaved] = useState<{ policy: number; execution: number | null } | null>(null);
  const [error, setError] = useState<unknown>(null);
  // Once it is saved there are no changes to be asked about: the page is left after that is drawn.
  useEffect(() => {
    if (!saved) return;
    const { policy, execution } = saved;
    const scope = { project };
    if (execution === null) navigate(places.policy(scope, policy));
    else navigate(places.execution(scope, policy, execution));
  }, [saved, navigate, project]);
  const send = async (draft: Draft, after: After) => {
    setPending(after);
    setError(null);
    try {
      const policy = await save.mutateAsync(bodyOf(draft));
      const execution =
        after === "save" ? null : await start.mutateAsync({ policy, isDryRun: after === "dry" });
      setSaved({ policy, execution });
    } catch (reason) {
      setError(reason);
    } finally {
      setPending(null);
    }
  };
  const isConflict = error !== null && toApiError(error).status === 409 && save.isError;
  return {
    send,
    pending,
    isDone: saved !== null,
    conflict: isConflict ? toApiError(error).message : null,
    error: isConflict ? null : error,
  };
}
