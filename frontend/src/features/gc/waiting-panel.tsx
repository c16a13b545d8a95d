import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/shared/api/client";
import { FactLines } from "@/shared/ui/facts";
import { SimpleGrid, Stack, Text, Title } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { Panel } from "@/shared/ui/panel";
import { QueryView } from "@/shared/ui/query-view";
import { Bytes, Count, RelTime } from "@/shared/ui/values";
import { gcQueries } from "./api";

type Waiting = Schemas["WaitingRead"];

/** What there is to collect: the trash by days, what has no tag, what is still on its way in. */
export function WaitingPanel() {
  const { t } = useTranslation("gc");
  const waiting = useQuery(gcQueries.toCollect());
  return (
    <Panel title={t("waiting.title")}>
      <QueryView query={waiting} lines={3}>
        {(found) => (
          <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="lg">
            <Trash waiting={found} />
            <Untagged found={found.untagged} />
            <Uploads found={found.uploads} />
          </SimpleGrid>
        )}
      </QueryView>
    </Panel>
  );
}

interface PartProps {
  title: string;
  note?: string;
  children?: ReactNode;
}

function Part({ title, note, children }: PartProps) {
  return (
    <Stack gap={6} component="section">
      <Title order={3} size="h6">
        {title}
      </Title>
      {children}
      {note && (
        <Text size="sm" c="dimmed">
          {note}
        </Text>
      )}
    </Stack>
  );
}

function Trash({ waiting: { due, days } }: { waiting: Waiting }) {
  const { t, i18n } = useTranslation("gc");
  const name = new Intl.DateTimeFormat(i18n.language, {
    weekday: "short",
    month: "short",
    day: "numeric",
    timeZone: "UTC",
  });
  const isEmpty = due === 0 && days.length === 0;
  return (
    <Part
      title={t("waiting.trash")}
      note={isEmpty ? t("waiting.trashEmpty") : t("waiting.trashNote")}
    >
      {!isEmpty && (
        <FactLines
          facts={[
            [t("waiting.due"), <Count key="due" value={due} />],
            ...days.map(
              ({ day, count }) =>
                [name.format(new Date(day)), <Count key={day} value={count} />] as const,
            ),
          ]}
        />
      )}
    </Part>
  );
}

function Untagged({ found }: { found: Waiting["untagged"] }) {
  const { t } = useTranslation("gc");
  if (!found) return <Part title={t("waiting.untagged")} note={t("waiting.untaggedUnknown")} />;
  const { run_id, found_at, count, bytes } = found;
  return (
    <Part title={t("waiting.untagged")}>
      <FactLines
        facts={[
          [t("waiting.artifacts"), <Count key="count" value={count} />],
          [t("waiting.held"), bytes === null ? null : <Bytes key="bytes" value={bytes} />],
          [
            t("waiting.foundBy"),
            <Link key="run" to="/admin/gc/runs/$run" params={{ run: `${run_id}` }} inherit>
              {t("run", { id: run_id })}
            </Link>,
          ],
          [t("column.begun"), <RelTime key="time" value={found_at} />],
        ]}
      />
    </Part>
  );
}

function Uploads({ found: { count, bytes, oldest } }: { found: Waiting["uploads"] }) {
  const { t } = useTranslation("gc");
  if (count === 0) return <Part title={t("waiting.uploads")} note={t("waiting.uploadsNone")} />;
  return (
    <Part title={t("waiting.uploads")} note={t("waiting.uploadsNote")}>
      <FactLines
        facts={[
          [t("waiting.underWay"), <Count key="count" value={count} />],
          [t("waiting.come"), <Bytes key="bytes" value={bytes} />],
          [t("waiting.oldest"), <RelTime key="oldest" value={oldest} />],
        ]}
      />
    </Part>
  );
}
