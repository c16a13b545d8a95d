import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { enterI18n } from "./i18n";

/** While somebody signs in, has the page that comes next fetched: its code and its texts. */
export function useFetchedAhead(path: string): void {
  const router = useRouter();
  useEffect(() => {
    const [pathname = "/"] = path.split(/[?#]/);
    const timer = setTimeout(() => {
      const [routes] = router.getMatchedRoutes(pathname);
      const parts = [enterI18n(), ...routes.map((route) => router.loadRouteChunk(route))];
      // What cannot be had now is asked for once more when it is needed, and then the page tells.
      Promise.allSettled(parts);
    });
    return () => clearTimeout(timer);
  }, [router, path]);
}
