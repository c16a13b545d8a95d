import { IconChartBar, IconTable } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/shared/ui/buttons";
import { Panel } from "@/shared/ui/panel";
import classes from "./charts.module.css";

export interface TwinTable {
  headers: readonly string[];
  /** The first cell names the row. */
  rows: readonly (readonly ReactNode[])[];
}

interface Props {
  title: string;
  /** What the chart says, in a sentence. */
  summary: string;
  table: TwinTable;
  children: ReactNode;
}

/** A chart with its words, and the numbers behind it for whoever does not see it. */
export function ChartFrame({ title, summary, table, children }: Props) {
  const { t } = useTranslation();
  const [isTable, setIsTable] = useState(false);
  return (
    <Panel
      title={title}
      note={summary}
      actions={
        <IconButton
          label={isTable ? t("chart.hideTable") : t("chart.showTable")}
          aria-pressed={isTable}
          onClick={() => setIsTable(!isTable)}
        >
          {isTable ? <IconChartBar size={16} /> : <IconTable size={16} />}
        </IconButton>
      }
    >
      {isTable ? <Twin title={title} {...table} /> : children}
    </Panel>
  );
}

function Twin({ title, headers, rows }: TwinTable & { title: string }) {
  return (
    <div className={classes.twin}>
      <table>
        <caption className={classes.hidden}>{title}</caption>
        <thead>
          <tr>
            {headers.map((header) => (
              <th key={header} scope="col">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...values], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a chart have no other name
            <tr key={index}>
              <th scope="row">{name}</th>
              {values.map((value, column) => (
                <td key={headers[column + 1]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
