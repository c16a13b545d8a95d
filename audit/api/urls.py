"""Paths of the audit log."""

from accounts.api.endpoints import routes
from audit.api import harbor, purge_runs, rows

urlpatterns = routes(
    {
        "audit-logs": harbor.AuditLogsEndpoint.as_view(),
        "auditlog-exts": harbor.AuditLogExtsEndpoint.as_view(),
        "auditlog-exts/events": harbor.EventTypesEndpoint.as_view(),
        "projects/<str:project>/logs": harbor.ProjectLogsEndpoint.as_view(),
        "projects/<str:project>/auditlog-exts": harbor.ProjectLogExtsEndpoint.as_view(),
        "audit/rows": rows.RowsEndpoint.as_view(),
        "audit/rows/<int:row_id>": rows.RowEndpoint.as_view(),
        "audit/histogram": rows.HistogramEndpoint.as_view(),
        "audit/export": rows.ExportEndpoint.as_view(),
        "audit/purge": rows.PurgeEndpoint.as_view(),
        "audit/head": rows.HeadEndpoint.as_view(),
        "system/purgeaudit": purge_runs.RunsEndpoint.as_view(),
        "system/purgeaudit/schedule": purge_runs.ScheduleEndpoint.as_view(),
        "system/purgeaudit/<int:purge_id>": purge_runs.RunEndpoint.as_view(),
        "system/purgeaudit/<int:purge_id>/log": purge_runs.RunLogEndpoint.as_view(),
    }
)
