import { shortDigest } from "@/shared/lib/digest";
import { type Place, repositoryPage } from "@/shared/lib/repository-page";
import { CopyButton } from "./copy-button";
import { Link } from "./link";

interface Props {
  place: Place;
  digest: string;
  /** What the button beside it copies. */
  what: string;
}

/** A digest's first digits, which lead to its artifact's page; the whole one to copy. */
export function DigestLink({ place, digest, what }: Props) {
  return (
    <>
      <Link {...repositoryPage(place, "artifacts", digest)} preload={false} className="mono">
        {shortDigest(digest)}
      </Link>
      <CopyButton text={digest} what={what} />
    </>
  );
}
