"""The product as it is installed: its images, and docker-compose.yml."""
