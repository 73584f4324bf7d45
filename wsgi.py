"""For WSGI servers: ``gunicorn wsgi:app``. Settings come from the environment."""

from tracker.web import create_app

app = create_app()
