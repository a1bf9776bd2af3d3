"""How Alembic runs the migrations: on the connection, and in the transaction, of whoever opens the record."""

from __future__ import annotations

from alembic import context

from posecoach.history.record.tables import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    # SQLite changes a table by copying it.
    render_as_batch=True,
)
context.run_migrations()
