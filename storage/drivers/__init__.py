"""The drivers, one module for each kind of place where bytes can live."""
