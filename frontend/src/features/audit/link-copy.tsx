import { IconCheck, IconLink } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useCopy } from "@/shared/hooks/use-copy";
import { Button } from "@/shared/ui/buttons";

/** The address with all filters, or the one of a single *entry*. */
export function LinkCopy({ entry }: { entry?: number }) {
  const { t } = useTranslation(["audit", "common"]);
  const { isCopied, copy } = useCopy();
  const address = () => {
    const { origin, pathname, href } = globalThis.location;
    return entry === undefined ? href : `${origin}${pathname}?entry=${entry}`;
  };
  const isSmall = entry !== undefined;
  const idle = isSmall ? t("link.entry") : t("link.all");
  return (
    <Button
      size={isSmall ? "compact-sm" : "sm"}
      icon={isCopied ? <IconCheck size={16} /> : <IconLink size={16} />}
      onClick={() => copy(address())}
    >
      <span aria-live="polite">{isCopied ? t("common:action.copied") : idle}</span>
    </Button>
  );
}
