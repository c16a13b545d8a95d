import { IconPlayerPlay } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "@/shared/api/session";
import { Button } from "@/shared/ui/buttons";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { Stack, Text } from "@/shared/ui/layout";
import { Bytes } from "@/shared/ui/values";
import { gcQueries, useStart } from "./api";
import { mayBeRun, optionsOf, type Run, summaryOf } from "./model";

/** Takes exactly what a run has listed, where something of it is left to take. */
export function RunPlan({ run }: { run: Run }) {
  const can = useCan();
  const isUsable = mayBeRun(run) && optionsOf(run.parameters).plan === undefined;
  const waiting = useQuery({ ...gcQueries.waiting(run.id), enabled: isUsable });
  if (!isUsable || !waiting.data || !can("garbage-collection:create")) return null;
  return <Taking run={run} count={waiting.data} />;
}

function Taking({ run, count }: { run: Run; count: number }) {
  const { t } = useTranslation("gc");
  const navigate = useNavigate();
  const [isAsked, setIsAsked] = useState(false);
  const start = useStart();
  const bytes = summaryOf(run)?.bytes;
  const close = () => {
    start.reset();
    setIsAsked(false);
  };
  const begin = () => {
    const options = { ...optionsOf(run.parameters), dry_run: false, plan: run.id };
    start.mutate(options, {
      onSuccess: (id) => {
        close();
        navigate({ to: "/admin/gc/runs/$run", params: { run: `${id}` } });
      },
    });
  };
  return (
    <>
      <Button weight="primary" icon={<IconPlayerPlay size={16} />} onClick={() => setIsAsked(true)}>
        {t("exact.button")}
      </Button>
      <ConfirmDelete
        isOpen={isAsked}
        onClose={close}
        onConfirm={begin}
        title={t("exact.title", { id: run.id })}
        action={t("exact.action", { count })}
        isPending={start.isPending}
        error={start.error}
      >
        <Stack gap="sm">
          <Text>{t("exact.text")}</Text>
          {bytes !== undefined && (
            <Text>
              {t("result.bytes")}: <Bytes value={bytes} />
            </Text>
          )}
        </Stack>
      </ConfirmDelete>
    </>
  );
}
