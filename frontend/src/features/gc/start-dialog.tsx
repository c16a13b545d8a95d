import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Confirm } from "@/shared/ui/confirm";
import { Stack, Text } from "@/shared/ui/layout";
import { useStart } from "./api";
import { DEFAULTS, type Options } from "./model";
import { OptionFields } from "./option-fields";
import { TrashNote } from "./trash-note";

interface Props {
  /** What is asked about: to look only, or to take what is of no use. */
  deed: "dry" | "full";
  isOpen: boolean;
  onClose: () => void;
}

/** Says what a run does, with its options, and begins it; the page of the run follows. */
export function StartDialog({ deed, isOpen, onClose }: Props) {
  const { t } = useTranslation("gc");
  const navigate = useNavigate();
  const [options, setOptions] = useState(DEFAULTS);
  const start = useStart();
  const close = () => {
    start.reset();
    onClose();
  };
  const begin = () => {
    const wanted: Options = { ...options, dry_run: deed === "dry" };
    start.mutate(wanted, {
      onSuccess: (id) => {
        close();
        navigate({ to: "/admin/gc/runs/$run", params: { run: `${id}` } });
      },
    });
  };
  return (
    <Confirm
      weight={deed === "dry" ? "primary" : "danger"}
      isOpen={isOpen}
      onClose={close}
      onConfirm={begin}
      title={t(`start.${deed}.title`)}
      action={t(`start.${deed}.action`)}
      isPending={start.isPending}
      error={start.error}
    >
      <Stack gap="sm">
        <Text>{t(`start.${deed}.text`)}</Text>
        <TrashNote />
        <OptionFields options={options} onChange={setOptions} withWorkers={deed === "full"} />
      </Stack>
    </Confirm>
  );
}
