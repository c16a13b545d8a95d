"""What the tests stand on: servers, clients and builders, none of them a fixture."""
