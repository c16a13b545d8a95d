// Generated from docs/openapi.json by `npm run gen`; not edited by hand.

export interface paths {
    "/api/v2.0/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description Pulls and pushes of each day in the whole registry, days without any as well.
         *
         *     Needs `system-volumes:read`.
         */
        get: operations["activity_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/audit-logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `login`. */
        get: operations["audit_logs_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `login`. */
        get: operations["audit_export_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/audit/head": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `audit-log:list`. */
        get: operations["audit_head_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/audit/histogram": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `login`. */
        get: operations["audit_histogram_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/audit/purge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs `purge-audit:create`. */
        post: operations["audit_purge_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/audit/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `login`. */
        get: operations["audit_rows_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/audit/rows/{row_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `login`. */
        get: operations["audit_rows_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/auditlog-exts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `login`. */
        get: operations["auditlog_exts_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/auditlog-exts/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `login`. */
        get: operations["auditlog_exts_events_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/configurations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `configuration:read`. */
        get: operations["configurations_retrieve"];
        /** @description Needs `configuration:update`. */
        put: operations["configurations_update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Answer 200 always, as Harbor does; ``status`` and the components say how things are. */
        get: operations["health_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/jobservice/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `jobservice-monitor:list`. */
        get: operations["jobservice_jobs_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/jobservice/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `jobservice-monitor:list`. */
        get: operations["jobservice_jobs_retrieve"];
        /** @description Needs `jobservice-monitor:stop`. */
        put: operations["jobservice_jobs_update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/jobservice/jobs/{job_id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `jobservice-monitor:list`. */
        get: operations["jobservice_jobs_log_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/jobservice/jobs/{job_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs `jobservice-monitor:stop`. */
        post: operations["jobservice_jobs_retry_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/jobservice/jobs/all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description Needs `jobservice-monitor:stop`. */
        put: operations["jobservice_jobs_all_update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/jobservice/pools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `jobservice-monitor:list`. */
        get: operations["jobservice_pools_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/jobservice/pools/{pool_id}/workers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `jobservice-monitor:list`. */
        get: operations["jobservice_pools_workers_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/jobservice/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `jobservice-monitor:list`. */
        get: operations["jobservice_queues_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/jobservice/queues/{job_type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description Needs `jobservice-monitor:stop`. */
        put: operations["jobservice_queues_update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `label:list`. */
        get: operations["labels_list"];
        put?: never;
        /** @description Needs `label:create`. */
        post: operations["labels_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/labels/{label_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `label:read`. */
        get: operations["labels_retrieve"];
        /** @description Needs `label:update`. */
        put: operations["labels_update"];
        post?: never;
        /** @description Needs `label:delete`. */
        delete: operations["labels_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `login`. */
        get: operations["permissions_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ping_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["projects_list"];
        put?: never;
        /** @description Needs `login`. */
        post: operations["projects_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `project:read`. */
        get: operations["projects_retrieve"];
        /** @description Needs `project:update`. */
        put: operations["projects_update"];
        post?: never;
        /** @description Needs `project:delete`. */
        delete: operations["projects_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/_deletable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `project:delete`. */
        get: operations["projects__deletable_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description Pulls and pushes of each day, those without any as well.
         *
         *     Needs `repository:list`.
         */
        get: operations["projects_activity_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/artifacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `artifact:list`. */
        get: operations["projects_artifacts_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/auditlog-exts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `log:list`. */
        get: operations["projects_auditlog_exts_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/bulk/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Bring back up to a hundred things, each with what was deleted with it.
         *
         *     Needs `artifact:delete`.
         */
        post: operations["projects_bulk_restore_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/immutabletagrules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `immutable-tag:list`. */
        get: operations["projects_immutabletagrules_list"];
        put?: never;
        /** @description Needs `immutable-tag:create`. */
        post: operations["projects_immutabletagrules_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/immutabletagrules/{rule_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description Needs `immutable-tag:update`. */
        put: operations["projects_immutabletagrules_update"];
        post?: never;
        /** @description Needs `immutable-tag:delete`. */
        delete: operations["projects_immutabletagrules_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `log:list`. */
        get: operations["projects_logs_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `member:list`. */
        get: operations["projects_members_list"];
        put?: never;
        /** @description Needs `member:create`. */
        post: operations["projects_members_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/members/{member_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `member:read`. */
        get: operations["projects_members_retrieve"];
        /** @description Needs `member:update`. */
        put: operations["projects_members_update"];
        post?: never;
        /** @description Needs `member:delete`. */
        delete: operations["projects_members_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/metadatas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `metadata:list`. */
        get: operations["projects_metadatas_retrieve"];
        put?: never;
        /** @description Needs `metadata:create`. */
        post: operations["projects_metadatas_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/metadatas/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `metadata:read`. */
        get: operations["projects_metadatas_entry_retrieve"];
        /** @description Needs `metadata:update`. */
        put: operations["projects_metadatas_update"];
        post?: never;
        /** @description Needs `metadata:delete`. */
        delete: operations["projects_metadatas_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/registries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `replication-registry:list`. */
        get: operations["projects_registries_list"];
        put?: never;
        /**
         * @description Make one; it must answer, and take the credentials.
         *
         *     Needs `replication-registry:create`.
         */
        post: operations["projects_registries_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/registries/{registry_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `replication-registry:read`. */
        get: operations["projects_registries_retrieve"];
        /**
         * @description Change what is said; with another address, the stored credentials are gone.
         *
         *     Needs `replication-registry:update`.
         */
        put: operations["projects_registries_update"];
        post?: never;
        /** @description Needs `replication-registry:delete`. */
        delete: operations["projects_registries_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/registries/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Tell by a 400 what is wrong with a registry that is described, or stored.
         *
         *     Needs `replication-registry:read`.
         */
        post: operations["projects_registries_ping_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/replication/adapterinfos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `replication-registry:list`. */
        get: operations["projects_replication_adapterinfos_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/replication/adapters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `replication-registry:list`. */
        get: operations["projects_replication_adapters_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/replication/executions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `replication:list`. */
        get: operations["projects_replication_executions_list"];
        put?: never;
        /** @description Needs `replication:create`. */
        post: operations["projects_replication_executions_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/replication/executions/{replication_run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `replication:read`. */
        get: operations["projects_replication_executions_retrieve"];
        /** @description Needs `replication:create`. */
        put: operations["projects_replication_executions_update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/replication/executions/{replication_run_id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `replication:read`. */
        get: operations["projects_replication_executions_items_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/replication/executions/{replication_run_id}/retry-failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Do all tasks again that failed; what is done already is not done twice.
         *
         *     Needs `replication:create`.
         */
        post: operations["projects_replication_executions_retry_failed_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/replication/executions/{replication_run_id}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `replication:list`. */
        get: operations["projects_replication_executions_tasks_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/replication/executions/{replication_run_id}/tasks/{replication_task_id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `replication:read`. */
        get: operations["projects_replication_executions_tasks_items_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/replication/executions/{replication_run_id}/tasks/{replication_task_id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `replication:read`. */
        get: operations["projects_replication_executions_tasks_log_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/replication/executions/{replication_run_id}/tasks/{replication_task_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs `replication:create`. */
        post: operations["projects_replication_executions_tasks_retry_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/replication/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `replication-policy:list`. */
        get: operations["projects_replication_policies_list"];
        put?: never;
        /** @description Needs `replication-policy:create`. */
        post: operations["projects_replication_policies_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/replication/policies/{replication_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `replication-policy:read`. */
        get: operations["projects_replication_policies_retrieve"];
        /** @description Needs `replication-policy:update`. */
        put: operations["projects_replication_policies_update"];
        post?: never;
        /** @description Needs `replication-policy:delete`. */
        delete: operations["projects_replication_policies_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/replication/policies/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Tell what a policy would copy, were it to run now.
         *
         *     Needs `replication-policy:create`.
         */
        post: operations["projects_replication_policies_preview_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `repository:list`. */
        get: operations["projects_repositories_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories/{repository}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `repository:read`. */
        get: operations["projects_repositories_retrieve"];
        /** @description Needs `repository:update`. */
        put: operations["projects_repositories_update"];
        post?: never;
        /** @description Needs `repository:delete`. */
        delete: operations["projects_repositories_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories/{repository}/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description Pulls and pushes of each day, those without any as well.
         *
         *     Needs `repository:list`.
         */
        get: operations["projects_repositories_activity_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories/{repository}/artifacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description List artifacts; q also takes tags=*, tags=nil, tags=v, labels=(1 2), type=, base=*.
         *
         *     Needs `artifact:list`.
         */
        get: operations["projects_repositories_artifacts_list"];
        put?: never;
        /**
         * @description Copy an artifact here, which may make the repository.
         *
         *     Needs `artifact:create`.
         */
        post: operations["projects_repositories_artifacts_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories/{repository}/artifacts/{reference}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `artifact:read`. */
        get: operations["projects_repositories_artifacts_retrieve"];
        put?: never;
        post?: never;
        /** @description Needs `artifact:delete`. */
        delete: operations["projects_repositories_artifacts_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories/{repository}/artifacts/{reference}/accessories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `accessory:list`. */
        get: operations["projects_repositories_artifacts_accessories_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories/{repository}/artifacts/{reference}/additions/{addition}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `artifact-addition:read`. */
        get: operations["projects_repositories_artifacts_additions_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories/{repository}/artifacts/{reference}/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `artifact-addition:read`. */
        get: operations["projects_repositories_artifacts_config_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories/{repository}/artifacts/{reference}/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs `artifact-label:create`. */
        post: operations["projects_repositories_artifacts_labels_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories/{repository}/artifacts/{reference}/labels/{label_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description Needs `artifact-label:delete`. */
        delete: operations["projects_repositories_artifacts_labels_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories/{repository}/artifacts/{reference}/layers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `artifact-addition:read`. */
        get: operations["projects_repositories_artifacts_layers_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories/{repository}/artifacts/{reference}/manifest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `artifact-addition:read`. */
        get: operations["projects_repositories_artifacts_manifest_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories/{repository}/artifacts/{reference}/storage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description Bytes of the artifact; deleting it frees the unique ones.
         *
         *     Needs `artifact:read`.
         */
        get: operations["projects_repositories_artifacts_storage_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories/{repository}/artifacts/{reference}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `tag:list`. */
        get: operations["projects_repositories_artifacts_tags_list"];
        put?: never;
        /** @description Needs `tag:create`. */
        post: operations["projects_repositories_artifacts_tags_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories/{repository}/artifacts/{reference}/tags/{tag}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * @description Delete a tag that names this artifact; one that names another is not here (AZ-04).
         *
         *     Needs `tag:delete`.
         */
        delete: operations["projects_repositories_artifacts_tags_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories/{repository}/bulk/attach-label": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Give artifacts a label of the system or of the project.
         *
         *     Needs `artifact-label:create`.
         */
        post: operations["projects_repositories_bulk_attach_label_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories/{repository}/bulk/delete-artifacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Delete artifacts with their tags and all that belongs to them.
         *
         *     Needs `artifact:delete`.
         */
        post: operations["projects_repositories_bulk_delete_artifacts_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories/{repository}/bulk/delete-matching-tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `tag:delete`. */
        get: operations["projects_repositories_bulk_delete_matching_tags_list"];
        put?: never;
        /**
         * @description Begin; the artifacts stay, and tags that a rule protects.
         *
         *     Needs `tag:delete`.
         */
        post: operations["projects_repositories_bulk_delete_matching_tags_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories/{repository}/bulk/delete-matching-tags/{removal_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `tag:delete`. */
        get: operations["projects_repositories_bulk_delete_matching_tags_retrieve"];
        /** @description Needs `tag:delete`. */
        put: operations["projects_repositories_bulk_delete_matching_tags_update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories/{repository}/bulk/delete-tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Delete tags; the artifacts stay.
         *
         *     Needs `tag:delete`.
         */
        post: operations["projects_repositories_bulk_delete_tags_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories/{repository}/storage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description Bytes of the repository; deleting it frees the unique ones.
         *
         *     Needs `repository:list`.
         */
        get: operations["projects_repositories_storage_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories/{repository}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description List tags with all that is known of each; q also takes type=, labels=(1 2), signed=.
         *
         *     Needs `tag:list`.
         */
        get: operations["projects_repositories_tags_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories/{repository}/tags/{tag}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description Where the tag pointed, the newest line first; also of a tag that is deleted.
         *
         *     Needs `tag:list`.
         */
        get: operations["projects_repositories_tags_history_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/repositories/{repository}/tags/{tag}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Have the tag name a digest of its history again, or undo a line of it.
         *
         *     Needs `tag:create`.
         */
        post: operations["projects_repositories_tags_restore_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/storage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description Bytes of the project and of its repositories, the largest first.
         *
         *     Needs `quota:read`.
         */
        get: operations["projects_storage_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `project:read`. */
        get: operations["projects_summary_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/trash": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description List what can be brought back; q also takes name=~, a part of what people call it.
         *
         *     Needs `artifact:delete`.
         */
        get: operations["projects_trash_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/projects/{project}/trash/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Bring back one thing, with all that was deleted with it.
         *
         *     Needs `artifact:delete`.
         */
        post: operations["projects_trash_restore_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/quotas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `quota:list`. */
        get: operations["quotas_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/quotas/{quota_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `quota:read`. */
        get: operations["quotas_retrieve"];
        /** @description Needs `quota:update`. */
        put: operations["quotas_update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/registries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `registry:list`. */
        get: operations["registries_list"];
        put?: never;
        /**
         * @description Make one; it must answer, and take the credentials.
         *
         *     Needs `registry:create`.
         */
        post: operations["registries_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/registries/{registry_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `registry:read`. */
        get: operations["registries_retrieve"];
        /**
         * @description Change what is said; with another address, the stored credentials are gone.
         *
         *     Needs `registry:update`.
         */
        put: operations["registries_update"];
        post?: never;
        /** @description Needs `registry:delete`. */
        delete: operations["registries_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/registries/{registry_id}/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `registry:read`. */
        get: operations["registries_info_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/registries/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Tell by a 400 what is wrong with a registry that is described, or stored.
         *
         *     Needs `registry:read`.
         */
        post: operations["registries_ping_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/replication/adapterinfos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `replication-adapter:list`. */
        get: operations["replication_adapterinfos_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/replication/adapters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `replication-adapter:list`. */
        get: operations["replication_adapters_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/replication/executions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `replication:list`. */
        get: operations["replication_executions_list"];
        put?: never;
        /** @description Needs `replication:create`. */
        post: operations["replication_executions_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/replication/executions/{replication_run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `replication:read`. */
        get: operations["replication_executions_retrieve"];
        /** @description Needs `replication:create`. */
        put: operations["replication_executions_update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/replication/executions/{replication_run_id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `replication:read`. */
        get: operations["replication_executions_items_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/replication/executions/{replication_run_id}/retry-failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Do all tasks again that failed; what is done already is not done twice.
         *
         *     Needs `replication:create`.
         */
        post: operations["replication_executions_retry_failed_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/replication/executions/{replication_run_id}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `replication:list`. */
        get: operations["replication_executions_tasks_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/replication/executions/{replication_run_id}/tasks/{replication_task_id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `replication:read`. */
        get: operations["replication_executions_tasks_items_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/replication/executions/{replication_run_id}/tasks/{replication_task_id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `replication:read`. */
        get: operations["replication_executions_tasks_log_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/replication/executions/{replication_run_id}/tasks/{replication_task_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs `replication:create`. */
        post: operations["replication_executions_tasks_retry_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/replication/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `replication-policy:list`. */
        get: operations["replication_policies_list"];
        put?: never;
        /** @description Needs `replication-policy:create`. */
        post: operations["replication_policies_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/replication/policies/{replication_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `replication-policy:read`. */
        get: operations["replication_policies_retrieve"];
        /** @description Needs `replication-policy:update`. */
        put: operations["replication_policies_update"];
        post?: never;
        /** @description Needs `replication-policy:delete`. */
        delete: operations["replication_policies_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/replication/policies/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Tell what a policy would copy, were it to run now.
         *
         *     Needs `replication-policy:create`.
         */
        post: operations["replication_policies_preview_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/repositories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["repositories_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/retentions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs `tag-retention:create`. */
        post: operations["retentions_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/retentions/{policy_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `tag-retention:read`. */
        get: operations["retentions_retrieve"];
        /** @description Needs `tag-retention:update`. */
        put: operations["retentions_update"];
        post?: never;
        /** @description Needs `tag-retention:delete`. */
        delete: operations["retentions_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/retentions/{policy_id}/executions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `tag-retention:list`. */
        get: operations["retentions_executions_list"];
        put?: never;
        /** @description Needs `tag-retention:update`. */
        post: operations["retentions_executions_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/retentions/{policy_id}/executions/{execution_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `tag-retention:list`. */
        get: operations["retentions_executions_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** @description Needs `tag-retention:update`. */
        patch: operations["retentions_executions_partial_update"];
        trace?: never;
    };
    "/api/v2.0/retentions/{policy_id}/executions/{execution_id}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `tag-retention:list`. */
        get: operations["retentions_executions_tasks_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/retentions/{policy_id}/executions/{execution_id}/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `tag-retention:read`. */
        get: operations["retentions_executions_tasks_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/retentions/{policy_id}/executions/{execution_id}/verdicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `tag-retention:list`. */
        get: operations["retentions_executions_verdicts_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/retentions/metadatas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `login`. */
        get: operations["retentions_metadatas_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/retentions/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Tell what a run by these rules would do now; X-Total-Count is that of the rows.
         *
         *     Needs `tag-retention:read`.
         */
        post: operations["retentions_preview_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/robots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `robot:list`. */
        get: operations["robots_list"];
        put?: never;
        /** @description Needs `robot:create`. */
        post: operations["robots_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/robots/{robot_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `robot:read`. */
        get: operations["robots_retrieve"];
        /** @description Needs `robot:update`. */
        put: operations["robots_update"];
        post?: never;
        /** @description Needs `robot:delete`. */
        delete: operations["robots_destroy"];
        options?: never;
        head?: never;
        /** @description Needs `robot:update`. */
        patch: operations["robots_partial_update"];
        trace?: never;
    };
    "/api/v2.0/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `jobservice-monitor:list`. */
        get: operations["schedules_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/schedules/{job_type}/paused": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `login`. */
        get: operations["schedules_paused_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["search_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/search/all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Find things by a part of their names, artifacts by the beginning of a digest. */
        get: operations["search_all_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `user`. */
        get: operations["session_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description Count what the caller sees; bytes are told to administrators.
         *
         *     Needs `login`.
         */
        get: operations["statistics_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/storage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description Bytes of the projects that hold most: a tree's first level.
         *
         *     Needs `system-volumes:read`.
         */
        get: operations["storage_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/system/gc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `garbage-collection:list`. */
        get: operations["system_gc_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/system/gc/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `garbage-collection:read`. */
        get: operations["system_gc_retrieve"];
        /** @description Needs `garbage-collection:stop`. */
        put: operations["system_gc_update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/system/gc/{run_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `garbage-collection:read`. */
        get: operations["system_gc_export_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/system/gc/{run_id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `garbage-collection:read`. */
        get: operations["system_gc_items_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/system/gc/{run_id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `garbage-collection:read`. */
        get: operations["system_gc_log_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/system/gc/explanation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `garbage-collection:read`. */
        get: operations["system_gc_explanation_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/system/gc/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `garbage-collection:read`. */
        get: operations["system_gc_schedule_retrieve"];
        /** @description Needs `garbage-collection:update`. */
        put: operations["system_gc_schedule_update"];
        /** @description Needs `garbage-collection:create`. */
        post: operations["system_gc_schedule_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/system/gc/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `garbage-collection:read`. */
        get: operations["system_gc_waiting_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/system/purgeaudit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `purge-audit:list`. */
        get: operations["system_purgeaudit_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/system/purgeaudit/{purge_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `purge-audit:read`. */
        get: operations["system_purgeaudit_retrieve"];
        /** @description Needs `purge-audit:stop`. */
        put: operations["system_purgeaudit_update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/system/purgeaudit/{purge_id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `purge-audit:read`. */
        get: operations["system_purgeaudit_log_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/system/purgeaudit/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `purge-audit:read`. */
        get: operations["system_purgeaudit_schedule_retrieve"];
        /** @description Needs `purge-audit:update`. */
        put: operations["system_purgeaudit_schedule_update"];
        /** @description Needs `purge-audit:create`. */
        post: operations["system_purgeaudit_schedule_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/systeminfo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["systeminfo_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/systeminfo/getcert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["systeminfo_getcert_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/systeminfo/volumes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `system-volumes:read`. */
        get: operations["systeminfo_volumes_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `user:list`. */
        get: operations["users_list"];
        put?: never;
        /** @description Needs `user:create`. */
        post: operations["users_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `user:read`. */
        get: operations["users_retrieve"];
        /** @description Needs `user:update`. */
        put: operations["users_update"];
        post?: never;
        /** @description Needs `user:delete`. */
        delete: operations["users_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/users/{user_id}/active": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description Needs `user:update`. */
        put: operations["users_active_update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/users/{user_id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description Needs `user:update`. */
        put: operations["users_password_update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/users/{user_id}/sysadmin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description Needs `user:update`. */
        put: operations["users_sysadmin_update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/users/{user_id}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `user:read`. */
        get: operations["users_tokens_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/users/{user_id}/tokens/{token_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `user:read`. */
        get: operations["users_tokens_retrieve"];
        put?: never;
        post?: never;
        /** @description Needs `user:update`. */
        delete: operations["users_tokens_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/users/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `user`. */
        get: operations["users_current_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/users/current/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `login`. */
        get: operations["users_current_permissions_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/users/current/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `user`. */
        get: operations["users_current_tokens_list"];
        put?: never;
        /** @description Needs `person`. */
        post: operations["users_current_tokens_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/users/current/tokens/{token_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `user`. */
        get: operations["users_current_tokens_retrieve"];
        put?: never;
        post?: never;
        /** @description Needs `person`. */
        delete: operations["users_current_tokens_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2.0/users/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs `login`. */
        get: operations["users_search_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["api_version_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/c/log_out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["c_log_out_retrieve"];
        put?: never;
        post: operations["c_log_out_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/c/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["c_login_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A right, as Harbor names it: what, and what to do with it. */
        AccessRead: {
            resource: string;
            action: string;
            effect: string;
        };
        AccessWriteRequest: {
            resource: string;
            action: string;
            /** @default allow */
            effect?: components["schemas"]["EffectEnum"] | components["schemas"]["BlankEnum"] | components["schemas"]["NullEnum"];
        };
        /** @description What an answer shows. */
        AccessoryRead: {
            id: number;
            artifact_id: number;
            subject_artifact_id: number;
            subject_artifact_digest: string;
            subject_artifact_repo: string;
            size: number;
            digest: string;
            type: string;
            icon: string;
            /** Format: date-time */
            creation_time: string;
            artifact_type: string;
        };
        /**
         * @description * `stop` - stop
         * @enum {string}
         */
        ActionEnum: "stop";
        /** @description What a request may say; subclasses declare the fields. */
        ActionWriteRequest: {
            action: string;
        };
        /** @description What a request may say; subclasses declare the fields. */
        ActiveWriteRequest: {
            active: boolean;
        };
        /**
         * @description A kind of registry. ``tried``: seen to work with a real one, not by its documents alone.
         *
         *     ``fill_in``: the endpoints are examples; ``most_parts``: that a repository's name has at most.
         */
        AdapterInfoRead: {
            endpoint_pattern: components["schemas"]["EndpointPattern"];
            credential_pattern: components["schemas"]["CredentialPattern"];
            title: string;
            description: string;
            supported_filters: string[];
            supported_triggers: string[];
            supported_copy_by_chunk: boolean;
            access_key_label: string;
            access_secret_label: string;
            fill_in: boolean;
            tried: boolean;
            most_parts: number | null;
        };
        /** @description What an answer shows. */
        AdditionLink: {
            href: string;
            absolute: boolean;
        };
        /** @description What a request may say; subclasses declare the fields. */
        AdminWriteRequest: {
            sysadmin_flag: boolean;
        };
        /** @description What an answer shows. */
        ArtifactRead: {
            actions?: string[];
            id: number;
            type: string;
            media_type: string;
            manifest_media_type: string;
            artifact_type: string;
            project_id: number;
            repository_id: number;
            repository_name: string;
            digest: string;
            size: number;
            icon: string;
            /** Format: date-time */
            push_time: string;
            /** Format: date-time */
            pull_time: string;
            pull_count: number;
            extra_attrs: {
                [key: string]: unknown;
            };
            annotations: {
                [key: string]: unknown;
            };
            references: components["schemas"]["ReferenceRead"][];
            tags?: components["schemas"]["TagRead"][];
            addition_links: {
                [key: string]: components["schemas"]["AdditionLink"];
            };
            labels?: components["schemas"]["LabelOn"][];
            accessories?: components["schemas"]["AccessoryRead"][];
            inherited_accessories?: components["schemas"]["AccessoryRead"][];
            parents?: components["schemas"]["ParentRead"][];
        };
        /** @description What a request may say; subclasses declare the fields. */
        ArtifactsNamedRequest: {
            digests: string[];
        };
        /** @description ``outcome`` is empty while it is under way. */
        AttemptRead: {
            number: number;
            worker: string;
            outcome: string;
            error: string;
            /** Format: date-time */
            start_time: string;
            /** Format: date-time */
            end_time: string | null;
        };
        /** @description Harbor's newer shape. */
        AuditLogExtRead: {
            id: number;
            username: string;
            resource: string;
            resource_type: string;
            operation: string;
            /** Format: date-time */
            op_time: string;
            readonly operation_description: string;
            operation_result: boolean;
        };
        /** @description Harbor's older shape. */
        AuditLogRead: {
            id: number;
            username: string;
            resource: string;
            resource_type: string;
            operation: string;
            /** Format: date-time */
            op_time: string;
        };
        /** @enum {unknown} */
        BlankEnum: "";
        /** @description Bytes: all that is named, of it what is kept, and of that what nothing else keeps. */
        Bytes: {
            logical: number;
            stored: number;
            unique: number;
            shared: number;
        };
        /** @description What an answer shows. */
        Catalogue: {
            system?: components["schemas"]["Permission"][];
            project: components["schemas"]["Permission"][];
        };
        /** @description Harbor's ``GCHistory``. *progress* counts what the plan lists and what of it is done. */
        CollectionRead: {
            id: number;
            job_name: string;
            job_kind: string;
            /** @description As Harbor has it: what was asked for and what came of it, in one text. */
            readonly job_parameters: string;
            readonly schedule: {
                [key: string]: string;
            };
            job_status: string;
            /** @default false */
            deleted?: boolean;
            /** Format: date-time */
            creation_time: string;
            /** Format: date-time */
            update_time: string;
            /** Format: date-time */
            start_time: string | null;
            /** Format: date-time */
            end_time: string | null;
            started_by: string;
            parameters: unknown;
            result: unknown;
            readonly progress: {
                [key: string]: number | null;
            };
            readonly error: string;
            readonly attempts: number;
        };
        /** @description What an answer shows. */
        ComponentRead: {
            name: string;
            status: string;
            error?: string;
        };
        /** @description Each setting with whether it can be set; the fields are those of the configuration. */
        Configurations: {
            auth_mode: components["schemas"]["TextSetting"];
            banner_message: components["schemas"]["TextSetting"];
            notification_enable: components["schemas"]["FlagSetting"];
            primary_auth_mode: components["schemas"]["FlagSetting"];
            project_creation_restriction: components["schemas"]["TextSetting"];
            pull_audit_log_disable: components["schemas"]["FlagSetting"];
            pull_count_update_disable: components["schemas"]["FlagSetting"];
            pull_time_update_disable: components["schemas"]["FlagSetting"];
            quota_per_project_enable: components["schemas"]["FlagSetting"];
            read_only: components["schemas"]["FlagSetting"];
            robot_name_prefix: components["schemas"]["TextSetting"];
            robot_token_duration: components["schemas"]["NumberSetting"];
            self_registration: components["schemas"]["FlagSetting"];
            session_timeout: components["schemas"]["NumberSetting"];
            storage_per_project: components["schemas"]["NumberSetting"];
            token_expiration: components["schemas"]["NumberSetting"];
        };
        /** @description Some of what can be set. */
        ConfigurationsWriteRequest: {
            /** @description who may make projects, everyone or adminonly */
            project_creation_restriction?: string;
            /** @description true or false: whether everything but reading is refused */
            read_only?: boolean;
            /** @description how the logins of new robots begin: at most 64 letters, digits and . _ - + @ # $ % ~, among them one of the last four */
            robot_name_prefix?: string;
            /**
             * Format: int64
             * @description days that robots live whose maker does not say, 1 to 36500
             */
            robot_token_duration?: number;
            /**
             * Format: int64
             * @description minutes after which an idle browser is logged out, 1 to 43200
             */
            session_timeout?: number;
            /**
             * Format: int64
             * @description bytes of a new project, -1 (unlimited) or 1 byte to 1024 TiB
             */
            storage_per_project?: number;
            /** @description what the console shows above every page, 4096 characters at most */
            banner_message?: string;
            /** @description true or false: whether pulls are left out of the audit log */
            pull_audit_log_disable?: boolean;
            /** @description true or false: whether pulls are not counted */
            pull_count_update_disable?: boolean;
            /** @description true or false: whether the time of the last pull is not kept */
            pull_time_update_disable?: boolean;
        };
        /** @description What an answer shows. */
        CredentialPattern: {
            access_key_type: string;
            access_key_data: string;
            access_secret_type: string;
            access_secret_data: string;
        };
        /** @description The secret is never told: five stars stand for one that is there. */
        CredentialRead: {
            /** @default basic */
            type?: string;
            access_key: string;
            readonly access_secret: string;
        };
        CredentialWriteRequest: {
            /** @default basic */
            type?: string | null;
            access_key?: string | null;
            access_secret?: string | null;
        };
        /** @description What an answer shows. */
        CronShape: {
            cron: string;
        };
        CronWriteRequest: {
            /** @default  */
            cron?: string | null;
        };
        /** @description What an answer shows. */
        DayRead: {
            /** Format: date */
            day: string;
            pulls: number;
            pushes: number;
        };
        /** @description What an answer shows. */
        Deletable: {
            deletable: boolean;
            message: string;
        };
        /** @description What an answer shows. */
        DueRead: {
            /** Format: date */
            day: string;
            count: number;
        };
        /**
         * @description * `` -
         *     * `allow` - allow
         * @enum {string}
         */
        EffectEnum: "allow";
        /** @description ``endpoint_type`` says whether there are none, one, or some ``endpoints`` to choose from. */
        EndpointPattern: {
            endpoint_type: string;
            endpoints: components["schemas"]["PlaceRead"][];
        };
        /** @description What an answer shows. */
        EventTypeRead: {
            event_type: string;
        };
        /** @description Harbor's ``RetentionExecution``, and what has come of it so far. */
        ExecutionRead: {
            total: number;
            retained: number;
            deleted: number;
            immutable: number;
            bytes: number;
            id: number;
            policy_id: number;
            status: string;
            trigger: string;
            dry_run: boolean;
            started_by: string;
            /** Format: date-time */
            creation_time: string;
            /** Format: date-time */
            start_time: string | null;
            /** Format: date-time */
            end_time: string | null;
            errors: number;
        };
        /** @description What a request may say; subclasses declare the fields. */
        ExecutionWriteRequest: {
            /** @default false */
            dry_run?: boolean;
        };
        /** @description What an answer shows. */
        ExplanationRead: {
            digest: string;
            is_known: boolean;
            state: string;
            size: number;
            holders: components["schemas"]["HolderRead"][];
        };
        /** @description Every answer that is no success. */
        Failure: {
            errors: components["schemas"]["Problem"][];
        };
        /** @description What an answer shows. */
        FailureCauseShape: {
            cause: string;
            text: string;
            count: number;
        };
        /** @description What an answer shows. */
        Fault: {
            code: string;
            message: string;
        };
        /** @description A filter that policies may have: how its value is entered, and those to choose from. */
        FilterStyle: {
            type: string;
            style: string;
            values: string[];
        };
        /** @description What an answer shows. */
        FlagSetting: {
            value: boolean;
            editable: boolean;
        };
        /** @description Something that was found: what it is called, and where it is. */
        Found: {
            kind: string;
            id: number;
            name: string;
            project: string | null;
            repository: string | null;
            digest: string | null;
        };
        /** @description What an answer shows. */
        FoundRead: {
            projects: components["schemas"]["Found"][];
            repositories: components["schemas"]["Found"][];
            tags: components["schemas"]["Found"][];
            artifacts: components["schemas"]["Found"][];
            labels: components["schemas"]["Found"][];
            users: components["schemas"]["Found"][];
            robots: components["schemas"]["Found"][];
        };
        /** @description What a request may say; subclasses declare the fields. */
        GarbageWriteRequest: {
            schedule: components["schemas"]["WhenWriteRequest"];
            parameters?: components["schemas"]["OptionsWriteRequest"];
        };
        /** @description The first five fields are everybody's, the others for those who logged in. */
        GeneralInfo: {
            auth_mode: string;
            primary_auth_mode: boolean;
            self_registration: boolean;
            banner_message: string;
            oidc_provider_name: string;
            harbor_version?: string;
            registry_url?: string;
            external_url?: string;
            project_creation_restriction?: string;
            read_only?: boolean;
            has_ca_root?: boolean;
            notification_enable?: boolean;
            /** Format: date-time */
            current_time?: string;
            registry_storage_provider_name?: string;
            trash_days?: number;
        };
        /** @description What an answer shows. */
        HeadRead: {
            sequence: number;
            readonly hash: string;
            /** Format: date-time */
            time: string;
            unsealed: number;
        };
        /** @description What an answer shows. */
        HealthRead: {
            status: string;
            components: components["schemas"]["ComponentRead"][];
        };
        /** @description What an answer shows. */
        HistogramRead: {
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            until: string;
            seconds: number;
            /** Format: date-time */
            counted_from: string;
            pieces: components["schemas"]["PieceRead"][];
        };
        /** @description What an answer shows. */
        HolderRead: {
            reason: string;
            repository: string;
            name: string;
            /** Format: date-time */
            until: string | null;
        };
        /** @description What an answer shows. */
        ImmutableRuleRead: {
            id: number;
            priority: number;
            disabled: boolean;
            /** @default immutable */
            action?: string;
            /** @default immutable_template */
            template?: string;
            params?: {
                [key: string]: unknown;
            };
            tag_selectors: components["schemas"]["SelectorShape"][];
            readonly scope_selectors: {
                [key: string]: {
                    [key: string]: string;
                }[];
            };
        };
        /** @description What is left out stays as it is, or for a new rule as it usually is. */
        ImmutableRuleWriteRequest: {
            /** Format: int64 */
            priority?: number;
            disabled?: boolean;
            /** @default immutable */
            action?: string;
            /** @default immutable_template */
            template?: string;
            tag_selectors?: components["schemas"]["SelectorWriteRequest"][];
            scope_selectors?: {
                [key: string]: components["schemas"]["SelectorWriteRequest"][];
            };
        };
        /** @description One line of a plan. ``repository_name`` is empty for bytes, and for what is gone. */
        ItemRead: {
            id: number;
            kind: string;
            digest: string;
            size: number;
            outcome: string;
            readonly repository_name: string;
        };
        /** @description A task of any kind. ``next_attempt_time`` is when it is tried again, if it waits for that. */
        JobRead: {
            id: number;
            execution_id: number;
            kind: string;
            key: string;
            status: string;
            trigger: string;
            started_by: string;
            subject: number;
            parameters: unknown;
            result: unknown;
            is_stopping: boolean;
            error: string;
            progress: components["schemas"]["ProgressRead"];
            attempts: components["schemas"]["AttemptRead"][];
            /** Format: date-time */
            creation_time: string;
            /** Format: date-time */
            update_time: string;
            /** Format: date-time */
            start_time: string | null;
            /** Format: date-time */
            end_time: string | null;
            /** Format: date-time */
            readonly next_attempt_time: string | null;
        };
        /** @description One artifact: what becomes of it, why, and by which of the policy's rules, if by one. */
        JudgedRead: {
            repository_name: string;
            digest: string;
            tags: string[];
            tag_count: number;
            /** Format: date-time */
            push_time: string;
            /** Format: date-time */
            pull_time: string | null;
            verdict: string;
            rule_id: number | null;
            reason: string;
            size: number;
            freed: number;
        };
        /** @description What an answer shows. */
        KindShape: {
            display_text: string;
            kind: string;
            decorations: string[];
        };
        /** @description What a request may say; subclasses declare the fields. */
        LabelNamedRequest: {
            /** Format: int64 */
            id: number;
        };
        /** @description What an answer shows. */
        LabelOn: {
            id: number;
            name: string;
            description: string;
            color: string;
            scope: string;
            project_id: number;
            /** Format: date-time */
            creation_time: string;
            /** Format: date-time */
            update_time: string;
        };
        /** @description What an answer shows. */
        LabelRead: {
            id: number;
            name: string;
            description: string;
            color: string;
            readonly scope: string;
            readonly project_id: number;
            /** Format: date-time */
            creation_time: string;
            /** Format: date-time */
            update_time: string;
        };
        /** @description What a request may say; subclasses declare the fields. */
        LabelUpdateRequest: {
            /** @default  */
            name?: string;
            /** @default  */
            description?: string;
            /** @default  */
            color?: string;
        };
        /** @description What a request may say; subclasses declare the fields. */
        LabelWantedRequest: {
            digests: string[];
            /** Format: int64 */
            label_id: number;
        };
        /** @description What a request may say; subclasses declare the fields. */
        LabelWriteRequest: {
            /** @default  */
            name?: string;
            /** @default  */
            description?: string;
            /** @default  */
            color?: string;
            /** @default  */
            scope?: string;
            /**
             * Format: int64
             * @default 0
             */
            project_id?: number;
        };
        /** @description What an answer shows. */
        LayerRead: {
            digest: string;
            size: number;
            media_type: string;
            command: string;
            created: string;
        };
        /** @description What an answer shows. */
        LimitBytes: {
            storage: number;
        };
        LimitsRequest: {
            /** Format: int64 */
            storage: number;
        };
        /** @description What a request may say; subclasses declare the fields. */
        LoginWriteRequest: {
            principal: string;
            password: string;
        };
        /** @description What an answer shows. */
        MemberRead: {
            id: number;
            project_id: number;
            entity_id: number;
            entity_name: string;
            readonly entity_type: string;
            role_id: number;
            readonly role_name: string;
        };
        /** @description What a request may say; subclasses declare the fields. */
        MemberWriteRequest: {
            /**
             * Format: int64
             * @default 0
             */
            role_id?: number;
            member_user?: components["schemas"]["UserNamedRequest"];
            member_group?: {
                [key: string]: unknown;
            };
        };
        /** @description All that is set, or the one that was asked for. */
        MetadataRead: {
            public?: string;
            allow_sparse?: string;
            retention_id?: string;
        };
        /** @description One key and its value. */
        MetadataWriteRequest: {
            public?: string;
            allow_sparse?: string;
        };
        /** @description What is left out stays as it is. */
        NewPolicyWriteRequest: {
            /** @default or */
            algorithm?: string;
            rules?: components["schemas"]["RuleWriteRequest"][];
            trigger?: components["schemas"]["TriggerWriteRequest"];
            scope: components["schemas"]["ScopeWriteRequest"];
        };
        NullEnum: null;
        /** @description What an answer shows. */
        NumberSetting: {
            value: number;
            editable: boolean;
        };
        /** @description Harbor's ``RetentionMetadata``: what a rule can be made of. */
        OfferRead: {
            templates: components["schemas"]["TemplateShape"][];
            scope_selectors: components["schemas"]["KindShape"][];
            tag_selectors: components["schemas"]["KindShape"][];
        };
        /** @description With the rules that it goes by, as they were when it began: verdicts name them. */
        OneExecutionRead: {
            total: number;
            retained: number;
            deleted: number;
            immutable: number;
            bytes: number;
            id: number;
            policy_id: number;
            status: string;
            trigger: string;
            dry_run: boolean;
            started_by: string;
            /** Format: date-time */
            creation_time: string;
            /** Format: date-time */
            start_time: string | null;
            /** Format: date-time */
            end_time: string | null;
            errors: number;
            rules: components["schemas"]["RuleRead"][];
        };
        /** @description With the first hundred tags that were skipped. */
        OneRemovalRead: {
            id: number;
            status: string;
            q: string;
            started_by: string;
            /** Format: date-time */
            creation_time: string;
            /** Format: date-time */
            start_time: string | null;
            /** Format: date-time */
            end_time: string | null;
            is_stopping: boolean;
            error: string;
            done: number;
            total: number;
            deleted: number;
            skipped: components["schemas"]["SkippedShape"];
            skipped_tags: components["schemas"]["SkippedTag"][];
        };
        /** @description With what failed, grouped, and the policy as it was when the run began. */
        OneReplicationExecutionRead: {
            items: components["schemas"]["TransferItemsShape"];
            bytes: components["schemas"]["TransferBytesShape"];
            /** Format: double */
            rate: number | null;
            /** Format: date-time */
            eta: string | null;
            id: number;
            policy_id: number;
            policy_name: string;
            status: string;
            status_text: string;
            trigger: string;
            /** Format: date-time */
            creation_time: string;
            /** Format: date-time */
            start_time: string | null;
            /** Format: date-time */
            end_time: string | null;
            total: number;
            failed: number;
            succeed: number;
            in_progress: number;
            stopped: number;
            skipped: number;
            dry_run: boolean;
            started_by: string;
            list_task_id: number | null;
            causes: components["schemas"]["FailureCauseShape"][];
            policy: unknown;
        };
        /** @description With the bytes that it sent in the last 30 days. */
        OneReplicationPolicyRead: {
            id: number;
            name: string;
            description: string;
            project_id: number | null;
            src_registry: components["schemas"]["ReplicationEndRead"];
            dest_registry: components["schemas"]["ReplicationEndRead"];
            dest_namespace: string;
            dest_namespace_replace_count: number;
            trigger: components["schemas"]["ReplicationTriggerShape"];
            filters: components["schemas"]["ReplicationFilterShape"][];
            replicate_deletion: boolean;
            deletion: boolean;
            override: boolean;
            enabled: boolean;
            mirror: boolean;
            speed: number;
            copy_by_chunk: boolean;
            single_active_replication: boolean;
            /** Format: date-time */
            creation_time: string;
            /** Format: date-time */
            update_time: string;
            /** Format: date-time */
            next_run_time: string | null;
            coming: string[];
            last_execution: components["schemas"]["RecentRunShape"] | null;
            recent: components["schemas"]["RecentRunShape"][];
            success: components["schemas"]["RunsSuccessShape"];
            sent_bytes: number;
        };
        /** @description What Harbor's clients send besides is passed over. */
        OptionsWriteRequest: {
            /** @default false */
            delete_untagged?: boolean;
            /** @default false */
            dry_run?: boolean;
            /** @default 1 */
            workers?: number;
            /** Format: int64 */
            plan?: number;
        };
        /** @description What became of one item: the status that it would have had alone. */
        Outcome: {
            item: string;
            status: number;
            error: components["schemas"]["Fault"] | null;
        };
        /** @description What an answer shows. */
        Outcomes: {
            done: number;
            failed: number;
            results: components["schemas"]["Outcome"][];
        };
        /** @description What an answer shows. */
        ParamShape: {
            type: string;
            unit: string;
            required: boolean;
        };
        /** @description An index that names the artifact, with the newest of its tags. */
        ParentRead: {
            digest: string;
            tags: string[];
        };
        /** @description What a request may say; subclasses declare the fields. */
        PasswordWriteRequest: {
            new_password: string;
            /** @default  */
            old_password?: string;
        };
        /** @description ``grace_seconds`` is ours: how long the secret that there is lives on. */
        PatchedSecretWriteRequest: {
            /** @default  */
            secret?: string;
            /**
             * Format: int64
             * @default 0
             */
            grace_seconds?: number;
        };
        /** @description What a request may say; subclasses declare the fields. */
        PatchedStopWriteRequest: {
            action?: components["schemas"]["ActionEnum"];
        };
        /** @description A right, as Harbor names it: what, and what to do with it. */
        Permission: {
            resource: string;
            action: string;
        };
        PermissionWriteRequest: {
            kind: string;
            namespace: string;
            access: components["schemas"]["AccessWriteRequest"][];
        };
        /** @description What an answer shows. */
        PieceRead: {
            /** Format: date-time */
            start: string;
            kind: string;
            count: number;
        };
        /** @description With an ``id`` alone: a registry as it is stored. With more: what is described, as it is. */
        PingWriteRequest: {
            name?: string;
            description?: string;
            type?: string;
            url?: string;
            credential?: components["schemas"]["CredentialWriteRequest"];
            credential_type?: string;
            access_key?: string;
            access_secret?: string;
            insecure?: boolean;
            ca_certificate?: string;
            token_hosts?: string[];
            /** Format: int64 */
            concurrency?: number;
            /** Format: int64 */
            id?: number;
        };
        /** @description What an answer shows. */
        PlaceRead: {
            key: string;
            value: string;
        };
        /** @description A platform of a tag, with what to pull for it. */
        PlatformRead: {
            architecture: string;
            os: string;
            variant: string;
            os_version: string;
            digest: string;
            size: number;
        };
        /** @description What an answer shows. */
        PolicyRead: {
            id: number;
            algorithm: string;
            rules: components["schemas"]["RuleRead"][];
            trigger: components["schemas"]["TriggerShape"];
            scope: components["schemas"]["ScopeShape"];
            coming: string[];
        };
        /** @description What is left out stays as it is. */
        PolicyWriteRequest: {
            /** @default or */
            algorithm?: string;
            rules?: components["schemas"]["RuleWriteRequest"][];
            trigger?: components["schemas"]["TriggerWriteRequest"];
            scope?: components["schemas"]["ScopeWriteRequest"];
        };
        /** @description Harbor's ``WorkerPool``: a process with its threads. */
        PoolRead: {
            worker_pool_id: string;
            readonly host: string;
            readonly pid: number;
            /** Format: date-time */
            start_at: string;
            /** Format: date-time */
            heartbeat_at: string;
            concurrency: number;
        };
        /** @description What an answer shows. */
        PreviewRead: {
            sums: components["schemas"]["PreviewSums"];
            rows: components["schemas"]["JudgedRead"][];
        };
        /** @description How many artifacts, and the bytes that the project holds less without the deleted ones. */
        PreviewSums: {
            total: number;
            retained: number;
            deleted: number;
            immutable: number;
            bytes: number;
            repositories: number;
        };
        /** @description What an answer shows. */
        Problem: {
            code: string;
            message: string;
            cause?: string;
        };
        /** @description What a request may say; subclasses declare the fields. */
        ProfileWriteRequest: {
            email?: string;
            realname?: string;
            comment?: string;
        };
        /** @description ``rate`` is what is done in a second; ``eta`` is when all will be; each where it is known. */
        ProgressRead: {
            done: number;
            total: number | null;
            /** Format: double */
            readonly rate: number | null;
            /** Format: date-time */
            readonly eta: string | null;
        };
        /** @description A list leaves the owner's name and the metadata out where no details are asked for. */
        ProjectRead: {
            project_id: number;
            name: string;
            owner_id: number;
            /** Format: date-time */
            creation_time: string;
            /** Format: date-time */
            update_time: string;
            /** @default false */
            deleted?: boolean;
            togglable: boolean;
            current_user_role_id: number;
            current_user_role_ids: number[];
            repo_count: number;
            owner_name?: string;
            metadata?: {
                [key: string]: string;
            };
        };
        /** @description A project, with the caller's rights where they were asked for. */
        ProjectSeen: {
            project_id: number;
            name: string;
            owner_id: number;
            /** Format: date-time */
            creation_time: string;
            /** Format: date-time */
            update_time: string;
            /** @default false */
            deleted?: boolean;
            togglable: boolean;
            current_user_role_id: number;
            current_user_role_ids: number[];
            repo_count: number;
            owner_name?: string;
            metadata?: {
                [key: string]: string;
            };
            actions?: string[];
        };
        /** @description Bytes: all that is named, of it what is kept, and of that what nothing else keeps. */
        ProjectStorage: {
            logical: number;
            stored: number;
            unique: number;
            shared: number;
            name: string;
            scope: string;
            unreferenced: number;
            repositories: components["schemas"]["StorageOf"][];
        };
        /** @description What the caller may not see is left out. */
        ProjectSummary: {
            repo_count: number;
            project_admin_count?: number;
            maintainer_count?: number;
            developer_count?: number;
            guest_count?: number;
            limited_guest_count?: number;
            quota?: components["schemas"]["QuotaRead"];
            trash?: components["schemas"]["TrashTotal"];
        };
        /** @description What a request may say; subclasses declare the fields. */
        ProjectUpdateRequest: {
            metadata?: {
                [key: string]: string | null;
            };
        };
        /** @description What a request may say; subclasses declare the fields. */
        ProjectWriteRequest: {
            metadata?: {
                [key: string]: string | null;
            };
            /** @default  */
            project_name?: string;
            /** @default false */
            public?: boolean;
            /** Format: int64 */
            storage_limit?: number;
        };
        /** @description Harbor's words. ``include_event_types`` has commas between; without any, nothing goes. */
        PurgeOptionsWriteRequest: {
            /** Format: int64 */
            audit_retention_hour: number;
            include_event_types: string;
            /** @default false */
            dry_run?: boolean;
        };
        /** @description How many rows went, or would go. What is not *done* is for the next call. */
        PurgeRead: {
            purged: number;
            done: boolean;
            dry_run: boolean;
        };
        /** @description What a request may say; subclasses declare the fields. */
        PurgeRunWriteRequest: {
            schedule: components["schemas"]["WhenWriteRequest"];
            parameters?: components["schemas"]["PurgeOptionsWriteRequest"];
        };
        /** @description What a request may say; subclasses declare the fields. */
        PurgeWriteRequest: {
            hours: number;
            event_types?: string[];
            /** @default false */
            dry_run?: boolean;
        };
        /** @description Harbor's ``JobQueue``. */
        QueueRead: {
            job_type: string;
            count: number;
            latency: number;
            paused: boolean;
        };
        /** @description A quota in the list of all of them. */
        QuotaOfProject: {
            id: number;
            ref: components["schemas"]["QuotaRef"];
            hard: components["schemas"]["LimitBytes"];
            used: components["schemas"]["UsedBytes"];
            /** Format: date-time */
            creation_time: string;
            /** Format: date-time */
            update_time: string;
        };
        /** @description What an answer shows. */
        QuotaRead: {
            hard: components["schemas"]["StoredBytes"];
            used: components["schemas"]["StoredBytes"];
        };
        /** @description What an answer shows. */
        QuotaRef: {
            id: number;
            name: string;
            owner_name: string;
        };
        /** @description What a request may say; subclasses declare the fields. */
        QuotaWriteRequest: {
            hard: components["schemas"]["LimitsRequest"];
        };
        /** @description A run in short; its own path has the rest. */
        RecentRunShape: {
            id: number;
            readonly status: string;
            readonly trigger: string;
            readonly dry_run: boolean;
            /** Format: date-time */
            readonly start_time: string;
            /** Format: date-time */
            end_time: string | null;
        };
        /** @description What an answer shows. */
        ReferenceRead: {
            parent_id: number;
            child_id: number;
            child_digest: string;
            platform: {
                [key: string]: unknown;
            };
            annotations: {
                [key: string]: unknown;
            };
            size: number;
        };
        /** @description What an answer shows. */
        RegistryInfoRead: {
            type: string;
            description: string;
            supported_resource_filters: components["schemas"]["FilterStyle"][];
            supported_triggers: string[];
            supported_copy_by_chunk: boolean;
        };
        /**
         * @description ``status_cause`` is one word, ``status_text`` a sentence: why it is not healthy.
         *
         *     ``token_hosts`` may be told the credentials, besides the registry's own; as many tasks as
         *     ``concurrency`` says may be at work with it. Until ``rests_until`` nothing is asked of it.
         */
        RegistryRead: {
            id: number;
            project_id: number | null;
            name: string;
            description: string;
            type: string;
            url: string;
            credential: components["schemas"]["CredentialRead"];
            insecure: boolean;
            ca_certificate: string;
            token_hosts: string[];
            concurrency: number;
            status: string;
            status_cause: string;
            status_text: string;
            /** Format: date-time */
            checked_time: string | null;
            /** Format: date-time */
            rests_until: string | null;
            /** Format: date-time */
            creation_time: string;
            /** Format: date-time */
            update_time: string;
        };
        /** @description What an answer shows. */
        RegistryStorage: {
            projects: components["schemas"]["StorageOf"][];
        };
        /**
         * @description What is left out stays as it is, or for a new registry as it usually is.
         *
         *     Credentials stand in ``credential``, or beside the other fields: Harbor has both.
         */
        RegistryWriteRequest: {
            name?: string;
            description?: string;
            type?: string;
            url?: string;
            credential?: components["schemas"]["CredentialWriteRequest"];
            credential_type?: string;
            access_key?: string;
            access_secret?: string;
            insecure?: boolean;
            ca_certificate?: string;
            token_hosts?: string[];
            /** Format: int64 */
            concurrency?: number;
        };
        /** @description How far a removal is: of *total* tags *done*, which were *deleted* or *skipped*. */
        RemovalRead: {
            id: number;
            status: string;
            q: string;
            started_by: string;
            /** Format: date-time */
            creation_time: string;
            /** Format: date-time */
            start_time: string | null;
            /** Format: date-time */
            end_time: string | null;
            is_stopping: boolean;
            error: string;
            done: number;
            total: number;
            deleted: number;
            skipped: components["schemas"]["SkippedShape"];
        };
        /**
         * @description ``q`` as the list of tags takes it; empty it matches all.
         *
         *     ``expected`` is how many tags that list has: if there are others by now, nothing begins.
         */
        RemovalWriteRequest: {
            q: string;
            /** Format: int64 */
            expected?: number;
        };
        /** @description What an answer shows. */
        ReplicationAttemptRead: {
            number: number;
            worker: string;
            /** Format: date-time */
            start_time: string;
            /** Format: date-time */
            end_time: string | null;
            outcome: string;
            error: string;
        };
        /** @description One that is still being written, and may have no name yet. */
        ReplicationDraftWriteRequest: {
            /** @default draft */
            name?: string;
            /** @default  */
            description?: string;
            src_registry?: components["schemas"]["ReplicationEndWriteRequest"];
            dest_registry?: components["schemas"]["ReplicationEndWriteRequest"];
            /** @default  */
            dest_namespace?: string;
            /**
             * Format: int64
             * @default -1
             */
            dest_namespace_replace_count?: number;
            trigger?: components["schemas"]["ReplicationTriggerWriteRequest"];
            filters?: components["schemas"]["ReplicationFilterWriteRequest"][];
            /** @default false */
            replicate_deletion?: boolean;
            /** @default false */
            deletion?: boolean;
            /** @default false */
            override?: boolean;
            /** @default false */
            enabled?: boolean;
            /** @default false */
            mirror?: boolean;
            /**
             * Format: int64
             * @default 0
             */
            speed?: number;
            /** @default false */
            copy_by_chunk?: boolean;
            /** @default false */
            single_active_replication?: boolean;
        };
        /** @description One end of a policy, without its credentials; this registry has the id 0. */
        ReplicationEndRead: {
            id: number;
            name: string;
            type: string;
            url: string;
            description: string;
            insecure: boolean;
            status: string;
            /** Format: date-time */
            creation_time: string | null;
            /** Format: date-time */
            update_time: string | null;
        };
        /** @description A registry by its id, whatever else is said of it; 0, or none at all, is this one. */
        ReplicationEndWriteRequest: {
            /**
             * Format: int64
             * @default 0
             */
            id?: number | null;
        };
        /** @description Harbor's ``ReplicationExecution``, how far it is and who began it. */
        ReplicationExecutionRead: {
            items: components["schemas"]["TransferItemsShape"];
            bytes: components["schemas"]["TransferBytesShape"];
            /** Format: double */
            rate: number | null;
            /** Format: date-time */
            eta: string | null;
            id: number;
            policy_id: number;
            policy_name: string;
            status: string;
            status_text: string;
            trigger: string;
            /** Format: date-time */
            creation_time: string;
            /** Format: date-time */
            start_time: string | null;
            /** Format: date-time */
            end_time: string | null;
            total: number;
            failed: number;
            succeed: number;
            in_progress: number;
            stopped: number;
            skipped: number;
            dry_run: boolean;
            started_by: string;
            list_task_id: number | null;
        };
        /** @description What a request may say; subclasses declare the fields. */
        ReplicationExecutionWriteRequest: {
            /** Format: int64 */
            policy_id: number;
            /** @default false */
            dry_run?: boolean;
        };
        /** @description What an answer shows. */
        ReplicationFilterShape: {
            type: string;
            value: unknown;
            decoration?: string;
        };
        ReplicationFilterWriteRequest: {
            type: string;
            value?: unknown | null;
            /** @default  */
            decoration?: string | null;
        };
        /** @description A tag, or an artifact without any: what is to be done about it, and what was. */
        ReplicationItemRead: {
            id: number;
            task_id: number;
            source: string;
            target: string;
            tag: string;
            digest: string;
            target_digest: string;
            size: number;
            verdict: string;
            outcome: string;
            cause: string;
            error: string;
        };
        /** @description Harbor's ``ReplicationPolicy``, when it runs, and how its last runs went. */
        ReplicationPolicyRead: {
            id: number;
            name: string;
            description: string;
            project_id: number | null;
            src_registry: components["schemas"]["ReplicationEndRead"];
            dest_registry: components["schemas"]["ReplicationEndRead"];
            dest_namespace: string;
            dest_namespace_replace_count: number;
            trigger: components["schemas"]["ReplicationTriggerShape"];
            filters: components["schemas"]["ReplicationFilterShape"][];
            replicate_deletion: boolean;
            deletion: boolean;
            override: boolean;
            enabled: boolean;
            mirror: boolean;
            speed: number;
            copy_by_chunk: boolean;
            single_active_replication: boolean;
            /** Format: date-time */
            creation_time: string;
            /** Format: date-time */
            update_time: string;
            /** Format: date-time */
            next_run_time: string | null;
            coming: string[];
            last_execution: components["schemas"]["RecentRunShape"] | null;
            recent: components["schemas"]["RecentRunShape"][];
            success: components["schemas"]["RunsSuccessShape"];
        };
        /** @description All of a policy: what is left out is off, empty, or as Harbor has it by default. */
        ReplicationPolicyWriteRequest: {
            name: string;
            /** @default  */
            description?: string;
            src_registry?: components["schemas"]["ReplicationEndWriteRequest"];
            dest_registry?: components["schemas"]["ReplicationEndWriteRequest"];
            /** @default  */
            dest_namespace?: string;
            /**
             * Format: int64
             * @default -1
             */
            dest_namespace_replace_count?: number;
            trigger?: components["schemas"]["ReplicationTriggerWriteRequest"];
            filters?: components["schemas"]["ReplicationFilterWriteRequest"][];
            /** @default false */
            replicate_deletion?: boolean;
            /** @default false */
            deletion?: boolean;
            /** @default false */
            override?: boolean;
            /** @default false */
            enabled?: boolean;
            /** @default false */
            mirror?: boolean;
            /**
             * Format: int64
             * @default 0
             */
            speed?: number;
            /** @default false */
            copy_by_chunk?: boolean;
            /** @default false */
            single_active_replication?: boolean;
        };
        /** @description A repository at both ends, and some of its tags; ``error`` if it can have no such name. */
        ReplicationPreviewItem: {
            source: string;
            target: string;
            tags: string[];
            tag_count: number;
            size: number;
            error: string;
        };
        /** @description What a policy describes at its source now; more than that where it is not complete. */
        ReplicationPreviewRead: {
            repositories: number;
            tags: number;
            bytes: number;
            is_complete: boolean;
            items: components["schemas"]["ReplicationPreviewItem"][];
        };
        /** @description What an answer shows. */
        ReplicationRetriedRead: {
            retried: number;
        };
        /** @description Harbor's ``ReplicationTask``: a repository, its attempts, and how far it is. */
        ReplicationTaskRead: {
            items: components["schemas"]["TransferItemsShape"];
            bytes: components["schemas"]["TransferBytesShape"];
            /** Format: double */
            rate: number | null;
            /** Format: date-time */
            eta: string | null;
            id: number;
            execution_id: number;
            status: string;
            state: string;
            job_id: string;
            operation: string;
            resource_type: string;
            src_resource: string;
            dst_resource: string;
            /** Format: date-time */
            start_time: string | null;
            /** Format: date-time */
            end_time: string | null;
            /** Format: date-time */
            next_attempt_time: string | null;
            attempt: number;
            attempts: components["schemas"]["ReplicationAttemptRead"][];
            cause: string;
            error: string;
            done: number;
            total: number | null;
        };
        /** @description What an answer shows. */
        ReplicationTriggerShape: {
            type: string;
            trigger_settings: components["schemas"]["CronShape"];
            time_zone: string;
        };
        ReplicationTriggerWriteRequest: {
            /** @default  */
            type?: string | null;
            trigger_settings?: components["schemas"]["CronWriteRequest"] | null;
            /** @default  */
            time_zone?: string | null;
        };
        /** @description What an answer shows. */
        RepositoryFound: {
            project_id: number;
            project_name: string;
            project_public: boolean;
            repository_name: string;
            pull_count: number;
            artifact_count: number;
        };
        /** @description What an answer shows. */
        RepositoryRead: {
            actions?: string[];
            id: number;
            project_id: number;
            name: string;
            description: string;
            artifact_count: number;
            pull_count: number;
            /** Format: date-time */
            creation_time: string;
            /** Format: date-time */
            update_time: string;
            tag_count?: number;
            /** Format: date-time */
            last_push_time?: string | null;
            /** Format: date-time */
            last_pull_time?: string | null;
            recent_pull_count?: number;
            storage?: components["schemas"]["Bytes"];
        };
        /** @description What a request may say; subclasses declare the fields. */
        RepositoryWriteRequest: {
            /** @default  */
            description?: string;
        };
        /** @description What an answer shows. */
        RestoreRead: {
            digest: string;
        };
        /** @description One of both: a digest of the tag's history, or the line of it that is to be undone. */
        RestoreWriteRequest: {
            digest?: string;
            /** Format: int64 */
            move_id?: number;
        };
        /** @description What came back; ``tags_left`` name something else by now, and were left alone. */
        RestoredRead: {
            digest: string;
            tags: string[];
            tags_left: string[];
            manifest_count: number;
        };
        /** @description A permission's rights arrive as pairs, and are ours as ``resource:action``. */
        RobotChangeRequest: {
            description?: string;
            /** Format: int64 */
            duration?: number;
            permissions?: components["schemas"]["PermissionWriteRequest"][];
            name?: string;
            level?: string;
            disable?: boolean;
        };
        /** @description What an answer shows. */
        RobotMade: {
            id: number;
            name: string;
            secret: string;
            /** Format: date-time */
            creation_time: string;
            expires_at: number;
        };
        /** @description What an answer shows. */
        RobotPermission: {
            kind: string;
            namespace: string;
            access: components["schemas"]["AccessRead"][];
        };
        /** @description What an answer shows. */
        RobotRead: {
            id: number;
            name: string;
            description: string;
            level: string;
            duration: number;
            /** @default true */
            editable?: boolean;
            disable: boolean;
            expires_at: number;
            permissions: components["schemas"]["RobotPermission"][];
            creator_type: string;
            creator_ref: number | null;
            /** Format: date-time */
            last_used: string | null;
            last_address: string;
            secrets: components["schemas"]["SecretAge"][];
            /** Format: date-time */
            creation_time: string;
            /** Format: date-time */
            update_time: string;
        };
        /** @description A permission's rights arrive as pairs, and are ours as ``resource:action``. */
        RobotWriteRequest: {
            description?: string;
            /** Format: int64 */
            duration?: number;
            permissions?: components["schemas"]["PermissionWriteRequest"][];
            /** @default  */
            name?: string;
            /** @default  */
            level?: string;
            /** @default false */
            disable?: boolean;
        };
        /** @description What a request may say; subclasses declare the fields. */
        RoleWriteRequest: {
            /**
             * Format: int64
             * @default 0
             */
            role_id?: number;
        };
        /** @description Everything that a row has. */
        RowRead: {
            id: number;
            username: string;
            resource: string;
            resource_type: string;
            operation: string;
            /** Format: date-time */
            op_time: string;
            principal_id: number | null;
            principal_kind: string;
            credential: string;
            project_id: number | null;
            readonly project_name: string;
            succeeded: boolean;
            source_address: string;
            user_agent: string;
            request_id: string;
            details: unknown;
        };
        /** @description What an answer shows. */
        RuleRead: {
            id: number;
            priority: number;
            disabled: boolean;
            action: string;
            template: string;
            params: {
                [key: string]: number;
            };
            tag_selectors: components["schemas"]["SelectorShape"][];
            scope_selectors: {
                [key: string]: components["schemas"]["SelectorShape"][];
            };
        };
        RuleWriteRequest: {
            /**
             * Format: int64
             * @default 0
             */
            priority?: number;
            /** @default false */
            disabled?: boolean;
            /** @default retain */
            action?: string;
            template: string;
            params?: {
                [key: string]: unknown;
            } | null;
            tag_selectors: components["schemas"]["SelectorWriteRequest"][];
            scope_selectors: {
                [key: string]: components["schemas"]["SelectorWriteRequest"][];
            };
        };
        /** @description Harbor's ``ExecHistory``, and how far the run is. A run has one task. */
        RunRead: {
            id: number;
            job_name: string;
            job_kind: string;
            readonly job_parameters: string;
            readonly schedule: {
                [key: string]: string;
            };
            job_status: string;
            /** @default false */
            deleted?: boolean;
            /** Format: date-time */
            creation_time: string;
            /** Format: date-time */
            update_time: string;
            /** Format: date-time */
            start_time: string | null;
            /** Format: date-time */
            end_time: string | null;
            started_by: string;
            parameters: unknown;
            result: unknown;
            readonly progress: {
                [key: string]: number | null;
            };
            readonly error: string;
            readonly attempts: number;
        };
        /** @description Of the runs that ended in the last 30 days, without dry runs and those that were stopped. */
        RunsSuccessShape: {
            total: number;
            succeeded: number;
            /** Format: double */
            rate: number | null;
        };
        /** @description A schedule where Harbor shows one; without any, of the type None. */
        ScheduleRead: {
            id: number;
            job_name: string;
            job_kind: string;
            job_parameters: string;
            job_status: string;
            deleted: boolean;
            /** Format: date-time */
            creation_time: string | null;
            /** Format: date-time */
            update_time: string | null;
            schedule: components["schemas"]["ScheduleShape"];
            parameters: unknown;
            coming: string[];
        };
        /** @description Harbor's ``ScheduleObj``, and the time zone that the hours are of. */
        ScheduleShape: {
            type: string;
            cron: string;
            time_zone: string;
            /** Format: date-time */
            next_scheduled_time: string | null;
        };
        /** @description Harbor's ``ScheduleTask``, and when it runs next. ``vendor_id`` is what it is about. */
        ScheduleTaskRead: {
            id: number;
            vendor_type: string;
            vendor_id: number;
            type: string;
            cron: string;
            time_zone: string;
            /** Format: date-time */
            next_scheduled_time: string | null;
            /** Format: date-time */
            update_time: string;
        };
        /** @description Harbor's ``SchedulerStatus``. */
        SchedulerRead: {
            paused: boolean;
        };
        /** @description What an answer shows. */
        ScopeShape: {
            level: string;
            ref: number;
        };
        ScopeWriteRequest: {
            /** @default project */
            level?: string;
            /** Format: int64 */
            ref: number;
        };
        /** @description What an answer shows. */
        SearchRead: {
            project: components["schemas"]["ProjectRead"][];
            repository: components["schemas"]["RepositoryFound"][];
        };
        /** @description When a live secret was made and when it ends; nobody is told more of it. */
        SecretAge: {
            /** Format: date-time */
            creation_time: string;
            /** Format: date-time */
            expires_at: string | null;
        };
        /** @description A secret that the client chose is not told once more. */
        SecretMade: {
            secret?: string;
        };
        /** @description What an answer shows. */
        SelectorShape: {
            kind: string;
            decoration: string;
            pattern: string;
            extras: string;
        };
        SelectorWriteRequest: {
            /** @default doublestar */
            kind?: string;
            decoration: string;
            pattern: string;
            /** @default  */
            extras?: string | null;
        };
        /** @description What an answer shows. */
        Series: {
            days: components["schemas"]["DayRead"][];
        };
        /** @description What an answer shows. */
        Session: {
            user: components["schemas"]["UserRead"];
            system: components["schemas"]["GeneralInfo"];
        };
        /** @description What an answer shows. */
        SettingsShape: {
            cron: string;
            time_zone: string;
            /** Format: date-time */
            next_scheduled_time?: string;
        };
        SettingsWriteRequest: {
            /** @default  */
            cron?: string;
            /** @default  */
            time_zone?: string;
        };
        /** @description By why they were: a rule protects them, they were pushed since, somebody deleted them. */
        SkippedShape: {
            immutable: number;
            changed: number;
            gone: number;
        };
        /** @description A tag that was skipped; ``message`` is what a rule's refusal says. */
        SkippedTag: {
            name: string;
            reason: string;
            message: string;
        };
        /** @description What an answer shows. */
        StatisticRead: {
            private_project_count: number;
            private_repo_count: number;
            public_project_count: number;
            public_repo_count: number;
            total_project_count: number;
            total_repo_count: number;
            total_storage_consumption: number;
        };
        /** @description Bytes: all that is named, of it what is kept, and of that what nothing else keeps. */
        StorageOf: {
            logical: number;
            stored: number;
            unique: number;
            shared: number;
            name: string;
        };
        /** @description Bytes: all that is named, of it what is kept, and of that what nothing else keeps. */
        StorageRead: {
            logical: number;
            stored: number;
            unique: number;
            shared: number;
            scope: string;
        };
        /** @description What an answer shows. */
        StoredBytes: {
            storage: number;
        };
        /** @description A line of a tag's history; no ``new_digest`` is a deletion. */
        TagMoveRead: {
            id: number;
            name: string;
            old_digest: string;
            new_digest: string;
            moved_by: string;
            /** Format: date-time */
            moved_at: string;
        };
        /** @description Harbor's tag of an artifact. */
        TagRead: {
            id: number;
            repository_id: number;
            artifact_id: number;
            name: string;
            /** Format: date-time */
            push_time: string;
            /** Format: date-time */
            pull_time: string;
            immutable: boolean;
        };
        /** @description A tag with all that a row of the console shows of it. */
        TagRow: {
            id: number;
            name: string;
            artifact_id: number;
            digest: string;
            type: string;
            media_type: string;
            manifest_media_type: string;
            artifact_type: string;
            size: number;
            platforms: components["schemas"]["PlatformRead"][];
            /** Format: date-time */
            push_time: string;
            pushed_by: string;
            /** Format: date-time */
            pull_time: string | null;
            pull_count: number;
            labels: components["schemas"]["LabelOn"][];
            immutable: boolean;
            protected_by: string | null;
            signed: boolean;
            accessory_counts: {
                [key: string]: number;
            };
        };
        /** @description What a request may say; subclasses declare the fields. */
        TagWriteRequest: {
            name: string;
        };
        /** @description What a request may say; subclasses declare the fields. */
        TagsNamedRequest: {
            tags: string[];
        };
        /** @description Harbor's ``RetentionExecutionTask``, what it deleted, and why it failed, if it did. */
        TaskRead: {
            id: number;
            execution_id: number;
            readonly repository: string;
            readonly job_id: string;
            status: string;
            readonly status_code: number;
            readonly status_revision: number;
            /** Format: date-time */
            start_time: string | null;
            /** Format: date-time */
            end_time: string | null;
            readonly total: number;
            readonly retained: number;
            readonly deleted: number;
            readonly bytes: number;
            error: string;
        };
        /** @description What an answer shows. */
        TemplateShape: {
            rule_template: string;
            display_text: string;
            action: string;
            params: components["schemas"]["ParamShape"][];
        };
        /** @description What an answer shows. */
        TextSetting: {
            value: string;
            editable: boolean;
        };
        /** @description ``token`` is shown this once. */
        TokenMade: {
            id: number;
            name: string;
            scope: string;
            projects: number[];
            /** Format: date-time */
            creation_time: string;
            /** Format: date-time */
            expires_at: string | null;
            /** Format: date-time */
            last_used: string | null;
            last_address: string;
            token: string;
        };
        /** @description Never the token nor its hash; ``projects`` are ids, and none means all. */
        TokenRead: {
            id: number;
            name: string;
            scope: string;
            projects: number[];
            /** Format: date-time */
            creation_time: string;
            /** Format: date-time */
            expires_at: string | null;
            /** Format: date-time */
            last_used: string | null;
            last_address: string;
        };
        /** @description What a request may say; subclasses declare the fields. */
        TokenWriteRequest: {
            name: string;
            scope: string;
            projects?: (number | string)[];
            /** Format: date-time */
            expires_at?: string;
            duration?: number;
        };
        /** @description What the artifacts hold that were looked at, what the target had of it, and what was sent. */
        TransferBytesShape: {
            expected: number;
            present: number;
            sent: number;
        };
        /** @description Tags, and artifacts without any, by what is to be done about them and what was. */
        TransferItemsShape: {
            total: number;
            waiting: number;
            done: number;
            failed: number;
            gone: number;
            left: number;
            copy: number;
            replace: number;
            present: number;
            kept: number;
            delete: number;
        };
        /**
         * @description What shall come back: a repository, or an artifact or a tag of one.
         *
         *     ``id`` tells repositories apart that had the same name. ``force`` moves tags that name
         *     something else by now.
         */
        TrashItemRequest: {
            type: components["schemas"]["TrashItemTypeEnum"];
            repository: string;
            /** Format: int64 */
            id?: number;
            digest?: string;
            tag?: string;
            /** @default false */
            force?: boolean;
        };
        /**
         * @description * `repository` - repository
         *     * `artifact` - artifact
         *     * `tag` - tag
         * @enum {string}
         */
        TrashItemTypeEnum: "repository" | "artifact" | "tag";
        /** @description What a request may say; subclasses declare the fields. */
        TrashItemsRequest: {
            items: components["schemas"]["TrashItemRequest"][];
        };
        /** @description Something in the trash; what its type does not have is empty, or 0. */
        TrashRead: {
            id: number;
            type: string;
            repository: string;
            digest: string;
            tag: string;
            tags: string[];
            artifact_count: number;
            tag_count: number;
            bytes: number;
            /** Format: date-time */
            deleted_at: string;
            deleted_by: string;
            /** Format: date-time */
            kept_until: string;
        };
        /** @description What was deleted and can be brought back, and the bytes that are kept for that alone. */
        TrashTotal: {
            bytes: number;
            count: number;
        };
        /** @description What an answer shows. */
        TriggerShape: {
            kind: string;
            settings: components["schemas"]["SettingsShape"];
            references: {
                [key: string]: unknown;
            };
        };
        TriggerWriteRequest: {
            /** @default Schedule */
            kind?: string;
            settings?: components["schemas"]["SettingsWriteRequest"] | null;
        };
        /** @description ``bytes`` is empty where it would take too long to tell. */
        UntaggedRead: {
            run_id: number;
            /** Format: date-time */
            found_at: string;
            count: number;
            bytes: number | null;
        };
        /** @description What an answer shows. */
        UploadsRead: {
            count: number;
            bytes: number;
            /** Format: date-time */
            oldest: string | null;
        };
        /** @description What an answer shows. */
        UsedBytes: {
            storage: number;
        };
        /** @description What an answer shows. */
        UserFound: {
            user_id: number;
            username: string;
        };
        UserNamedRequest: {
            /**
             * Format: int64
             * @default 0
             */
            user_id?: number | null;
            /** @default  */
            username?: string | null;
        };
        /** @description Never the password nor its hash. */
        UserRead: {
            user_id: number;
            username: string;
            email: string;
            realname: string;
            comment: string;
            sysadmin_flag: boolean;
            active: boolean;
            /** @default false */
            admin_role_in_auth?: boolean;
            /** Format: date-time */
            creation_time: string;
            /** Format: date-time */
            update_time: string;
        };
        /** @description What a request may say; subclasses declare the fields. */
        UserWriteRequest: {
            username: string;
            email: string;
            password: string;
            /** @default  */
            realname?: string;
            /** @default  */
            comment?: string;
        };
        /** @description One line of a run; ``outcome`` is empty for what was never to go, or has not gone yet. */
        VerdictRead: {
            repository_name: string;
            digest: string;
            tags: string[];
            tag_count: number;
            /** Format: date-time */
            push_time: string;
            /** Format: date-time */
            pull_time: string | null;
            verdict: string;
            rule_id: number | null;
            reason: string;
            size: number;
            freed: number;
            id: number;
            outcome: string;
        };
        /** @description What an answer shows. */
        VersionRead: {
            version: string;
        };
        /** @description What an answer shows. */
        Volume: {
            total: number;
            free: number;
        };
        /** @description What an answer shows. */
        Volumes: {
            storage: components["schemas"]["Volume"][];
        };
        /** @description ``due`` manifests of the trash may be taken now, those of ``days`` from then on. */
        WaitingRead: {
            due: number;
            days: components["schemas"]["DueRead"][];
            untagged: components["schemas"]["UntaggedRead"] | null;
            uploads: components["schemas"]["UploadsRead"];
        };
        /** @description What a request may say; subclasses declare the fields. */
        WhenWriteRequest: {
            type: components["schemas"]["WhenWriteTypeEnum"];
            /** @default  */
            cron?: string;
            /** @default UTC */
            time_zone?: string;
        };
        /**
         * @description * `None` - None
         *     * `Hourly` - Hourly
         *     * `Daily` - Daily
         *     * `Weekly` - Weekly
         *     * `Custom` - Custom
         *     * `Manual` - Manual
         *     * `Schedule` - Schedule
         * @enum {string}
         */
        WhenWriteTypeEnum: "None" | "Hourly" | "Daily" | "Weekly" | "Custom" | "Manual" | "Schedule";
        /** @description Harbor's ``Worker``. ``job_id`` is empty while there is nothing to do. */
        WorkerRead: {
            id: string;
            pool_id: string;
            readonly job_name: string;
            readonly job_id: string;
            /** Format: date-time */
            readonly start_at: string | null;
            /** @description How far the task was when it last said so. */
            readonly check_in: string;
            /**
             * Format: date-time
             * @description When its lease was renewed for the last time, by the clock that leases are told by.
             */
            readonly checkin_at: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    activity_retrieve: {
        parameters: {
            query?: {
                /** @description How many days, today the last: 1 to 90. */
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Series"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    audit_logs_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, username, resource, resource_type, operation, operation_result, op_time. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, username, resource, resource_type, operation, operation_result, op_time. */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLogRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    audit_export_retrieve: {
        parameters: {
            query?: {
                /** @description Begin CSV with the mark that Excel knows UTF-8 by. */
                bom?: boolean;
                /** @description Exactly this kind of credential. */
                credential?: string;
                /** @description csv or ndjson; csv unless told otherwise. */
                format?: string;
                /** @description One of these, by commas. */
                operation?: string;
                /** @description user or robot. */
                principal_kind?: string;
                /** @description Only this project. */
                project_id?: number;
                /** @description Exactly this request. */
                request_id?: string;
                /** @description A part of the resource's name. */
                resource?: string;
                /** @description One of these, by commas. */
                resource_type?: string;
                /** @description Nothing earlier than this time. */
                since?: string;
                /** @description Exactly this address. */
                source_address?: string;
                /** @description What succeeded, or what did not. */
                succeeded?: boolean;
                /** @description A part of any name, address, agent or request id. */
                text?: string;
                /** @description Nothing later than this time. */
                until?: string;
                /** @description Exactly this name. */
                username?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    audit_head_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeadRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    audit_histogram_retrieve: {
        parameters: {
            query?: {
                /** @description What is told apart: operation, result, resource_type. */
                by?: string;
                /** @description Exactly this kind of credential. */
                credential?: string;
                /** @description One of these, by commas. */
                operation?: string;
                /** @description user or robot. */
                principal_kind?: string;
                /** @description Only this project. */
                project_id?: number;
                /** @description Exactly this request. */
                request_id?: string;
                /** @description A part of the resource's name. */
                resource?: string;
                /** @description One of these, by commas. */
                resource_type?: string;
                /** @description Nothing earlier than this time. */
                since?: string;
                /** @description Exactly this address. */
                source_address?: string;
                /** @description What succeeded, or what did not. */
                succeeded?: boolean;
                /** @description A part of any name, address, agent or request id. */
                text?: string;
                /** @description Nothing later than this time. */
                until?: string;
                /** @description Exactly this name. */
                username?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistogramRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    audit_purge_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PurgeWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurgeRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    audit_rows_list: {
        parameters: {
            query?: {
                /** @description Where the page before this one ended: its X-Next-Cursor. */
                after?: string;
                /** @description Exactly this kind of credential. */
                credential?: string;
                /** @description One of these, by commas. */
                operation?: string;
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description user or robot. */
                principal_kind?: string;
                /** @description Only this project. */
                project_id?: number;
                /** @description Exactly this request. */
                request_id?: string;
                /** @description A part of the resource's name. */
                resource?: string;
                /** @description One of these, by commas. */
                resource_type?: string;
                /** @description Nothing earlier than this time. */
                since?: string;
                /** @description Exactly this address. */
                source_address?: string;
                /** @description What succeeded, or what did not. */
                succeeded?: boolean;
                /** @description A part of any name, address, agent or request id. */
                text?: string;
                /** @description Nothing later than this time. */
                until?: string;
                /** @description Exactly this name. */
                username?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RowRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    audit_rows_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                row_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RowRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    auditlog_exts_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, username, resource, resource_type, operation, operation_result, op_time. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, username, resource, resource_type, operation, operation_result, op_time. */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLogExtRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    auditlog_exts_events_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventTypeRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    configurations_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configurations"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    configurations_update: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ConfigurationsWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    health_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    jobservice_jobs_list: {
        parameters: {
            query?: {
                /** @description Only those of this kind. */
                kind?: string;
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Only these: Pending, Scheduled, Running, Stopped, Error, Success. */
                status?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    jobservice_jobs_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    jobservice_jobs_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    jobservice_jobs_log_retrieve: {
        parameters: {
            query?: {
                /** @description All of it, as a file. */
                download?: boolean;
                /** @description Of lines: only those that matter that much: info or warning or error. */
                level?: string;
                /** @description Of lines: how many bytes of the log to look at, at most. */
                limit?: number;
                /** @description Whole lines instead: those that begin there or later, each after its byte and `:`. */
                lines?: boolean;
                /** @description The byte to begin at. */
                offset?: number;
                /** @description Of lines: only those that have this in them, in any case. */
                q?: string;
            };
            header?: never;
            path: {
                job_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    jobservice_jobs_retry_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    jobservice_jobs_all_update: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    jobservice_pools_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoolRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    jobservice_pools_workers_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
            };
            header?: never;
            path: {
                pool_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkerRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    jobservice_queues_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    jobservice_queues_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_type: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActionWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    labels_list: {
        parameters: {
            query?: {
                /** @description A part of the name. */
                name?: string;
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Whose labels, with the scope `p`. */
                project_id?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, name, description, color, creation_time, update_time. */
                q?: string;
                /** @description `g` for those of the system, which is the default, or `p`. */
                scope?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, name, description, color, creation_time, update_time. */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    labels_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["LabelWriteRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    labels_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                label_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    labels_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                label_id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["LabelUpdateRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    labels_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                label_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    permissions_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Catalogue"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    ping_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_list: {
        parameters: {
            query?: {
                /** @description A part of the name. */
                name?: string;
                /** @description The name of the owner. */
                owner?: string;
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Public projects alone, or private ones. */
                public?: boolean;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: project_id, name, owner_id, owner, owner_name, public, creation_time, update_time. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: project_id, name, owner_id, owner, owner_name, public, creation_time, update_time. */
                sort?: string;
                /** @description Whether metadata and the owner's name are shown. */
                with_detail?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ProjectWriteRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_retrieve: {
        parameters: {
            query?: {
                /** @description Whether the caller's rights are shown. */
                with_actions?: boolean;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectSeen"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ProjectUpdateRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects__deletable_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deletable"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_activity_retrieve: {
        parameters: {
            query?: {
                /** @description How many days, today the last: 1 to 90. */
                days?: number;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Series"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_artifacts_list: {
        parameters: {
            query?: {
                /** @description Walk the pages by keys: empty, then what the header X-Next-Cursor says. */
                after?: string;
                /** @description Of each repository only the artifact pushed last; q names media_type or artifact_type then. */
                latest_in_repository?: boolean;
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, repository_id, repository_name, digest, media_type, manifest_media_type, artifact_type, size, push_time, pull_time, pull_count. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, repository_id, repository_name, digest, media_type, manifest_media_type, artifact_type, size, push_time, pull_time, pull_count. */
                sort?: string;
                /** @description Whether accessories are shown. */
                with_accessory?: boolean;
                /** @description Whether immutable are shown. */
                with_immutable_status?: boolean;
                /** @description Whether inherited are shown. */
                with_inherited_accessory?: boolean;
                /** @description Whether labels are shown. */
                with_label?: boolean;
                /** @description Whether tags are shown. */
                with_tag?: boolean;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArtifactRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_auditlog_exts_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, username, resource, resource_type, operation, operation_result, op_time. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, username, resource, resource_type, operation, operation_result, op_time. */
                sort?: string;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLogExtRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_bulk_restore_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrashItemsRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcomes"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_immutabletagrules_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, priority, disabled, creation_time, update_time. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, priority, disabled, creation_time, update_time. */
                sort?: string;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImmutableRuleRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_immutabletagrules_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ImmutableRuleWriteRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_immutabletagrules_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                rule_id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ImmutableRuleWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_immutabletagrules_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                rule_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_logs_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, username, resource, resource_type, operation, operation_result, op_time. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, username, resource, resource_type, operation, operation_result, op_time. */
                sort?: string;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLogRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_members_list: {
        parameters: {
            query?: {
                /** @description A part of the member's name. */
                entityname?: string;
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_members_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MemberWriteRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_members_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member_id: number;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_members_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member_id: number;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RoleWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_members_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member_id: number;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_metadatas_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MetadataRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_metadatas_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MetadataWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_metadatas_entry_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MetadataRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_metadatas_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MetadataWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_metadatas_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_registries_list: {
        parameters: {
            query?: {
                /** @description Part of the name. */
                name?: string;
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, name, description, url, type, insecure, status, checked_time, creation_time, update_time. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, name, description, url, type, insecure, status, checked_time, creation_time, update_time. */
                sort?: string;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistryRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_registries_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RegistryWriteRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_registries_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                registry_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistryRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_registries_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                registry_id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RegistryWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_registries_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                registry_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_registries_ping_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PingWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_replication_adapterinfos_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["AdapterInfoRead"];
                    };
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_replication_adapters_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_replication_executions_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Only those of this policy. */
                policy_id?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, policy_id, started_by, creation_time, start_time, end_time. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, policy_id, started_by, creation_time, start_time, end_time. */
                sort?: string;
                /** @description Only these: InProgress, Stopped, Failed, Succeed. */
                status?: string;
                /** @description Only these: manual, scheduled, event_based. */
                trigger?: string;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplicationExecutionRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_replication_executions_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplicationExecutionWriteRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_replication_executions_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                replication_run_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneReplicationExecutionRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_replication_executions_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                replication_run_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_replication_executions_items_list: {
        parameters: {
            query?: {
                /** @description Only these: done, failed, gone, left, waiting; nothing was done about the last. */
                outcome?: string;
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, source, target, tag, digest, size, cause. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, source, target, tag, digest, size, cause. */
                sort?: string;
                /** @description Only these: copy, replace, present, kept, delete. */
                verdict?: string;
            };
            header?: never;
            path: {
                project: string;
                replication_run_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplicationItemRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_replication_executions_retry_failed_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                replication_run_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplicationRetriedRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_replication_executions_tasks_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, operation, src_resource, dst_resource, start_time, end_time, sent. */
                q?: string;
                /** @description Only these: image, artifact. */
                resource_type?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, operation, src_resource, dst_resource, start_time, end_time, sent. */
                sort?: string;
                /** @description Only these: InProgress, Stopped, Failed, Succeed, Pending. */
                status?: string;
            };
            header?: never;
            path: {
                project: string;
                replication_run_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplicationTaskRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_replication_executions_tasks_items_list: {
        parameters: {
            query?: {
                /** @description Only these: done, failed, gone, left, waiting; nothing was done about the last. */
                outcome?: string;
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, source, target, tag, digest, size, cause. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, source, target, tag, digest, size, cause. */
                sort?: string;
                /** @description Only these: copy, replace, present, kept, delete. */
                verdict?: string;
            };
            header?: never;
            path: {
                project: string;
                replication_run_id: number;
                replication_task_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplicationItemRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_replication_executions_tasks_log_retrieve: {
        parameters: {
            query?: {
                /** @description All of it, as a file. */
                download?: boolean;
                /** @description Of lines: only those that matter that much: info or warning or error. */
                level?: string;
                /** @description Of lines: how many bytes of the log to look at, at most. */
                limit?: number;
                /** @description Whole lines instead: those that begin there or later, each after its byte and `:`. */
                lines?: boolean;
                /** @description The byte to begin at. */
                offset?: number;
                /** @description Of lines: only those that have this in them, in any case. */
                q?: string;
            };
            header?: never;
            path: {
                project: string;
                replication_run_id: number;
                replication_task_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_replication_executions_tasks_retry_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                replication_run_id: number;
                replication_task_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_replication_policies_list: {
        parameters: {
            query?: {
                /** @description Only those with this in their name. */
                name?: string;
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, name, description, registry, registry_id, direction, trigger, dest_namespace, enabled, override, mirror, creation_time, update_time. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, name, description, registry, registry_id, direction, trigger, dest_namespace, enabled, override, mirror, creation_time, update_time. */
                sort?: string;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplicationPolicyRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_replication_policies_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplicationPolicyWriteRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_replication_policies_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                replication_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneReplicationPolicyRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_replication_policies_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                replication_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplicationPolicyWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_replication_policies_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                replication_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_replication_policies_preview_create: {
        parameters: {
            query?: {
                /** @description At how many repositories to look, at most. */
                limit?: number;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReplicationDraftWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplicationPreviewRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_list: {
        parameters: {
            query?: {
                /** @description Walk the pages by keys: empty, then what the header X-Next-Cursor says. */
                after?: string;
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, repository_id, project_id, name, description, pull_count, creation_time, update_time, last_push_time, size. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, repository_id, project_id, name, description, pull_count, creation_time, update_time, last_push_time, size. */
                sort?: string;
                /** @description Whether tags and recent activity are counted. */
                with_detail?: boolean;
                /** @description Whether bytes are shown. */
                with_storage?: boolean;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepositoryRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_retrieve: {
        parameters: {
            query?: {
                /** @description Whether the caller's rights are shown. */
                with_actions?: boolean;
                /** @description Whether tags and recent activity are counted. */
                with_detail?: boolean;
            };
            header?: never;
            path: {
                project: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepositoryRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RepositoryWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_activity_retrieve: {
        parameters: {
            query?: {
                /** @description How many days, today the last: 1 to 90. */
                days?: number;
            };
            header?: never;
            path: {
                project: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Series"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_artifacts_list: {
        parameters: {
            query?: {
                /** @description Walk the pages by keys: empty, then what the header X-Next-Cursor says. */
                after?: string;
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, repository_id, repository_name, digest, media_type, manifest_media_type, artifact_type, size, push_time, pull_time, pull_count. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, repository_id, repository_name, digest, media_type, manifest_media_type, artifact_type, size, push_time, pull_time, pull_count. */
                sort?: string;
                /** @description Whether accessories are shown. */
                with_accessory?: boolean;
                /** @description Whether immutable are shown. */
                with_immutable_status?: boolean;
                /** @description Whether inherited are shown. */
                with_inherited_accessory?: boolean;
                /** @description Whether labels are shown. */
                with_label?: boolean;
                /** @description Whether tags are shown. */
                with_tag?: boolean;
            };
            header?: never;
            path: {
                project: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArtifactRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_artifacts_create: {
        parameters: {
            query: {
                /** @description project/repository:tag or project/repository@digest. */
                from: string;
            };
            header?: never;
            path: {
                project: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_artifacts_retrieve: {
        parameters: {
            query?: {
                /** @description Whether accessories are shown. */
                with_accessory?: boolean;
                /** @description Whether the caller's rights are shown. */
                with_actions?: boolean;
                /** @description Whether immutable are shown. */
                with_immutable_status?: boolean;
                /** @description Whether inherited are shown. */
                with_inherited_accessory?: boolean;
                /** @description Whether labels are shown. */
                with_label?: boolean;
                /** @description Whether tags are shown. */
                with_tag?: boolean;
            };
            header?: never;
            path: {
                project: string;
                reference: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArtifactRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_artifacts_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                reference: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_artifacts_accessories_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
            };
            header?: never;
            path: {
                project: string;
                reference: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessoryRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_artifacts_additions_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                addition: string;
                project: string;
                reference: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_artifacts_config_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                reference: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_artifacts_labels_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                reference: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelNamedRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_artifacts_labels_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                label_id: number;
                project: string;
                reference: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_artifacts_layers_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
            };
            header?: never;
            path: {
                project: string;
                reference: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LayerRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_artifacts_manifest_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                reference: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_artifacts_storage_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                reference: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_artifacts_tags_list: {
        parameters: {
            query?: {
                /** @description Walk the pages by keys: empty, then what the header X-Next-Cursor says. */
                after?: string;
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, name, push_time, pull_time. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, name, push_time, pull_time. */
                sort?: string;
                /** @description Whether it is told which tags a rule protects. */
                with_immutable_status?: boolean;
            };
            header?: never;
            path: {
                project: string;
                reference: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_artifacts_tags_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                reference: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagWriteRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_artifacts_tags_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                reference: string;
                repository: string;
                tag: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_bulk_attach_label_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelWantedRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcomes"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_bulk_delete_artifacts_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ArtifactsNamedRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcomes"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_bulk_delete_matching_tags_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
            };
            header?: never;
            path: {
                project: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemovalRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_bulk_delete_matching_tags_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemovalWriteRequest"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneRemovalRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_bulk_delete_matching_tags_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                removal_id: number;
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneRemovalRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_bulk_delete_matching_tags_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                removal_id: number;
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_bulk_delete_tags_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagsNamedRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcomes"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_storage_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_tags_list: {
        parameters: {
            query?: {
                /** @description Walk the pages by keys: empty, then what the header X-Next-Cursor says. */
                after?: string;
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, name, natural, artifact_id, digest, media_type, manifest_media_type, artifact_type, size, push_time, pull_time, pull_count. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, name, natural, artifact_id, digest, media_type, manifest_media_type, artifact_type, size, push_time, pull_time, pull_count. */
                sort?: string;
            };
            header?: never;
            path: {
                project: string;
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagRow"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_tags_history_list: {
        parameters: {
            query?: {
                /** @description Walk the pages by keys: empty, then what the header X-Next-Cursor says. */
                after?: string;
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, moved_at. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, moved_at. */
                sort?: string;
            };
            header?: never;
            path: {
                project: string;
                repository: string;
                tag: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagMoveRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_repositories_tags_restore_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                repository: string;
                tag: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RestoreWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestoreRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_storage_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectStorage"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_summary_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectSummary"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_trash_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: repository, digest, tag, deleted_at, deleted_by. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: repository, digest, tag, deleted_at, deleted_by. */
                sort?: string;
                /** @description Of one type alone: repository, artifact or tag. */
                type?: string;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrashRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    projects_trash_restore_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrashItemRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestoredRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    quotas_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, ref.name, ref.owner_name, used.storage, hard.storage, creation_time, update_time. */
                q?: string;
                /** @description What it is the quota of: project, the only kind there is. */
                reference?: string;
                /** @description The id of the project. */
                reference_id?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, ref.name, ref.owner_name, used.storage, hard.storage, creation_time, update_time. */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuotaOfProject"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    quotas_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                quota_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuotaOfProject"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    quotas_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                quota_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuotaWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    registries_list: {
        parameters: {
            query?: {
                /** @description Part of the name. */
                name?: string;
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, name, description, url, type, insecure, status, checked_time, creation_time, update_time. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, name, description, url, type, insecure, status, checked_time, creation_time, update_time. */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistryRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    registries_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RegistryWriteRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    registries_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                registry_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistryRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    registries_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                registry_id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RegistryWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    registries_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                registry_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    registries_info_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                registry_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistryInfoRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    registries_ping_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PingWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    replication_adapterinfos_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["AdapterInfoRead"];
                    };
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    replication_adapters_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    replication_executions_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Only those of this policy. */
                policy_id?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, policy_id, started_by, creation_time, start_time, end_time. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, policy_id, started_by, creation_time, start_time, end_time. */
                sort?: string;
                /** @description Only these: InProgress, Stopped, Failed, Succeed. */
                status?: string;
                /** @description Only these: manual, scheduled, event_based. */
                trigger?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplicationExecutionRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    replication_executions_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplicationExecutionWriteRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    replication_executions_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                replication_run_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneReplicationExecutionRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    replication_executions_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                replication_run_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    replication_executions_items_list: {
        parameters: {
            query?: {
                /** @description Only these: done, failed, gone, left, waiting; nothing was done about the last. */
                outcome?: string;
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, source, target, tag, digest, size, cause. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, source, target, tag, digest, size, cause. */
                sort?: string;
                /** @description Only these: copy, replace, present, kept, delete. */
                verdict?: string;
            };
            header?: never;
            path: {
                replication_run_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplicationItemRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    replication_executions_retry_failed_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                replication_run_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplicationRetriedRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    replication_executions_tasks_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, operation, src_resource, dst_resource, start_time, end_time, sent. */
                q?: string;
                /** @description Only these: image, artifact. */
                resource_type?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, operation, src_resource, dst_resource, start_time, end_time, sent. */
                sort?: string;
                /** @description Only these: InProgress, Stopped, Failed, Succeed, Pending. */
                status?: string;
            };
            header?: never;
            path: {
                replication_run_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplicationTaskRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    replication_executions_tasks_items_list: {
        parameters: {
            query?: {
                /** @description Only these: done, failed, gone, left, waiting; nothing was done about the last. */
                outcome?: string;
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, source, target, tag, digest, size, cause. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, source, target, tag, digest, size, cause. */
                sort?: string;
                /** @description Only these: copy, replace, present, kept, delete. */
                verdict?: string;
            };
            header?: never;
            path: {
                replication_run_id: number;
                replication_task_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplicationItemRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    replication_executions_tasks_log_retrieve: {
        parameters: {
            query?: {
                /** @description All of it, as a file. */
                download?: boolean;
                /** @description Of lines: only those that matter that much: info or warning or error. */
                level?: string;
                /** @description Of lines: how many bytes of the log to look at, at most. */
                limit?: number;
                /** @description Whole lines instead: those that begin there or later, each after its byte and `:`. */
                lines?: boolean;
                /** @description The byte to begin at. */
                offset?: number;
                /** @description Of lines: only those that have this in them, in any case. */
                q?: string;
            };
            header?: never;
            path: {
                replication_run_id: number;
                replication_task_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    replication_executions_tasks_retry_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                replication_run_id: number;
                replication_task_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    replication_policies_list: {
        parameters: {
            query?: {
                /** @description Only those with this in their name. */
                name?: string;
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, name, description, registry, registry_id, direction, trigger, dest_namespace, enabled, override, mirror, creation_time, update_time. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, name, description, registry, registry_id, direction, trigger, dest_namespace, enabled, override, mirror, creation_time, update_time. */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplicationPolicyRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    replication_policies_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplicationPolicyWriteRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    replication_policies_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                replication_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneReplicationPolicyRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    replication_policies_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                replication_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplicationPolicyWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    replication_policies_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                replication_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    replication_policies_preview_create: {
        parameters: {
            query?: {
                /** @description At how many repositories to look, at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReplicationDraftWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplicationPreviewRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    repositories_list: {
        parameters: {
            query?: {
                /** @description Walk the pages by keys: empty, then what the header X-Next-Cursor says. */
                after?: string;
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, repository_id, project_id, name, description, pull_count, creation_time, update_time, last_push_time, size. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, repository_id, project_id, name, description, pull_count, creation_time, update_time, last_push_time, size. */
                sort?: string;
                /** @description Whether tags and recent activity are counted. */
                with_detail?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepositoryRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    retentions_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPolicyWriteRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    retentions_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                policy_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    retentions_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                policy_id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PolicyWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    retentions_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                policy_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    retentions_executions_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
            };
            header?: never;
            path: {
                policy_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    retentions_executions_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                policy_id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ExecutionWriteRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    retentions_executions_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                execution_id: number;
                policy_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneExecutionRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    retentions_executions_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                execution_id: number;
                policy_id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedStopWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    retentions_executions_tasks_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
            };
            header?: never;
            path: {
                execution_id: number;
                policy_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    retentions_executions_tasks_retrieve: {
        parameters: {
            query?: {
                /** @description All of it, as a file. */
                download?: boolean;
                /** @description Of lines: only those that matter that much: info or warning or error. */
                level?: string;
                /** @description Of lines: how many bytes of the log to look at, at most. */
                limit?: number;
                /** @description Whole lines instead: those that begin there or later, each after its byte and `:`. */
                lines?: boolean;
                /** @description The byte to begin at. */
                offset?: number;
                /** @description Of lines: only those that have this in them, in any case. */
                q?: string;
            };
            header?: never;
            path: {
                execution_id: number;
                policy_id: number;
                task_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    retentions_executions_verdicts_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, repository_name, digest, verdict, outcome, rule_id, push_time, pull_time, size, freed. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, repository_name, digest, verdict, outcome, rule_id, push_time, pull_time, size, freed. */
                sort?: string;
            };
            header?: never;
            path: {
                execution_id: number;
                policy_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerdictRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    retentions_metadatas_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    retentions_preview_create: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Rows of one verdict alone: RETAIN, DEL, IMMUTABLE, ERR. */
                verdict?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPolicyWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    robots_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, name, description, duration, disable, expires_at, last_used, creation_time, update_time, Id, ID, Name, Description, Duration, Disable, ExpiresAt, LastUsed, CreationTime, UpdateTime. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, name, description, duration, disable, expires_at, last_used, creation_time, update_time, Id, ID, Name, Description, Duration, Disable, ExpiresAt, LastUsed, CreationTime, UpdateTime. */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RobotRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    robots_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RobotWriteRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RobotMade"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    robots_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                robot_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RobotRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    robots_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                robot_id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RobotChangeRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    robots_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                robot_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    robots_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                robot_id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedSecretWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretMade"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    schedules_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleTaskRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    schedules_paused_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchedulerRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    search_retrieve: {
        parameters: {
            query: {
                /** @description A part of the name. */
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    search_all_retrieve: {
        parameters: {
            query: {
                /** @description How many of each kind: 1 to 50. */
                limit?: number;
                /** @description A part of the name. */
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    session_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    statistics_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatisticRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    storage_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistryStorage"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    system_gc_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CollectionRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    system_gc_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CollectionRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    system_gc_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    system_gc_export_retrieve: {
        parameters: {
            query?: {
                /** @description Begin with the mark that Excel knows. */
                bom?: boolean;
                /** @description Only these: untagged, manifest, link, blob. */
                kind?: string;
                /** @description Only these: taken, kept, or waiting. */
                outcome?: string;
            };
            header?: never;
            path: {
                run_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    system_gc_items_list: {
        parameters: {
            query?: {
                /** @description Only these: untagged, manifest, link, blob. */
                kind?: string;
                /** @description Only these: taken, kept, or waiting. */
                outcome?: string;
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
            };
            header?: never;
            path: {
                run_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    system_gc_log_retrieve: {
        parameters: {
            query?: {
                /** @description All of it, as a file. */
                download?: boolean;
                /** @description Of lines: only those that matter that much: info or warning or error. */
                level?: string;
                /** @description Of lines: how many bytes of the log to look at, at most. */
                limit?: number;
                /** @description Whole lines instead: those that begin there or later, each after its byte and `:`. */
                lines?: boolean;
                /** @description The byte to begin at. */
                offset?: number;
                /** @description Of lines: only those that have this in them, in any case. */
                q?: string;
            };
            header?: never;
            path: {
                run_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    system_gc_explanation_retrieve: {
        parameters: {
            query: {
                /** @description Of a blob or a manifest. */
                digest: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExplanationRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    system_gc_schedule_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    system_gc_schedule_update: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GarbageWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    system_gc_schedule_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GarbageWriteRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    system_gc_waiting_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    system_purgeaudit_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, status, trigger, creation_time, update_time. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, status, trigger, creation_time, update_time. */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    system_purgeaudit_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                purge_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    system_purgeaudit_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                purge_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    system_purgeaudit_log_retrieve: {
        parameters: {
            query?: {
                /** @description All of it, as a file. */
                download?: boolean;
                /** @description Of lines: only those that matter that much: info or warning or error. */
                level?: string;
                /** @description Of lines: how many bytes of the log to look at, at most. */
                limit?: number;
                /** @description Whole lines instead: those that begin there or later, each after its byte and `:`. */
                lines?: boolean;
                /** @description The byte to begin at. */
                offset?: number;
                /** @description Of lines: only those that have this in them, in any case. */
                q?: string;
            };
            header?: never;
            path: {
                purge_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    system_purgeaudit_schedule_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    system_purgeaudit_schedule_update: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PurgeRunWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    system_purgeaudit_schedule_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PurgeRunWriteRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    systeminfo_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeneralInfo"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    systeminfo_getcert_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    systeminfo_volumes_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Volumes"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    users_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: user_id, username, email, realname, sysadmin_flag, active, creation_time, update_time. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: user_id, username, email, realname, sysadmin_flag, active, creation_time, update_time. */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    users_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserWriteRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    users_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    users_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ProfileWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    users_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    users_active_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActiveWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    users_password_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    users_sysadmin_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdminWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    users_tokens_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, name, scope, creation_time, expires_at, last_used. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, name, scope, creation_time, expires_at, last_used. */
                sort?: string;
            };
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    users_tokens_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token_id: number;
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    users_tokens_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token_id: number;
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    users_current_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    users_current_permissions_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Whether resources are named without the scope. */
                relative?: boolean;
                /** @description Where: `/project/1`, or of one resource `/project/1/repository`; absent or `/system`, in the system. */
                scope?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Permission"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    users_current_tokens_list: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between. Keys: id, name, scope, creation_time, expires_at, last_used. */
                q?: string;
                /** @description Order: keys by commas, a descending one with a minus. Keys: id, name, scope, creation_time, expires_at, last_used. */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenRead"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    users_current_tokens_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenWriteRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenMade"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    users_current_tokens_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    users_current_tokens_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    users_search_list: {
        parameters: {
            query: {
                /** @description Which page, from 1. */
                page?: number;
                /** @description How many a page has: 1 to 100. */
                page_size?: number;
                /** @description The name; for administrators, a part of it. */
                username: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserFound"][];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    api_version_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionRead"];
                };
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    c_log_out_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    c_log_out_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    c_login_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["LoginWriteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, in words and a code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
}
