"""Docker Hub: its registry speaks the specification, and another service lists repositories."""
