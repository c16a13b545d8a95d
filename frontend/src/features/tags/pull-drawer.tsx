import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PullBoxProps } from "@/shared/pull-box/pull-box";
import { Button } from "@/shared/ui/buttons";
import { Drawer } from "@/shared/ui/dialog";
import { whenShown } from "@/shared/ui/lazy";

const PullBox = whenShown(() =>
  import("@/shared/pull-box/pull-box").then((found) => found.PullBox),
);

interface Props extends PullBoxProps {
  /** What is pulled, for the title and for whoever does not see the row. */
  name: string;
}

/** The button of a row, and what it opens. */
export function PullButton({ name, ...what }: Props) {
  const { t } = useTranslation("tags");
  // A long list has many of these: what was never opened is not there at all.
  const [state, setState] = useState<"unused" | "open" | "closed">("unused");
  return (
    <>
      <Button
        size="compact-sm"
        icon={<IconDownload size={14} />}
        aria-label={t("pull.title", { name })}
        onClick={() => setState("open")}
      >
        {t("pull.action")}
      </Button>
      {state !== "unused" && (
        <Drawer
          isOpen={state === "open"}
          onClose={() => setState("closed")}
          title={t("pull.title", { name })}
          size="lg"
        >
          <PullBox {...what} />
        </Drawer>
      )}
    </>
  );
}
