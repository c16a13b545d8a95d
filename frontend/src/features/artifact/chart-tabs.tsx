import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { DataTable } from "@/shared/table/data-table";
import { CopyButton } from "@/shared/ui/copy-button";
import { NothingYet } from "@/shared/ui/empty-state";
import { Panel } from "@/shared/ui/panel";
import { QueryView } from "@/shared/ui/query-view";
import { artifactQueries, type Place } from "./api";
import classes from "./artifact.module.css";
import { dependencies, webAddress } from "./config";
import { Outside } from "./links";
import { SaveButton } from "./save-button";

interface Props {
  place: Place;
  digest: string;
}

export function Values({ place, digest }: Props) {
  const { t } = useTranslation("artifact");
  const values = useQuery(artifactQueries.addition(place, digest, "values.yaml"));
  return (
    <QueryView query={values}>
      {(text) => (
        <Panel
          title="values.yaml"
          actions={
            <span className={classes.digest}>
              <CopyButton text={text} what="values.yaml" />
              <SaveButton
                content={text}
                name="values.yaml"
                label={t("save", { what: "values.yaml" })}
              />
            </span>
          }
        >
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys are to scroll it */}
          <pre className={`${classes.json} ${classes.whole}`} tabIndex={0}>
            {text}
          </pre>
        </Panel>
      )}
    </QueryView>
  );
}

export function Dependencies({ place, digest }: Props) {
  const { t } = useTranslation("artifact");
  const found = useQuery({
    ...artifactQueries.addition(place, digest, "dependencies"),
    select: dependencies,
  });
  return (
    <QueryView query={found}>
      {(rows) =>
        rows.length === 0 ? (
          <NothingYet title={t("dependencies.none")} />
        ) : (
          <DataTable
            caption={t("tab.dependencies")}
            rows={rows}
            rowId={({ name, version, repository }) => `${name} ${version} ${repository}`}
            rowName={({ name }) => name}
            columns={[
              { id: "name", header: t("chart.name"), isTitle: true, cell: ({ name }) => name },
              {
                id: "version",
                header: t("chart.version"),
                width: "180px",
                cell: ({ version }) => <span className="mono">{version}</span>,
              },
              {
                id: "repository",
                header: t("dependencies.repository"),
                width: "45%",
                cell: ({ repository }) =>
                  webAddress(repository) ? (
                    <Outside href={repository}>{repository}</Outside>
                  ) : (
                    repository
                  ),
              },
            ]}
          />
        )
      }
    </QueryView>
  );
}
