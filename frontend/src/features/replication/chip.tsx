import type { ReactNode } from "react";
import { Button } from "@/shared/ui/buttons";

interface ChipProps {
  isOn: boolean;
  onClick: () => void;
  children: ReactNode;
}

/** One of a row of choices. */
export function Chip({ isOn, onClick, children }: ChipProps) {
  return (
    <Button
      size="xs"
      radius="xl"
      weight={isOn ? "primary" : "quiet"}
      aria-pressed={isOn}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
