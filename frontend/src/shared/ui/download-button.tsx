import { Button, type ButtonProps } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { ReactNode } from "react";

interface Props extends Pick<ButtonProps, "size"> {
  href: string;
  /** What the file is called, where the answer does not say so itself. */
  fileName?: string;
  children: ReactNode;
}

/** A plain link: the browser itself writes the answer to a file, however long it is. */
export function DownloadButton({ href, fileName = "", children, ...rest }: Props) {
  return (
    <Button
      component="a"
      variant="default"
      leftSection={<IconDownload size={rest.size === "xs" ? 14 : 16} />}
      href={href}
      download={fileName}
      {...rest}
    >
      {children}
    </Button>
  );
}
