import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { shortDigest } from "@/shared/lib/digest";
import { Alert, SegmentedControl, Stack, Text } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import type { Artifact, Place } from "./api";
import { JsonPanel } from "./json-view";
import { type Document, rawManifestQuery } from "./raw-manifest";

interface Props {
  place: Place;
  artifact: Artifact;
  image: Artifact;
}

export function ManifestTab({ place, artifact, image }: Props) {
  const { t } = useTranslation("artifact");
  const [isIndex, setIsIndex] = useState(false);
  const shown = isIndex ? artifact : image;
  return (
    <Stack gap="md">
      {image !== artifact && (
        <SegmentedControl
          w="fit-content"
          aria-label={t("manifest.which")}
          value={isIndex ? "index" : "image"}
          onChange={(which) => setIsIndex(which === "index")}
          data={[
            { value: "image", label: t("manifest.ofPlatform") },
            { value: "index", label: t("manifest.ofIndex") },
          ]}
        />
      )}
      <Raw key={shown.digest} place={place} digest={shown.digest} />
    </Stack>
  );
}

interface RawProps {
  place: Place;
  digest: string;
}

function Raw({ place, digest }: RawProps) {
  const { t } = useTranslation("artifact");
  const raw = useQuery(rawManifestQuery(place, digest));
  return (
    <QueryView query={raw}>
      {({ manifest, config }) => (
        <Stack gap="md">
          <Genuine document={manifest} />
          <DocumentPanel title={t("manifest.title")} name="manifest" document={manifest} />
          {config && <DocumentPanel title={t("manifest.config")} name="config" document={config} />}
        </Stack>
      )}
    </QueryView>
  );
}

function Genuine({ document: { bytes, isGenuine } }: { document: Document }) {
  const { t } = useTranslation("artifact");
  const count = bytes.byteLength;
  if (isGenuine === false) return <Alert color="red">{t("manifest.forged")}</Alert>;
  return (
    <Text c="dimmed">
      {isGenuine ? t("manifest.genuine", { count }) : t("manifest.unchecked", { count })}
    </Text>
  );
}

interface DocumentProps {
  title: string;
  name: string;
  document: Document;
}

function DocumentPanel({ title, name, document }: DocumentProps) {
  return (
    <JsonPanel
      title={title}
      note={document.digest}
      source={document}
      name={`${name}-${shortDigest(document.digest).replace(":", "-")}.json`}
    />
  );
}
