import { useTranslation } from "react-i18next";
import { type Kinds, knownOf, NAMED } from "./model";

/** What a kind of registry is called. */
export function useKindNames(): (kind: string, title?: string) => string {
  const { t } = useTranslation("registries");
  return (kind, title) => {
    const named = knownOf(NAMED, kind);
    return named ? t(`kind.${named}`) : (title ?? kind);
  };
}

export function KindName({ kind, kinds }: { kind: string; kinds: Kinds | undefined }) {
  return useKindNames()(kind, kinds?.[kind]?.title);
}
