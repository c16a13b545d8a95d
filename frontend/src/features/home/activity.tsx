import { useQuery } from "@tanstack/react-query";
import { ActivityChart } from "@/shared/charts/activity-chart";
import { homeQueries } from "./api";

/** What the whole registry was asked for lately. */
export function Activity() {
  return <ActivityChart query={useQuery(homeQueries.activity())} />;
}
