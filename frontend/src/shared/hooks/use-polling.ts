import { useSyncExternalStore } from "react";

function subscribe(onChange: () => void): () => void {
  document.addEventListener("visibilitychange", onChange);
  return () => document.removeEventListener("visibilitychange", onChange);
}

export function useIsVisible(): boolean {
  return useSyncExternalStore(subscribe, () => document.visibilityState === "visible");
}

/**
 * A `refetchInterval` for what is under way: `usePolling(isRunning ? 2000 : false)`. Nothing is
 * asked while nobody looks; the query itself asks once when somebody looks again.
 */
export function usePolling(milliseconds: number | false): number | false {
  const isVisible = useIsVisible();
  return isVisible && milliseconds;
}
