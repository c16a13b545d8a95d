"""The Django project: wiring of the apps into processes, and nothing that decides anything."""
