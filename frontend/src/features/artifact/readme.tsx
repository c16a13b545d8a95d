import { useQuery } from "@tanstack/react-query";
import { type ComponentProps, createElement } from "react";
import { useTranslation } from "react-i18next";
import Markdown, { type Components } from "react-markdown";
import gfm from "remark-gfm";
import { NothingYet } from "@/shared/ui/empty-state";
import { Panel } from "@/shared/ui/panel";
import { QueryView } from "@/shared/ui/query-view";
import { artifactQueries, type Place } from "./api";
import classes from "./artifact.module.css";
import { webAddress } from "./config";
import { Outside } from "./links";

interface Props {
  place: Place;
  digest: string;
}

/** What whoever pushed it wrote: Markdown without HTML, pictures only by name, links outside marked. */
export default function Readme({ place, digest }: Props) {
  const { t } = useTranslation("artifact");
  const readme = useQuery(artifactQueries.addition(place, digest, "readme.md"));
  return (
    <QueryView query={readme}>
      {(text) =>
        text.trim() === "" ? (
          <NothingYet title={t("readme.none")} />
        ) : (
          <Panel>
            <div className={classes.readme}>
              <Markdown skipHtml remarkPlugins={[gfm]} components={PARTS}>
                {text}
              </Markdown>
            </div>
          </Panel>
        )
      }
    </QueryView>
  );
}

/** The page has its own `h1`, and the panels' names are `h2`: the text begins below. */
function heading(level: 2 | 3 | 4 | 5 | 6) {
  return ({ children }: ComponentProps<"h2">) => createElement(`h${level}`, null, children);
}

const PARTS: Components = {
  h1: heading(2),
  h2: heading(3),
  h3: heading(4),
  h4: heading(5),
  h5: heading(6),
  h6: heading(6),
  a: ({ href = "", children }) =>
    webAddress(href) ? <Outside href={href}>{children}</Outside> : <span>{children}</span>,
  // Pictures come from elsewhere, which would learn who reads this.
  img: ({ alt, src }) =>
    typeof src === "string" && webAddress(src) ? (
      <Outside href={src}>{alt || src}</Outside>
    ) : (
      <span>{alt}</span>
    ),
};
