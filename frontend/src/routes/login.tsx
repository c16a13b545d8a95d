import { createFileRoute } from "@tanstack/react-router";
import * as z from "zod/mini";
import { useFetchedAhead } from "@/app/fetch-ahead";
import { PlainPreferences } from "@/app/shell/plain-preferences";
import { LoginPage } from "@/features/auth/login-page";
import { safeNext } from "@/features/auth/model";
import { optionalFlag, optionalText } from "@/shared/table/use-list-search";

export const Route = createFileRoute("/login")({
  validateSearch: z.object({ next: optionalText, ended: optionalFlag }),
  component: Login,
});

function Login() {
  const { next, ended } = Route.useSearch();
  useFetchedAhead(safeNext(next, location.origin));
  return <LoginPage next={next} hasEnded={ended ?? false} preferences={<PlainPreferences />} />;
}
