"""Run migrations on the connection that was handed in: there is one way to the database, in ``tracker.storage``."""

from alembic import context

from tracker.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
