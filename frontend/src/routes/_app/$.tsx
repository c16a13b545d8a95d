import { createFileRoute } from "@tanstack/react-router";
import { RouteMissing } from "@/app/route-states";

/** Any address that no other route has: said inside the shell. */
export const Route = createFileRoute("/_app/$")({ component: RouteMissing });
