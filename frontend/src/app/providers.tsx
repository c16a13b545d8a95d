import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { setNonce } from "get-nonce";
import type { ReactNode } from "react";
import { Toasts } from "@/shared/ui/toasts";
import { cssVariables, theme } from "./theme";

const schemes = localStorageColorSchemeManager({ key: "console.scheme" });

/** The server writes it into each page; styles that are made here are let in by it. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
setNonce(nonce);

interface Props {
  queryClient: QueryClient;
  /** `test` where nothing has a place on a screen: menus would hide, as if scrolled out of sight. */
  env?: "default" | "test";
  children: ReactNode;
}

export function Providers({ queryClient, env = "default", children }: Props) {
  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider
        env={env}
        theme={theme}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={schemes}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        {children}
        <Toasts />
      </MantineProvider>
    </QueryClientProvider>
  );
}
