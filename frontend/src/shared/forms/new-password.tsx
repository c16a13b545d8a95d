import { List, PasswordInput, type PasswordInputProps } from "@mantine/core";
import { IconCheck, IconPoint } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

const RULES = {
  length: (password: string) => password.length >= 8 && password.length <= 128,
  upper: (password: string) => /\p{Lu}/u.test(password),
  lower: (password: string) => /\p{Ll}/u.test(password),
  digit: (password: string) => /\p{Nd}/u.test(password),
} as const;
const NAMES = ["length", "upper", "lower", "digit"] as const;

/** The API's rules, so that they are told before it refuses; it also knows published passwords. */
export function isStrongPassword(password: string): boolean {
  return NAMES.every((name) => RULES[name](password));
}

interface Props extends Omit<PasswordInputProps, "value"> {
  value?: string;
}

/** A field for a new password, with what that has to be, ticked off while it is typed. */
export function NewPasswordField({ value = "", description, ...rest }: Props) {
  return (
    <PasswordInput
      autoComplete="new-password"
      value={value}
      description={
        <>
          {description}
          <Rules password={value} />
        </>
      }
      descriptionProps={{ component: "div" }}
      {...rest}
    />
  );
}

function Rules({ password }: { password: string }) {
  const { t } = useTranslation();
  return (
    <List size="xs" mt={4} pl={0} spacing={2} center>
      {NAMES.map((name) => {
        const isMet = RULES[name](password);
        const RuleIcon = isMet ? IconCheck : IconPoint;
        return (
          <List.Item
            key={name}
            icon={<RuleIcon size={14} aria-hidden />}
            {...(isMet ? { c: "var(--mantine-color-text)" } : {})}
          >
            {t(`password.${name}`)}
          </List.Item>
        );
      })}
    </List>
  );
}
