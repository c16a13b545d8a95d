import { IconDownload } from "@tabler/icons-react";
import { IconButton } from "@/shared/ui/buttons";

interface Props {
  /** To the byte what is saved; a text is saved as UTF-8. */
  content: string | ArrayBuffer;
  name: string;
  label: string;
}

export function SaveButton({ content, name, label }: Props) {
  return (
    <IconButton size="sm" label={label} onClick={() => save(content, name)}>
      <IconDownload size={14} />
    </IconButton>
  );
}

function save(content: string | ArrayBuffer, name: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
