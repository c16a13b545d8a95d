import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSetting } from "@/shared/hooks/use-setting";
import { Tabs } from "@/shared/ui/layout";
import type { Client } from "./commands";

interface Props<Name extends Client> {
  /** What the choice is remembered as. */
  setting: string;
  label: string;
  clients: readonly Name[];
  children: (client: Name) => ReactNode;
}

/** A tab for each client; the one that was chosen last comes first the next time. */
export function ClientTabs<Name extends Client>({
  setting,
  label,
  clients,
  children,
}: Props<Name>) {
  const { t } = useTranslation();
  const [chosen, choose] = useSetting(setting);
  const client = clients.find((name) => name === chosen) ?? clients[0];
  if (client === undefined) return null;
  return (
    <Tabs value={client} onChange={(next) => next && choose(next)} keepMounted={false}>
      <Tabs.List aria-label={label}>
        {clients.map((name) => (
          <Tabs.Tab key={name} value={name} px={10} py={7}>
            {t(`pull.client.${name}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {clients.map((name) => (
        <Tabs.Panel key={name} value={name}>
          {children(name)}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
