import { IconExternalLink } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { shortDigest } from "@/shared/lib/digest";
import { repositoryPath } from "@/shared/lib/references";
import { Anchor } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import type { Artifact, Place } from "./api";
import type { Piece } from "./config";
import type { ArtifactSearch } from "./search";

interface Props {
  place: Place;
  digest: string;
  search?: ArtifactSearch;
  children: ReactNode;
}

/** To the page of another artifact of the repository. */
export function ArtifactLink({ place: { project, repository }, digest, search, children }: Props) {
  return (
    <Link
      to="/projects/$project/repos/$"
      params={{ project, _splat: repositoryPath(repository, "artifacts", digest) }}
      search={search ?? {}}
    >
      {children}
    </Link>
  );
}

/** The newest indexes that name it, by their tags. */
export function PartOf({
  place,
  parents,
}: {
  place: Place;
  parents: NonNullable<Artifact["parents"]>;
}) {
  return parents.map(({ digest, tags }) => (
    <div key={digest}>
      <ArtifactLink place={place} digest={digest}>
        {tags.join(", ") || shortDigest(digest)}
      </ArtifactLink>
    </div>
  ));
}

export function RepositoryLink({
  place: { project, repository },
  children,
}: Omit<Props, "digest">) {
  return (
    <Link
      to="/projects/$project/repos/$"
      params={{ project, _splat: repositoryPath(repository, "tags") }}
    >
      {children}
    </Link>
  );
}

/** Out of the registry, in a tab of its own which is told nothing of where it was opened. */
export function Outside({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Anchor href={href} target="_blank" rel="noopener noreferrer" inherit>
      {children} <IconExternalLink size={13} aria-hidden style={{ verticalAlign: "-1px" }} />
    </Anchor>
  );
}

/** A value with the links in it. */
export function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map(({ text, href }, at) => {
    const key = `${at}-${text}`;
    return href ? (
      <Outside key={key} href={href}>
        {text}
      </Outside>
    ) : (
      <span key={key}>{text}</span>
    );
  });
}
