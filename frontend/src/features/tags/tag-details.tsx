import { IconHistory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { repositoryPage } from "@/shared/lib/repository-page";
import { LinkButton } from "@/shared/ui/buttons";
import { Group, Stack, Text } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { QueryView } from "@/shared/ui/query-view";
import { Bytes, Digest } from "@/shared/ui/values";
import { type Place, type TagRow, tagQueries } from "./api";
import { kindOf, platformName } from "./model";
import { PullButton } from "./pull-drawer";
import classes from "./tags.module.css";

/** What a tag's row shows below itself: its platforms, and what refers to its artifact. */
export function TagDetails({ row, place }: { row: TagRow; place: Place }) {
  const { t } = useTranslation("tags");
  return (
    <Stack gap="md">
      <Platforms row={row} place={place} />
      {Object.keys(row.accessory_counts).length > 0 && (
        <Referrers digest={row.digest} place={place} />
      )}
      <Group gap="xs">
        <LinkButton
          {...repositoryPage(place, "history")}
          search={{ tag: row.name }}
          size="compact-sm"
          icon={<IconHistory size={14} />}
        >
          {t("history.ofTag")}
        </LinkButton>
      </Group>
    </Stack>
  );
}

function Platforms({ row, place }: { row: TagRow; place: Place }) {
  const { t } = useTranslation("tags");
  if (row.platforms.length === 0) {
    return <Text c="dimmed">{t("details.noPlatforms")}</Text>;
  }
  return (
    <section>
      <Text size="xs" c="dimmed" fw={600} mb={4}>
        {t("details.platforms")}
      </Text>
      <div className={classes.parts}>
        {row.platforms.map((platform) => {
          const name = platformName(platform) || t("details.unknownPlatform");
          return (
            <Part key={platform.digest} name={name} digest={platform.digest} size={platform.size}>
              <PullButton
                {...place}
                name={`${row.name} · ${name}`}
                tag={row.name}
                digest={platform.digest}
                kind={kindOf(row)}
                platform={platformName(platform)}
              />
            </Part>
          );
        })}
      </div>
    </section>
  );
}

interface PartProps {
  name: string;
  digest: string;
  size: number;
  children: React.ReactNode;
}

function Part({ name, digest, size, children }: PartProps) {
  const { t } = useTranslation("tags");
  return (
    <>
      <span>{name}</span>
      <Digest value={digest} what={t("theDigest")} />
      <Bytes value={size} />
      <span>{children}</span>
    </>
  );
}

function Referrers({ digest, place }: { digest: string; place: Place }) {
  const { t } = useTranslation("tags");
  const accessories = useQuery(tagQueries.accessories(place, digest));
  return (
    <section>
      <Text size="xs" c="dimmed" fw={600} mb={4}>
        {t("details.referrers")}
      </Text>
      <QueryView query={accessories} lines={2}>
        {(found) => (
          <div className={classes.parts}>
            {found.map((one) => (
              <Part
                key={one.digest}
                name={one.artifact_type || one.type}
                digest={one.digest}
                size={one.size}
              >
                <Link {...repositoryPage(place, "artifacts", one.digest)}>{t("details.open")}</Link>
              </Part>
            ))}
          </div>
        )}
      </QueryView>
    </section>
  );
}
