import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "@/shared/api/session";
import { TextField } from "@/shared/forms/fields";
import { Button } from "@/shared/ui/buttons";
import { Group, Stack, Text } from "@/shared/ui/layout";
import { memberQueries } from "./api";

/** Finds users by a part of the name. Only administrators are told those: absent for the others. */
export function UserSearch({ onPick }: { onPick: (name: string) => void }) {
  const { t } = useTranslation("members");
  const can = useCan();
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text.trim());
  const found = useQuery(memberQueries.users(wanted));
  if (!can("user:list")) return null;
  return (
    <Stack gap={6}>
      <TextField
        label={t("search.label")}
        value={text}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {found.data && (
        <Group gap={6} role="status">
          {found.data.map(({ user_id, username }) => (
            <Button key={user_id} size="compact-sm" onClick={() => onPick(username)}>
              {username}
            </Button>
          ))}
          {found.data.length === 0 && (
            <Text size="sm" c="dimmed">
              {t("search.none")}
            </Text>
          )}
        </Group>
      )}
    </Stack>
  );
}
