import { createFileRoute } from "@tanstack/react-router";
import { gcQueries } from "@/features/gc/api";
import { GcPage } from "@/features/gc/gc-page";
import { gcSearch } from "@/features/gc/search";

export const Route = createFileRoute("/_app/admin/gc/")({
  validateSearch: gcSearch,
  loader: ({ context: { queryClient } }) => {
    queryClient.prefetchQuery(gcQueries.runs());
    queryClient.prefetchQuery(gcQueries.schedule());
  },
  component: GcPage,
});
