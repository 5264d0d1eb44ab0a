"""Run by Alembic for every migration, on the connection that `database.py` hands over."""

from alembic import context

from bcdr.store.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
)
context.run_migrations()
