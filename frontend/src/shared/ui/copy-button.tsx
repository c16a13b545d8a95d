import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useCopy } from "@/shared/hooks/use-copy";
import { Button, IconButton } from "./buttons";

interface Props {
  text: string;
  /** What it is, for the label: `the digest`. */
  what?: string;
  /** With words beside the icon. */
  isWide?: boolean;
}

export function CopyButton({ text, what, isWide = false }: Props) {
  const { t } = useTranslation();
  const { isCopied, copy } = useCopy();
  const idle = what ? t("action.copyNamed", { what }) : t("action.copy");
  const label = isCopied ? t("action.copied") : idle;
  const icon = isCopied ? <IconCheck size={14} /> : <IconCopy size={14} />;
  return (
    <span aria-live="polite" className="copy">
      {isWide ? (
        <Button icon={icon} onClick={() => copy(text)}>
          {label}
        </Button>
      ) : (
        <IconButton size="sm" label={label} onClick={() => copy(text)}>
          {icon}
        </IconButton>
      )}
    </span>
  );
}
