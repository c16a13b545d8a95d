import { useTranslation } from "react-i18next";
import type { Schemas } from "@/shared/api/client";
import { shortDigest } from "@/shared/lib/digest";
import { repositoryPath, splitRepository } from "@/shared/lib/references";
import { Stack, Text } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { Bytes, RelTime } from "@/shared/ui/values";
import classes from "./gc.module.css";
import { type Holder, reasonOf } from "./model";

/** As many as the server tells of. */
const MOST = 100;

/** What a digest is, and each thing that keeps it. */
export function Holders({ explanation }: { explanation: Schemas["ExplanationRead"] }) {
  const { t } = useTranslation("gc");
  const { digest, is_known, size, state, holders } = explanation;
  if (!is_known)
    return <Text role="status">{t("why.unknown", { digest: shortDigest(digest) })}</Text>;
  return (
    <Stack gap="xs" role="status">
      <Text fw={600}>
        <span className="mono">{shortDigest(digest)}</span> · <Bytes value={size} />
        {state && state !== "available" && ` · ${t("why.condemned")}`}
      </Text>
      {holders.length === 0 ? (
        <Text>{t("why.nothing")}</Text>
      ) : (
        <ul className={classes.holders}>
          {holders.map((holder) => (
            <li key={`${holder.reason} ${holder.repository} ${holder.name}`}>
              <HolderWords holder={holder} />
            </li>
          ))}
        </ul>
      )}
      {holders.length >= MOST && (
        <Text size="sm" c="dimmed">
          {t("why.more", { count: MOST })}
        </Text>
      )}
    </Stack>
  );
}

function HolderWords({ holder }: { holder: Holder }) {
  const { t } = useTranslation("gc");
  const reason = reasonOf(holder);
  const { project, repository } = splitRepository(holder.repository);
  const name = holder.name.includes(":") ? shortDigest(holder.name) : holder.name;
  return (
    <>
      {reason ? t(`why.reason.${reason}`, { name }) : holder.reason}
      {holder.repository && (
        <>
          {" · "}
          <Link
            to="/projects/$project/repos/$"
            params={{ project, _splat: repositoryPath(repository, "tags") }}
            td="underline"
          >
            {holder.repository}
          </Link>
        </>
      )}
      {holder.until && (
        <>
          {" · "}
          {t("why.until")} <RelTime value={holder.until} />
        </>
      )}
    </>
  );
}
