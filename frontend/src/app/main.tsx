import "./styles.css";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startI18n } from "./i18n";
import { Providers } from "./providers";
import { makeQueryClient } from "./query-client";
import { makeRouter } from "./router";
import { watchSession } from "./session";

const queryClient = makeQueryClient();
const router = makeRouter(queryClient);
watchSession(router, queryClient);

const root = document.getElementById("root");
if (!root) throw new Error("the page has no place for the console");
await startI18n();
createRoot(root).render(
  <StrictMode>
    <Providers queryClient={queryClient}>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
);
