"""Amazon ECR: the specification, with tokens and repositories from Amazon's own API."""
