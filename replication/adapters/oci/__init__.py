"""Any registry that follows the OCI distribution specification."""
