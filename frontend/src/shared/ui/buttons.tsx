import {
  ActionIcon,
  type ActionIconProps,
  Button as MantineButton,
  type ButtonProps as MantineButtonProps,
  Tooltip,
} from "@mantine/core";
import { createLink, type LinkProps } from "@tanstack/react-router";
import { type ComponentPropsWithoutRef, forwardRef, type ReactNode, type Ref } from "react";

type Weight = "primary" | "quiet" | "danger" | "plain";

const LOOKS: Record<Weight, MantineButtonProps> = {
  primary: { variant: "filled" },
  quiet: { variant: "default" },
  danger: { variant: "filled", color: "red" },
  plain: { variant: "subtle", color: "gray" },
};

export interface ButtonProps
  extends Omit<MantineButtonProps, "variant" | "color">,
    Omit<ComponentPropsWithoutRef<"button">, keyof MantineButtonProps> {
  weight?: Weight;
  icon?: ReactNode;
}

/** One `primary` a page or dialog at most; the rest is `quiet`, or `plain` where space is short. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { weight = "quiet", icon, type = "button", ...rest },
  ref,
) {
  return <MantineButton ref={ref} type={type} {...LOOKS[weight]} leftSection={icon} {...rest} />;
});

interface IconButtonProps
  extends Omit<ActionIconProps, "variant">,
    Omit<ComponentPropsWithoutRef<"button">, keyof ActionIconProps> {
  /** Said to whoever does not see the icon, and shown to whoever points at it. */
  label: string;
  children: ReactNode;
}

export const IconButton = forwardRef<HTMLButtonElement, IconButtonProps>(function IconButton(
  { label, children, ...rest },
  ref,
) {
  return (
    <Tooltip label={label}>
      <ActionIcon ref={ref} variant="subtle" color="gray" aria-label={label} {...rest}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
});

interface AnchorButtonProps extends Omit<MantineButtonProps, "variant" | "color"> {
  weight?: Weight;
  icon?: ReactNode;
  href?: string;
  ref?: Ref<HTMLAnchorElement>;
}

/** A link that looks like a button; takes `to`, `params` and `search` as a link does. */
export const LinkButton = createLink(function LinkButton({
  weight = "quiet",
  icon,
  ...rest
}: AnchorButtonProps) {
  return <MantineButton component="a" {...LOOKS[weight]} leftSection={icon} {...rest} />;
});

export type { LinkProps };
