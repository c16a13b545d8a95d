"""REST for what keeps the registry in order: the only place here that knows DRF."""
