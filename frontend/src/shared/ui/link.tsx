import { Anchor, type AnchorProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ReactNode, Ref } from "react";

interface Props extends AnchorProps {
  href?: string;
  children?: ReactNode;
  ref?: Ref<HTMLAnchorElement>;
}

/** A link within the console: `<Link to="/projects">`; what it leads to is loaded on hover. */
export const Link = createLink(function StyledAnchor(props: Props) {
  return <Anchor {...props} />;
});
