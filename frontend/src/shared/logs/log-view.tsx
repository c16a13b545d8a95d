import { IconDownload } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/buttons";
import { CopyButton } from "@/shared/ui/copy-button";
import { Group, Text } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import { type Log, lastLines } from "./log";
import classes from "./log-view.module.css";

/** Lines that are in the page; a browser has trouble with many more. */
const SHOWN = 2_000;
/** Pixels from the end that count as being there. */
const NEARLY = 4;

interface Props {
  query: UseQueryResult<Log>;
  /** What a download of it is called. */
  fileName: string;
}

/** A log as it is written: it stays at its end unless somebody has scrolled up. */
export function LogView({ query, fileName }: Props) {
  return (
    <QueryView query={query} lines={3}>
      {(log) => <Lines log={log} fileName={fileName} />}
    </QueryView>
  );
}

function Lines({ log, fileName }: { log: Log; fileName: string }) {
  const { t } = useTranslation();
  const { shown, left } = lastLines(log.text, SHOWN);
  const box = useEndInSight(shown);
  return (
    <div>
      <Group justify="space-between" mb={6} gap="xs">
        <Text size="sm" c="dimmed">
          {log.isComplete ? t("log.complete") : t("log.live")}
          {left > 0 && ` ${t("log.left", { count: left })}`}
        </Text>
        {log.text && (
          <Group gap={4}>
            <CopyButton text={log.text} what={t("log.what")} />
            <Button
              size="xs"
              icon={<IconDownload size={14} />}
              onClick={() => download(log.text, fileName)}
            >
              {t("log.download")}
            </Button>
          </Group>
        )}
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
      <section ref={box} className={classes.log} tabIndex={0} aria-label={t("log.label")}>
        {shown ? <pre>{shown}</pre> : <Text c="dimmed">{t("log.empty")}</Text>}
      </section>
    </div>
  );
}

/** Where the end was in sight before more came, it is afterwards. */
function useEndInSight(shown: string) {
  const box = useRef<HTMLElement>(null);
  const height = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown makes the height
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const wasAtEnd = element.scrollTop + element.clientHeight >= height.current - NEARLY;
    height.current = element.scrollHeight;
    if (wasAtEnd) element.scrollTop = element.scrollHeight;
  }, [shown]);
  return box;
}

function download(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
