import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useCan } from "@/shared/api/session";
import { useAsked } from "@/shared/hooks/use-asked";
import { Button } from "@/shared/ui/buttons";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { Text } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import { toast } from "@/shared/ui/toasts";
import { RelTime } from "@/shared/ui/values";
import { type Token, type User, useRevokeToken, userQueries } from "./api";
import classes from "./users.module.css";

/** Another's personal tokens: to look at and to end, never to make. */
export function UserTokens({ user }: { user: User }) {
  const { t } = useTranslation("users");
  const mayRevoke = useCan()("user:update");
  const revoke = useRevokeToken(user.user_id);
  const { asked, ask, close, confirm } = useAsked(
    revoke,
    ({ id }: Token) => id,
    ({ name }) => toast.success(t("tokens.revoked", { name })),
  );
  return (
    <QueryView query={useQuery(userQueries.tokens(user.user_id))} lines={2}>
      {(tokens) => (
        <>
          {tokens.length === 0 && <Text c="dimmed">{t("tokens.none")}</Text>}
          <ul className={classes.tokens}>
            {tokens.map((token) => (
              <TokenItem
                key={token.id}
                token={token}
                {...(mayRevoke ? { onRevoke: () => ask(token) } : {})}
              />
            ))}
          </ul>
          <ConfirmDelete
            isOpen={asked !== null}
            onClose={close}
            onConfirm={confirm}
            title={t("tokens.revoke")}
            action={t("tokens.revoke")}
            isPending={revoke.isPending}
            error={revoke.error}
          >
            {t("tokens.revokeText", { name: asked?.name ?? "" })}
          </ConfirmDelete>
        </>
      )}
    </QueryView>
  );
}

const SCOPES = ["read", "write", "full"] as const;

function TokenItem({ token, onRevoke }: { token: Token; onRevoke?: () => void }) {
  const { t } = useTranslation("users");
  const scope = SCOPES.find((each) => each === token.scope);
  return (
    <li>
      <div className={classes.name}>
        <Text fw={600}>{token.name}</Text>
        <Text size="xs" c="dimmed" component="div">
          {scope ? t(`tokens.scope.${scope}`) : token.scope}
          {" · "}
          {token.projects.length > 0
            ? t("tokens.projects", { count: token.projects.length })
            : t("tokens.allProjects")}
          {" · "}
          {t("tokens.used")} <RelTime value={token.last_used} />
          {" · "}
          {token.expires_at ? (
            <>
              {t("tokens.expires")} <RelTime value={token.expires_at} />
            </>
          ) : (
            t("tokens.noExpiry")
          )}
        </Text>
      </div>
      {onRevoke && (
        <Button
          size="compact-sm"
          aria-label={t("tokens.revokeNamed", { name: token.name })}
          onClick={onRevoke}
        >
          {t("tokens.revoke")}
        </Button>
      )}
    </li>
  );
}
