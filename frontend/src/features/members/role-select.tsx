import { useTranslation } from "react-i18next";
import { SelectField } from "@/shared/forms/fields";
import { toast } from "@/shared/ui/toasts";
import { type Member, useChangeRole } from "./api";
import { ROLES, roleOf } from "./model";

interface Props {
  project: string;
  member: Member;
}

/** A member's role, which changes at once; until the answer is there it shows what was asked. */
export function RoleSelect({ project, member }: Props) {
  const { t } = useTranslation(["members", "common"]);
  const change = useChangeRole(project);
  const shown = change.isPending ? change.variables.role : member.role_id;
  const options = ROLES.map((role) => ({ value: String(role), label: t(`common:role.${role}`) }));

  const onChange = (value: string | null) => {
    const role = roleOf(value);
    if (!role || role === member.role_id) return;
    change.mutate(
      { id: member.id, role },
      {
        onSuccess: () =>
          toast.success(
            t("change.done", { name: member.entity_name, role: t(`common:role.${role}`) }),
          ),
        onError: (error) => toast.failure(error),
      },
    );
  };
  return (
    <SelectField
      size="xs"
      w={190}
      aria-label={t("change.label", { name: member.entity_name })}
      data={options}
      value={String(shown)}
      disabled={change.isPending}
      allowDeselect={false}
      onChange={onChange}
    />
  );
}
