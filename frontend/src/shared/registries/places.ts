import { linkOptions } from "@tanstack/react-router";
import type { Target } from "@/shared/lib/commands";
import type { Scope } from "./scope";

/** The pages of registries and of replication: the system's, or those of a project. */
export const places = {
  registries({ project }: Scope, edit?: "new"): Target {
    const search = edit ? { edit } : {};
    if (project === undefined) return linkOptions({ to: "/admin/registries", search }) as Target;
    const to = "/projects/$project/replication/registries";
    return linkOptions({ to, params: { project }, search }) as Target;
  },
  policies({ project }: Scope): Target {
    if (project === undefined) return linkOptions({ to: "/admin/replication" }) as Target;
    return linkOptions({ to: "/projects/$project/replication", params: { project } }) as Target;
  },
  newPolicy({ project }: Scope): Target {
    if (project === undefined) return linkOptions({ to: "/admin/replication/new" }) as Target;
    return linkOptions({ to: "/projects/$project/replication/new", params: { project } }) as Target;
  },
  policy({ project }: Scope, id: number): Target {
    const params = { policy: `${id}` };
    if (project === undefined) {
      return linkOptions({ to: "/admin/replication/$policy", params }) as Target;
    }
    const to = "/projects/$project/replication/$policy";
    return linkOptions({ to, params: { ...params, project } }) as Target;
  },
  policyForm({ project }: Scope, id: number): Target {
    const params = { policy: `${id}` };
    if (project === undefined) {
      return linkOptions({ to: "/admin/replication/$policy/edit", params }) as Target;
    }
    const to = "/projects/$project/replication/$policy/edit";
    return linkOptions({ to, params: { ...params, project } }) as Target;
  },
  execution({ project }: Scope, policy: number, id: number): Target {
    const params = { policy: `${policy}`, execution: `${id}` };
    if (project === undefined) {
      const to = "/admin/replication/$policy/executions/$execution";
      return linkOptions({ to, params }) as Target;
    }
    const to = "/projects/$project/replication/$policy/executions/$execution";
    return linkOptions({ to, params: { ...params, project } }) as Target;
  },
};
