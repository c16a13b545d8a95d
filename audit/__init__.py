"""The audit log: who did, or was refused, what; written in the transaction of the deed."""
